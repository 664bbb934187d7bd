package io.ansatz.runner.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ansatz.api.ImageShape;
import io.ansatz.api.backbone.Operation.BatchNorm;
import io.ansatz.api.backbone.Operation.Convolution;
import io.ansatz.api.backbone.Operation.Relu;
import io.ansatz.api.backbone.Stage;
import io.ansatz.api.backbone.Trunk;
import io.ansatz.api.circuit.Angle;
import io.ansatz.api.circuit.Axis;
import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.Readout;
import io.ansatz.api.network.Neck;
import io.ansatz.runner.experiment.EngineChoice;
import io.ansatz.runner.experiment.Head;
import io.ansatz.runner.experiment.Placement;
import io.ansatz.runner.experiment.Projection;
import io.ansatz.runner.experiment.Scaling;
import io.ansatz.runner.experiment.Use;
import io.ansatz.simulator.PlainSimulator;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FixedPartTest {

    private static final int BATCH = 4;
    private static final long SEED = 3;
    private static final ImageShape IMAGES = new ImageShape(1, 8, 6);
    private static final Optional<Use<Neck<?>>> NECK = Optional.of(TwoWays.of(3));
    private static final Placement.Input PIXELS = new Placement.Input(Optional.empty(), Optional.of(0.5));

    static List<Named<Blueprint>> blueprints() {
        var quantum = new Block.Quantum(ProductSimulator.onQubits(4));
        return List.of(
                Named.of("a frozen stage", behind(Set.of("first"), quantum)),
                Named.of("the whole trunk", behind(Set.of("first", "second"), quantum)),
                Named.of("a frozen stage, and a neck", behind(Set.of("first"), NECK, quantum)),
                Named.of("the whole trunk in front of a neck", behind(Set.of("first", "second"), NECK, quantum)),
                Named.of("a shuffled control", behind(Set.of("first"), quantum.shuffledBy(new Seed(2)))),
                Named.of("filters", inFront(Set.of(), filters())),
                Named.of("filters and a frozen stage", inFront(Set.of("first"), filters())),
                Named.of(
                        "filters of other images",
                        inFront(Set.of("first"), filters().shuffledBy(new Seed(2)))),
                Named.of(
                        "a dense layer that does not learn",
                        inFront(Set.of(), new Block.Still(new Block.Linear(4, 2, true)))),
                Named.of("filters and the whole trunk", inFront(Set.of("first", "second"), filters())),
                Named.of("filters, a frozen stage, and a neck", inFront(Set.of("first"), NECK, filters())),
                Named.of(
                        "filters and the whole trunk in front of a neck",
                        inFront(Set.of("first", "second"), NECK, filters())),
                Named.of("pixels as they are", inFront(Set.of("first"), new Block.Identity(4))));
    }

    private static Blueprint behind(Set<String> frozen, Block block) {
        return behind(frozen, Optional.empty(), block);
    }

    private static Blueprint behind(Set<String> frozen, Optional<Use<Neck<?>>> neck, Block block) {
        return new Blueprint(
                IMAGES,
                trunk(IMAGES),
                frozen,
                neck,
                new Placement.Features(Projection.LINEAR),
                Scaling.TANH_PI,
                block,
                new Head(List.of(5)),
                2);
    }

    private static Blueprint inFront(Set<String> frozen, Block block) {
        return inFront(frozen, Optional.empty(), block);
    }

    private static Blueprint inFront(Set<String> frozen, Optional<Use<Neck<?>>> neck, Block block) {
        Trunk trunk = trunk(Blueprint.filtered(IMAGES, PIXELS, block));
        return new Blueprint(IMAGES, trunk, frozen, neck, PIXELS, Scaling.PI, block, new Head(List.of(5)), 2);
    }

    private static Trunk trunk(ImageShape images) {
        return new Trunk(
                images,
                List.of(
                        new Stage(
                                "first",
                                List.of(
                                        new Convolution("first.conv", 3, 2, 0),
                                        new BatchNorm("first.norm"),
                                        new Relu())),
                        new Stage("second", List.of(new Convolution("second.conv", 2, 1, 0), new Relu()))));
    }

    /** Two filters that count the ones of black and white pixels, the second after turning the first pixel round. */
    private static Block.Bank filters() {
        var plain = Circuit.onQubits(4);
        var turned = Circuit.onQubits(4);
        for (int wire = 0; wire < 4; wire++) {
            plain.rotate(Axis.Y, wire, plain.nextInput());
            turned.rotate(Axis.Y, wire, turned.nextInput());
        }
        turned.rotate(Axis.X, 0, Angle.of(Math.PI));
        return new Block.Bank(
                List.of(
                        new PlainSimulator(plain.measure(new Readout.OnesInLikeliest())),
                        new PlainSimulator(turned.measure(new Readout.OnesInLikeliest()))),
                Optional.empty());
    }

    @ParameterizedTest
    @MethodSource("blueprints")
    void bothPartsTogetherAreTheWholeNetwork(Blueprint blueprint) {
        Engine engine = Engine.prepare(EngineChoice.AUTO);
        try (var whole = new HybridNetwork(blueprint, engine, 0.05, SEED);
                var fixed = new FixedPart(blueprint, engine, SEED);
                var rest = HybridNetwork.onFeatures(blueprint, engine, new RowUpdater(new Adam(), 0.05), SEED)) {
            assertThat(rest.input()).isEqualTo(fixed.output());
            var features = new float[BATCH * fixed.output().size()];
            fixed.run(BATCH, pixels(), features);
            for (int step = 0; step < 3; step++) {
                assertThat(rest.classify(BATCH, features))
                        .containsExactly(whole.classify(BATCH, pixels()), within(1e-5f));
                double loss = whole.learn(BATCH, pixels(), SampleNetwork.labels(BATCH));
                assertThat(rest.learn(BATCH, features, SampleNetwork.labels(BATCH)))
                        .isCloseTo(loss, within(1e-5));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("blueprints")
    void everyArrayIsInOneOfThem(Blueprint blueprint) {
        Engine engine = Engine.prepare(EngineChoice.AUTO);
        try (var whole = new HybridNetwork(blueprint, engine, 0.05, SEED);
                var fixed = new FixedPart(blueprint, engine, SEED);
                var rest = HybridNetwork.onFeatures(blueprint, engine, new RowUpdater(new Adam(), 0.05), SEED)) {
            var both = new LinkedHashMap<>(fixed.values());
            both.putAll(rest.values());
            Map<String, float[]> all = whole.values();

            assertThat(both.keySet()).containsExactlyElementsOf(all.keySet());
            all.forEach((name, values) -> assertThat(both.get(name)).as(name).isEqualTo(values));
            assertThat(fixed.values().keySet())
                    .doesNotContainAnyElementsOf(rest.values().keySet());
            assertThat(rest.shapes()).hasSize(rest.values().size());
        }
    }

    @Test
    void filtersCountOnes() {
        try (var fixed = new FixedPart(inFront(Set.of(), filters()), Engine.prepare(EngineChoice.AUTO), SEED)) {
            // White are the first pixel of the first patch, and both pixels of the lower row of the second.
            var pixels = new float[IMAGES.size()];
            Arrays.fill(pixels, -1);
            pixels[0] = 1;
            pixels[6 + 2] = 1;
            pixels[6 + 3] = 1;
            var maps = new float[fixed.output().size()];

            fixed.run(1, pixels, maps);

            assertThat(fixed.output()).isEqualTo(new ImageShape(2, 4, 3));
            assertThat(maps).containsExactly(1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1);
        }
    }

    @Test
    void aNetworkInWhichAllLearnsHasNoFixedPart() {
        var quantum = new Block.Quantum(ProductSimulator.onQubits(4));

        assertThat(behind(Set.of(), quantum).hasFixedPart()).isFalse();
        assertThat(behind(Set.of("second"), quantum).hasFixedPart()).isFalse();
        assertThat(inFront(Set.of("first"), quantum).hasFixedPart()).isFalse();
        assertThat(behind(Set.of("first"), quantum).fixedOutput()).isEqualTo(new ImageShape(3, 7, 5));
        assertThat(behind(Set.of(), quantum).fixedOutput()).isEqualTo(IMAGES);
    }

    private static float[] pixels() {
        var random = new SplittableRandom(6);
        var pixels = new float[BATCH * IMAGES.size()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) random.nextDouble(-1, 1);
        }
        return pixels;
    }
}
