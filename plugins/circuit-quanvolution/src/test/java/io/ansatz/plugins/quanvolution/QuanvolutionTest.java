package io.ansatz.plugins.quanvolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ansatz.api.circuit.Angle;
import io.ansatz.api.circuit.Axis;
import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.Drawing;
import io.ansatz.api.circuit.Gate;
import io.ansatz.plugins.quanvolution.Quanvolution.Ansatz;
import io.ansatz.plugins.quanvolution.Quanvolution.Embedding;
import io.ansatz.plugins.quanvolution.Quanvolution.Measurement;
import io.ansatz.plugins.quanvolution.Quanvolution.Settings;
import io.ansatz.simulator.diagnosis.DeadAngles;
import io.ansatz.testkit.CircuitContract;
import io.ansatz.testkit.TwinSimulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class QuanvolutionTest {

    /** The known values below are given to ten places. */
    private static final double TEN_PLACES = 1e-9;

    private static final double ROUNDING = 1e-12;

    private static final double[] NO_WEIGHTS = {};

    private final Quanvolution template = new Quanvolution();

    @Test
    void keepsTheContract() {
        CircuitContract.of(template)
                .with(random(1, 3, 2, 5, 2, Measurement.Z))
                .with(random(1, 1, 1, 3, 3, Measurement.Z))
                .with(random(2, 1, 10, 20, 4, Measurement.ONES))
                .with(random(3, 1, 2, 20, 5, Measurement.Z))
                .with(new Settings(2, 1, Embedding.Y, Ansatz.RANDOM, 2, 4, 7, 3, Measurement.ONES))
                .with(trainable(1, Embedding.X, Ansatz.STRONGLY_ENTANGLING, 2))
                .with(trainable(2, Embedding.HY, Ansatz.STRONGLY_ENTANGLING, 3))
                .with(trainable(2, Embedding.HZ, Ansatz.RY_RZ_RING, 2))
                .with(new Settings(1, 8, Embedding.Y, Ansatz.STRONGLY_ENTANGLING, 2, 4, 1, 1, Measurement.Z))
                .holds();
    }

    /** Of an independent state-vector simulation in double precision; weight k is 0.1 (k + 1). */
    @Test
    void knownValuesOfATrainableFilter() {
        Circuit circuit = template.draw(trainable(2, Embedding.Y, Ansatz.RY_RZ_RING, 2));

        assertThat(new TwinSimulator(circuit).run(tenths(4), tenths(16)))
                .containsExactly(
                        new double[] {-0.3416629296, 0.1853989964, -0.0920791430, 0.3863801907}, within(TEN_PLACES));
    }

    @ParameterizedTest
    @EnumSource(names = {"X", "Y"})
    void pixelsAloneGiveTheirCosine(Embedding embedding) {
        Circuit circuit = template.draw(trainable(2, embedding, Ansatz.RY_RZ_RING, 0));

        assertThat(new TwinSimulator(circuit).run(new double[] {0.1, 0.4, 0.6, 0.9}, NO_WEIGHTS))
                .containsExactly(
                        new double[] {0.9510565163, 0.3090169944, -0.3090169944, -0.9510565163}, within(TEN_PLACES));
    }

    @Test
    void behindAHadamardPixelsAloneGiveTheirSine() {
        Circuit circuit = template.draw(trainable(1, Embedding.HY, Ansatz.RY_RZ_RING, 0));

        assertThat(new TwinSimulator(circuit).run(new double[] {0.3}, NO_WEIGHTS))
                .containsExactly(new double[] {-Math.sin(0.3 * Math.PI)}, within(ROUNDING));
    }

    /** Black and white pixels are basis states, so their likeliest one is certain. */
    @Test
    void onesCountWhitePixels() {
        var simulator = new TwinSimulator(template.draw(random(2, 1, 0, 1, 1, Measurement.ONES)));

        for (int pattern = 0; pattern < 16; pattern++) {
            double[] pixels = {pattern >> 3 & 1, pattern >> 2 & 1, pattern >> 1 & 1, pattern & 1};
            assertThat(simulator.run(pixels, NO_WEIGHTS)).containsExactly(Integer.bitCount(pattern));
        }
    }

    @Test
    void valuesOfAPatchAreInputsTimesPiInOrder() {
        Circuit circuit = template.draw(random(2, 3, 0, 1, 1, Measurement.Z));

        assertThat(circuit.qubits()).isEqualTo(12);
        assertThat(circuit.gates())
                .containsExactlyElementsOf(IntStream.range(0, 12)
                        .mapToObj(q -> (Gate) new Gate.Rotation(Axis.Y, q, new Angle.Input(q, Math.PI)))
                        .toList());
    }

    /** Of 1,000 rotations and so many CNOTs that these are three of ten gates: 429, give or take 25. */
    @Test
    void aRandomLayerHasItsRotationsAndThreeCnotsInTenGates() {
        Circuit circuit = template.draw(random(3, 1, 1, 1000, 1, Measurement.Z));
        List<Gate> layer = circuit.gates().subList(9, circuit.gates().size());
        List<Gate.Rotation> rotations = layer.stream()
                .filter(Gate.Rotation.class::isInstance)
                .map(Gate.Rotation.class::cast)
                .toList();
        List<Gate.Cnot> cnots = layer.stream()
                .filter(Gate.Cnot.class::isInstance)
                .map(Gate.Cnot.class::cast)
                .toList();

        assertThat(circuit.weights()).isZero();
        assertThat(rotations).hasSize(1000);
        assertThat(cnots).hasSize(layer.size() - 1000).hasSizeBetween(350, 510);
        assertThat(rotations).extracting(Gate.Rotation::axis).contains(Axis.values());
        assertThat(rotations).extracting(Gate.Rotation::wire).contains(0, 1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(rotations)
                .allSatisfy(gate ->
                        assertThat(((Angle.Constant) gate.angle()).radians()).isBetween(0.0, 2 * Math.PI));
        // All 72 ordered pairs of nine qubits.
        assertThat(cnots.stream().distinct().count()).isEqualTo(72);
    }

    @Test
    void anotherSeedIsAnotherFilter() {
        assertThat(template.draw(random(2, 1, 2, 4, 7, Measurement.Z)))
                .isEqualTo(template.draw(random(2, 1, 2, 4, 7, Measurement.Z)))
                .isNotEqualTo(template.draw(random(2, 1, 2, 4, 8, Measurement.Z)));
    }

    @Test
    void filtersSideBySideAreOfOneSeedAfterTheOther() {
        var settings = new Settings(2, 1, Embedding.Y, Ansatz.RANDOM, 2, 4, 7, 3, Measurement.ONES);

        assertThat(template.drawAll(settings))
                .containsExactly(
                        template.draw(random(2, 1, 2, 4, 7, Measurement.ONES)),
                        template.draw(random(2, 1, 2, 4, 8, Measurement.ONES)),
                        template.draw(random(2, 1, 2, 4, 9, Measurement.ONES)));
        assertThat(template.draw(settings)).isEqualTo(template.drawAll(settings).get(0));
    }

    @Test
    void filtersThatLearnStandAlone() {
        assertThatThrownBy(() -> new Settings(2, 1, Embedding.Y, Ansatz.RY_RZ_RING, 1, 4, 1, 2, Measurement.Z))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("filters must be 1 where there is something to train.");
        assertThatThrownBy(() -> new Settings(2, 1, Embedding.Y, Ansatz.RANDOM, 1, 4, 1, 257, Measurement.Z))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("filters must be between 1 and 256, not 257.");
    }

    @ParameterizedTest
    @CsvSource({"STRONGLY_ENTANGLING, 24, 20", "RY_RZ_RING, 16, 12"})
    void twoTrainableLayersOnTwoByTwoPixelsHaveThisManyWeights(Ansatz ansatz, int weights, int effective) {
        Circuit circuit = template.draw(trainable(2, Embedding.Y, ansatz, 2));

        assertThat(circuit.inputs()).isEqualTo(4);
        assertThat(circuit.outputs()).isEqualTo(4);
        assertThat(circuit.weights()).isEqualTo(weights);
        assertThat(DeadAngles.effectiveWeights(circuit)).isEqualTo(effective);
    }

    /** The drawing of a random circuit also pins what a seed draws. */
    @Test
    void theReadmeShowsTheCircuitsThatAreDrawn() throws IOException {
        String readme = Files.readString(Path.of("README.md"));

        assertThat(readme).contains(new Drawing(template.draw(template.defaults())).text());
        assertThat(readme).contains(new Drawing(template.draw(trainable(2, Embedding.Y, Ansatz.RY_RZ_RING, 1))).text());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0 | 1  | 1    | 4    | patch must be between 1 and 4, not 0.
            5 | 1  | 1    | 4    | patch must be between 1 and 4, not 5.
            2 | 0  | 1    | 4    | channels must be between 1 and 5 for patches of 2 x 2, not 0: each value is a qubit, of 20 at most.
            3 | 3  | 1    | 4    | channels must be between 1 and 2 for patches of 3 x 3, not 3: each value is a qubit, of 20 at most.
            2 | 1  | -1   | 4    | layers must be between 0 and 1000, not -1.
            2 | 1  | 1001 | 4    | layers must be between 0 and 1000, not 1001.
            2 | 1  | 1    | 0    | rotations must be between 1 and 1000, not 0.
            2 | 1  | 1    | 1001 | rotations must be between 1 and 1000, not 1001.
            """)
    void settingsOutOfRangeAreRefused(int patch, int channels, int layers, int rotations, String message) {
        assertThatThrownBy(() -> random(patch, channels, layers, rotations, 1, Measurement.Z))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void whatCannotLearnIsRefused() {
        assertThatThrownBy(() -> new Settings(2, 1, Embedding.Y, Ansatz.RY_RZ_RING, 1, 4, 1, 1, Measurement.ONES))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("readout must be z where there is something to train: ones has no gradient.");
    }

    private static Settings random(int patch, int channels, int layers, int rotations, long seed, Measurement readout) {
        return new Settings(patch, channels, Embedding.Y, Ansatz.RANDOM, layers, rotations, seed, 1, readout);
    }

    private static Settings trainable(int patch, Embedding embedding, Ansatz ansatz, int layers) {
        return new Settings(patch, 1, embedding, ansatz, layers, 4, 1, 1, Measurement.Z);
    }

    private static double[] tenths(int count) {
        return IntStream.rangeClosed(1, count).mapToDouble(k -> 0.1 * k).toArray();
    }
}
