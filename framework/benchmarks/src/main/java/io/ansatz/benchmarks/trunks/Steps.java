package io.ansatz.benchmarks.trunks;

import io.ansatz.api.ImageShape;
import io.ansatz.runner.network.Blueprint;
import io.ansatz.runner.network.Engine;
import io.ansatz.runner.network.HybridNetwork;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/** The process of a contender in Java: case, way and contender come as words, and one line goes out that says what was measured. */
public final class Steps {

    private static final long SEED = 1;

    private Steps() {}

    /** Started by {@link Launcher}. */
    public static void main(String[] words) {
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        Measurement measurement =
                measure(Laps.STANDARD, Case.named(words[0]), Way.valueOf(words[1]), Contender.valueOf(words[2]));
        out.println(measurement.line());
    }

    static Measurement measure(Laps laps, Case chosen, Way way, Contender contender) {
        Engine engine = Engine.prepare(contender.choice(), contender.threads());
        Blueprint blueprint = chosen.blueprint();
        int batch = chosen.batch();
        float[] images = images(batch, blueprint.trunk().input());
        int[] labels = labels(batch);
        try (var network = new HybridNetwork(blueprint, engine, Case.RATE, SEED)) {
            return laps.time(
                    switch (way) {
                        case TRAIN -> () -> network.learn(batch, images, labels);
                        case CLASSIFY -> () -> network.classify(batch, images);
                    });
        }
    }

    private static float[] images(int batch, ImageShape shape) {
        var random = new SplittableRandom(SEED);
        var images = new float[batch * shape.size()];
        for (int i = 0; i < images.length; i++) {
            images[i] = (float) random.nextGaussian();
        }
        return images;
    }

    private static int[] labels(int batch) {
        var labels = new int[batch];
        for (int i = 0; i < batch; i++) {
            labels[i] = i % Case.CLASSES;
        }
        return labels;
    }
}
