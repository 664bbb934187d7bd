package io.ansatz.benchmarks.hybrids;

import com.sun.management.OperatingSystemMXBean;
import io.ansatz.runner.experiment.EngineChoice;
import io.ansatz.runner.experiment.Selection;
import io.ansatz.runner.experiment.Training;
import io.ansatz.runner.network.Blueprint;
import io.ansatz.runner.network.Engine;
import io.ansatz.runner.network.FixedPart;
import io.ansatz.runner.network.HybridNetwork;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;

/** Lets each hybrid learn the same batch again and again, first to warm up, then to be timed. */
public final class Main {

    private static final double NANOS = 1e9;
    private static final int LEAST_STEPS = 5;

    private final PrintStream out;
    private final double seconds;

    private Main(PrintStream out, double seconds) {
        this.out = out;
        this.seconds = seconds;
    }

    /** Words are cases; {@code --quick} measures for three seconds and not for ten. */
    public static void main(String[] words) {
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        var cases = new ArrayList<>(List.of(words));
        boolean quick = cases.remove("--quick");
        try {
            new Main(out, quick ? 3 : 10).measure(Case.named(cases));
        } catch (IllegalArgumentException mistake) {
            new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8)
                    .println(mistake.getMessage());
            System.exit(2);
        }
    }

    private void measure(List<Case> cases) {
        Engine engine = Engine.prepare(EngineChoice.AUTO);
        out.println(engine);
        out.println();
        out.println("case                       images/s   per CPU s    reach   ms/step   circuit  backbone     rest");
        for (Case one : cases) {
            out.println(line(one, time(one, engine)));
        }
        out.println();
        out.println("Load of the machine at the end, of which the benchmark is 1: %.1f"
                .formatted(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
    }

    /** What steps took, in nanoseconds. */
    private record Timing(int steps, long wall, long processor, long circuit, long backbone) {}

    private Timing time(Case one, Engine engine) {
        Blueprint blueprint = one.blueprint();
        var settings = new Training(1, one.batch(), Training.Optimizer.ADAM, 1e-4, Optional.empty(), Selection.LOSS);
        float[] images = pixels(one.batch() * blueprint.images().size());
        if (one.kept()) {
            try (var part = new FixedPart(blueprint, engine, 1)) {
                var features = new float[one.batch() * part.output().size()];
                part.run(one.batch(), images, features);
                images = features;
            }
        }
        var labels = new int[one.batch()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i % blueprint.classes();
        }
        try (var network = one.kept()
                ? HybridNetwork.onFeatures(blueprint, engine, settings, 1)
                : new HybridNetwork(blueprint, engine, settings, 1)) {
            steps(network, one.batch(), images, labels);
            return steps(network, one.batch(), images, labels);
        }
    }

    private Timing steps(HybridNetwork network, int batch, float[] images, int[] labels) {
        long wall = System.nanoTime();
        long processor = processor();
        long circuit = network.quantumNanos();
        long backbone = network.backboneNanos();
        int steps = 0;
        while (steps < LEAST_STEPS || System.nanoTime() - wall < seconds * NANOS) {
            network.learn(batch, images, labels);
            steps++;
        }
        return new Timing(
                steps,
                System.nanoTime() - wall,
                processor() - processor,
                network.quantumNanos() - circuit,
                network.backboneNanos() - backbone);
    }

    private static long processor() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static String line(Case one, Timing timing) {
        double images = (double) timing.steps() * one.batch();
        double rest = timing.wall() - timing.circuit() - timing.backbone();
        return String.format(
                Locale.ROOT,
                "%-25s %9.1f   %9.1f   %6s  %8.1f   %5.1f %%   %5.1f %%   %5.1f %%",
                one.word(),
                images * NANOS / timing.wall(),
                images * NANOS / timing.processor(),
                one.reach().isPresent()
                        ? String.format(Locale.ROOT, "%.0f", one.reach().getAsDouble())
                        : "-",
                timing.wall() / 1e6 / timing.steps(),
                100.0 * timing.circuit() / timing.wall(),
                100.0 * timing.backbone() / timing.wall(),
                100.0 * rest / timing.wall());
    }

    private static float[] pixels(int count) {
        var random = new SplittableRandom(1);
        var pixels = new float[count];
        for (int i = 0; i < count; i++) {
            pixels[i] = (float) random.nextDouble(-1, 1);
        }
        return pixels;
    }
}
