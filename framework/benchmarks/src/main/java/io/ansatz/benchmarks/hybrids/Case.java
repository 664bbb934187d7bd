package io.ansatz.benchmarks.hybrids;

import io.ansatz.api.ImageShape;
import io.ansatz.api.backbone.Operation;
import io.ansatz.api.backbone.Stage;
import io.ansatz.api.backbone.Trunk;
import io.ansatz.api.circuit.Circuit;
import io.ansatz.plugins.angleembedding.AngleEmbedding;
import io.ansatz.plugins.cnn5.Cnn5;
import io.ansatz.plugins.datareuploading.DataReuploading;
import io.ansatz.plugins.datareuploading.Measurement;
import io.ansatz.plugins.quanvolution.Quanvolution;
import io.ansatz.plugins.resnet.ResNet;
import io.ansatz.runner.experiment.Head;
import io.ansatz.runner.experiment.Placement;
import io.ansatz.runner.experiment.Projection;
import io.ansatz.runner.experiment.Scaling;
import io.ansatz.runner.network.Block;
import io.ansatz.runner.network.Blueprint;
import io.ansatz.simulator.Simulator;
import io.ansatz.simulator.statevector.Precision;
import io.ansatz.simulator.statevector.StatevectorSimulator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * A hybrid to be timed.
 *
 * @param word what a person asks for it by
 * @param batch images in a step
 * @param kept whether what never changes was computed before, as a run does it
 * @param reach the training images per second of processor time that it shall reach
 */
record Case(String word, Blueprint blueprint, int batch, boolean kept, OptionalDouble reach) {

    private static final int SEED = 1;

    static List<Case> all() {
        Blueprint learning = places(Set.of());
        Blueprint partly = places(Set.of("stem", "layer1", "layer2"));
        Blueprint frozen = places(Set.of("stem", "layer1", "layer2", "layer3"));
        return List.of(
                new Case("s3@28", features(), 64, false, OptionalDouble.of(720)),
                new Case("e4@224", learning, 16, false, OptionalDouble.of(11)),
                new Case("e4-published@224", partly, 16, false, OptionalDouble.of(11)),
                new Case("e4-published-kept@224", partly, 16, true, OptionalDouble.empty()),
                new Case("e4-frozen-kept@224", frozen, 16, true, OptionalDouble.of(200)),
                new Case("quanvolution-resnet50@64", filters(), 16, true, OptionalDouble.empty()));
    }

    /** The cases with these words; all without a word. */
    static List<Case> named(List<String> words) {
        List<String> known = all().stream().map(Case::word).toList();
        for (String word : words) {
            if (!known.contains(word)) {
                throw new IllegalArgumentException(
                        "There is no case '%s'. There are %s.".formatted(word, String.join(", ", known)));
            }
        }
        return all().stream()
                .filter(one -> words.isEmpty() || words.contains(one.word()))
                .toList();
    }

    /** S3: four qubits on the features of CNN5. */
    private static Blueprint features() {
        var images = new ImageShape(3, 28, 28);
        Circuit circuit = new AngleEmbedding()
                .draw(new AngleEmbedding.Settings(
                        4,
                        3,
                        AngleEmbedding.Embedding.X,
                        AngleEmbedding.Ansatz.STRONGLY_ENTANGLING,
                        AngleEmbedding.Measurement.Z));
        return new Blueprint(
                new Cnn5().draw(new Cnn5.Settings(), images),
                Set.of(),
                Scaling.TANH_PI,
                new Block.Quantum(simulator(circuit)),
                new Head(List.of(128)),
                2);
    }

    /** S5, E4: eight qubits and 256 probabilities at 14 x 14 places of ResNet18's map. */
    private static Blueprint places(Set<String> frozen) {
        var images = new ImageShape(3, 224, 224);
        Circuit circuit = new DataReuploading()
                .draw(new DataReuploading.Settings(
                        8,
                        2,
                        DataReuploading.Embedding.Y,
                        DataReuploading.Frequencies.FIXED,
                        DataReuploading.Ansatz.RY_RZ_RING,
                        Measurement.SCALED_PROBABILITIES));
        return new Blueprint(
                images,
                new ResNet()
                        .draw(new ResNet.Settings(18, ResNet.Stem.STANDARD), images)
                        .upTo("layer3"),
                frozen,
                Optional.empty(),
                new Placement.Patches(Projection.NORMALISED),
                Scaling.TANH_PI,
                new Block.Quantum(simulator(circuit)),
                new Head(List.of()),
                2);
    }

    /** S4: four thresholded filters in front of a frozen ResNet50 at 128 pixels. */
    private static Blueprint filters() {
        var images = new ImageShape(1, 64, 64);
        List<Circuit> circuits = new Quanvolution()
                .drawAll(new Quanvolution.Settings(
                        2,
                        1,
                        Quanvolution.Embedding.Y,
                        Quanvolution.Ansatz.RANDOM,
                        10,
                        20,
                        SEED,
                        4,
                        Quanvolution.Measurement.ONES));
        var bank = new Block.Bank(circuits.stream().map(Case::simulator).toList(), Optional.empty());
        var maps = new ImageShape(4, 32, 32);
        var adapter = new Stage(
                "adapter",
                List.of(
                        new Operation.Convolution("adapter", 3, 1, 0),
                        new Operation.BatchNorm("adapter.norm"),
                        new Operation.Upsample(4)));
        Trunk backbone = new ResNet().draw(new ResNet.Settings(50, ResNet.Stem.STANDARD), new ImageShape(3, 128, 128));
        var stages = new ArrayList<Stage>();
        stages.add(adapter);
        stages.addAll(backbone.stages());
        return new Blueprint(
                images,
                new Trunk(maps, stages),
                Set.copyOf(backbone.stages().stream().map(Stage::name).toList()),
                Optional.empty(),
                new Placement.Input(Optional.empty(), Optional.of(0.5)),
                Scaling.NONE,
                bank,
                new Head(List.of(256)),
                6);
    }

    private static Simulator simulator(Circuit circuit) {
        return new StatevectorSimulator(circuit, Precision.FLOAT, 1);
    }
}
