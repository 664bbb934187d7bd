package io.ansatz.benchmarks.trunks;

import io.ansatz.api.ImageShape;
import io.ansatz.runner.experiment.Scaling;
import io.ansatz.runner.network.Block;
import io.ansatz.runner.network.Blueprint;
import java.util.List;

/**
 * A network, the size of its images, and how many go through it in a step.
 *
 * @param threaded whether it is also timed on two threads
 */
record Case(Network network, int pixels, int batch, boolean threaded) {

    static final int CLASSES = 2;

    /** What the first of the two linear layers behind the trunk makes of its features. */
    static final int PROJECTED = 4;

    /** Adam's; it decides nothing about speed. */
    static final double RATE = 1e-4;

    private static final int CHANNELS = 3;

    static List<Case> all() {
        return List.of(
                new Case(Network.CNN5, 28, 64, true),
                new Case(Network.RESNET18, 64, 16, false),
                new Case(Network.RESNET50, 64, 16, false),
                new Case(Network.MOBILENET_V2, 64, 16, false),
                new Case(Network.RESNET18, 224, 8, true),
                new Case(Network.RESNET50, 224, 8, false),
                new Case(Network.MOBILENET_V2, 224, 8, false));
    }

    static Case named(String name) {
        return all().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no case '%s'.".formatted(name)));
    }

    /** Tells it from every other one. */
    String name() {
        return "%s@%d".formatted(network.word(), pixels);
    }

    /** The trunk with two linear layers behind it and nothing between them. */
    Blueprint blueprint() {
        return new Blueprint(
                network.trunk(new ImageShape(CHANNELS, pixels, pixels)),
                Scaling.NONE,
                new Block.Identity(PROJECTED),
                List.of(),
                CLASSES);
    }
}
