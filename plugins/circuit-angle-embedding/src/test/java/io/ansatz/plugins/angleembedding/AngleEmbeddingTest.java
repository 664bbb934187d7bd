package io.ansatz.plugins.angleembedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.Drawing;
import io.ansatz.api.circuit.Gate;
import io.ansatz.api.circuit.Readout;
import io.ansatz.plugins.angleembedding.AngleEmbedding.Ansatz;
import io.ansatz.plugins.angleembedding.AngleEmbedding.Embedding;
import io.ansatz.plugins.angleembedding.AngleEmbedding.Measurement;
import io.ansatz.plugins.angleembedding.AngleEmbedding.Settings;
import io.ansatz.simulator.diagnosis.DeadAngles;
import io.ansatz.testkit.CircuitContract;
import io.ansatz.testkit.ReferenceValues;
import io.ansatz.testkit.TwinSimulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class AngleEmbeddingTest {

    /** The known values below are given to ten places. */
    private static final double TEN_PLACES = 1e-9;

    private static final double ROUNDING = 1e-12;

    private final AngleEmbedding template = new AngleEmbedding();

    @Test
    void keepsTheContract() {
        CircuitContract.of(template)
                .withWeights(template.defaults(), 36)
                .with(new Settings(1, 2, Embedding.HY, Ansatz.STRONGLY_ENTANGLING, Measurement.ZX))
                .with(new Settings(2, 2, Embedding.HZ, Ansatz.STRONGLY_ENTANGLING, Measurement.PROBABILITIES))
                .with(new Settings(2, 1, Embedding.X, Ansatz.BASIC_ENTANGLER, Measurement.Z))
                .with(new Settings(3, 2, Embedding.Y, Ansatz.CYCLIC_U3, Measurement.ZX))
                .with(new Settings(5, 1, Embedding.Y, Ansatz.CYCLIC_U3, Measurement.Z0))
                .with(new Settings(5, 2, Embedding.HY, Ansatz.RY_RZ_RING, Measurement.Z0))
                .with(new Settings(4, 0, Embedding.HZ, Ansatz.BASIC_ENTANGLER, Measurement.ZX))
                .with(new Settings(3, 2, Embedding.HY, Ansatz.BASIC_ENTANGLER_Y, Measurement.SCALED_PROBABILITIES))
                .with(new Settings(8, 2, Embedding.X, Ansatz.STRONGLY_ENTANGLING, Measurement.Z))
                .holds();
    }

    /** Values of an independent state-vector simulation in double precision; weight k is 0.1 (k + 1). */
    static Stream<Arguments> knownValues() {
        return Stream.of(
                known(
                        "y alone, zx",
                        new Settings(4, 0, Embedding.Y, Ansatz.STRONGLY_ENTANGLING, Measurement.ZX),
                        0.9950041653,
                        0.9800665778,
                        0.9553364891,
                        0.9210609940,
                        0.0998334166,
                        0.1986693308,
                        0.2955202067,
                        0.3894183423),
                known(
                        "hy alone",
                        new Settings(4, 0, Embedding.HY, Ansatz.STRONGLY_ENTANGLING, Measurement.Z),
                        -0.0998334166,
                        -0.1986693308,
                        -0.2955202067,
                        -0.3894183423),
                known(
                        "x + basic-entangler",
                        new Settings(4, 1, Embedding.X, Ansatz.BASIC_ENTANGLER, Measurement.Z),
                        0.5296256010,
                        0.9027010964,
                        0.7450313645,
                        0.5190683503),
                known(
                        "x + 4 basic-entangler on 8 qubits",
                        new Settings(8, 4, Embedding.X, Ansatz.BASIC_ENTANGLER, Measurement.Z),
                        -0.0020964018,
                        0.0356466937,
                        0.0360330951,
                        -0.0033851222,
                        0.0460770139,
                        0.0270967435,
                        0.0119880470,
                        0.0328577206),
                known(
                        "hy + 2 basic-entangler-y",
                        new Settings(4, 2, Embedding.HY, Ansatz.BASIC_ENTANGLER_Y, Measurement.Z),
                        0.0447375675,
                        0.1606829867,
                        0.1488712671,
                        0.0575795778),
                known(
                        "x + 3 strongly-entangling",
                        new Settings(4, 3, Embedding.X, Ansatz.STRONGLY_ENTANGLING, Measurement.Z),
                        -0.2634268015,
                        -0.3606295609,
                        -0.0605695487,
                        -0.1366820287),
                known(
                        "y + 3 strongly-entangling",
                        new Settings(4, 3, Embedding.Y, Ansatz.STRONGLY_ENTANGLING, Measurement.Z),
                        -0.1206269902,
                        -0.4306437719,
                        -0.0077126478,
                        -0.3073932298),
                known(
                        "y + 3 ry-rz-ring",
                        new Settings(4, 3, Embedding.Y, Ansatz.RY_RZ_RING, Measurement.Z),
                        -0.1700380635,
                        -0.1957982863,
                        0.4893805570,
                        0.0788964297),
                known(
                        "y + cyclic-u3, zx",
                        new Settings(4, 1, Embedding.Y, Ansatz.CYCLIC_U3, Measurement.ZX),
                        0.0271837446,
                        -0.1800362714,
                        -0.2039648154,
                        0.0081136125,
                        0.2273645117,
                        -0.1658046842,
                        -0.0006669448,
                        -0.0203151165));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void knownValues(String name, Settings settings, double[] expected) {
        assertThat(run(settings)).containsExactly(expected, within(TEN_PLACES));
    }

    /** The gradient of Z_0 + 2 Z_1 + 3 Z_2 + 4 Z_3; the last rotations about Z are dead. */
    @Test
    void knownGradients() {
        Circuit circuit = template.draw(template.defaults());
        var simulator = new TwinSimulator(circuit);

        var gradient = simulator.differentiate(1, tenths(4), tenths(36), new double[] {1, 2, 3, 4});

        assertThat(gradient.inputs())
                .containsExactly(
                        new double[] {0.2466140294, 1.1593192002, -0.0212616141, -0.6918385568}, within(TEN_PLACES));
        assertThat(Arrays.copyOfRange(gradient.weights(), 0, 12))
                .containsExactly(
                        new double[] {
                            -0.1300067755, -1.2646377239, -0.2018644955,
                            -0.2176802716, -0.5376216415, -0.9034495433,
                            -0.2357407008, -0.5965723236, -0.5047619123,
                            -0.1080729201, -0.7202722527, 0.0924203737
                        },
                        within(TEN_PLACES));
        assertThat(Arrays.copyOfRange(gradient.weights(), 24, 36))
                .containsExactly(
                        new double[] {
                            -0.1839177650,
                            -1.3202977938,
                            0,
                            0.0589719761,
                            -0.8581592237,
                            0,
                            -0.0000964776,
                            -0.5022654353,
                            0,
                            -0.2303003936,
                            0.0866810471,
                            0
                        },
                        within(TEN_PLACES));
    }

    /** The same circuit without its CNOTs is the control that asks whether entanglement matters. */
    @Test
    void withoutCnotsTheDefaultsGiveKnownValues() {
        Circuit circuit = template.draw(template.defaults());
        List<Gate> alone = circuit.gates().stream()
                .filter(gate -> !(gate instanceof Gate.Cnot))
                .toList();

        assertThat(run(new Circuit(4, 4, circuit.starts(), alone, circuit.readout())))
                .containsExactly(
                        new double[] {0.1834520685, -0.1657974508, -0.3649115600, -0.3866022972}, within(TEN_PLACES));
    }

    @Test
    void agreesWithPennyLane() throws IOException {
        Path file = Path.of(System.getProperty("ansatz.shared", ""), "reference", "a_angle_sel_4q.json");
        assumeThat(file).exists();

        ReferenceValues.read(file).holdFor(template.draw(template.defaults()));
    }

    /** What one qubit is after an input of 0.3, along all three axes. */
    static Stream<Arguments> embeddings() {
        double cos = Math.cos(0.3);
        double sin = Math.sin(0.3);
        return Stream.of(
                Arguments.of(Embedding.X, 0, -sin, cos),
                Arguments.of(Embedding.Y, sin, 0, cos),
                Arguments.of(Embedding.HY, cos, 0, -sin),
                Arguments.of(Embedding.HZ, cos, sin, 0));
    }

    @ParameterizedTest
    @MethodSource
    void embeddings(Embedding embedding, double x, double y, double z) {
        Circuit circuit = template.draw(new Settings(1, 0, embedding, Ansatz.STRONGLY_ENTANGLING, Measurement.Z));

        double[] axes = Stream.of("X", "Y", "Z")
                .mapToDouble(
                        letter -> new TwinSimulator(measuring(circuit, letter)).run(new double[] {0.3}, tenths(0))[0])
                .toArray();

        assertThat(axes).containsExactly(new double[] {x, y, z}, within(ROUNDING));
    }

    /** One layer behind an x embedding: every Z is a product of cosines of x_i + w_i. */
    @Test
    void oneBasicEntanglerMultipliesCosines() {
        double c0 = Math.cos(0.2);
        double c1 = Math.cos(0.4);
        double c2 = Math.cos(0.6);
        double c3 = Math.cos(0.8);

        assertThat(run(new Settings(4, 1, Embedding.X, Ansatz.BASIC_ENTANGLER, Measurement.Z)))
                .containsExactly(
                        new double[] {c1 * c2 * c3, c0 * c1, c0 * c1 * c2, c0 * c1 * c2 * c3}, within(ROUNDING));
    }

    /** With its ring undone behind it, a later layer may as well stand before an earlier one. */
    @Test
    void theRotationsOfBasicEntanglersCommute() {
        Circuit circuit = template.draw(new Settings(4, 2, Embedding.X, Ansatz.BASIC_ENTANGLER, Measurement.ZX));
        List<Gate> embedding = circuit.gates().subList(0, 4);
        List<Gate> first = circuit.gates().subList(4, 8);
        List<Gate> ring = circuit.gates().subList(8, 12);
        List<Gate> second = circuit.gates().subList(12, 16);
        var undone = new ArrayList<>(ring);
        Collections.reverse(undone);
        var exchanged = Stream.of(embedding, ring, second, undone, first, ring, ring)
                .flatMap(List::stream)
                .toList();

        assertThat(run(new Circuit(4, 4, circuit.starts(), exchanged, circuit.readout())))
                .containsExactly(run(circuit), within(ROUNDING));
    }

    @Test
    void hzLeavesNothingForZAlone() {
        double[] outputs = run(new Settings(2, 0, Embedding.HZ, Ansatz.BASIC_ENTANGLER, Measurement.ZX));

        assertThat(outputs).containsExactly(new double[] {0, 0, Math.cos(0.1), Math.cos(0.2)}, within(ROUNDING));
    }

    @Test
    void z0IsTheFirstOfZ() {
        var all = new Settings(3, 2, Embedding.Y, Ansatz.RY_RZ_RING, Measurement.Z);
        var first = new Settings(3, 2, Embedding.Y, Ansatz.RY_RZ_RING, Measurement.Z0);

        assertThat(run(first)).containsExactly(run(all)[0]);
    }

    @Test
    void probabilitiesCountTheFirstQubitAsTheHighestBit() {
        var all = new Settings(2, 1, Embedding.Y, Ansatz.RY_RZ_RING, Measurement.PROBABILITIES);
        var first = new Settings(2, 1, Embedding.Y, Ansatz.RY_RZ_RING, Measurement.Z0);

        double[] p = run(all);

        assertThat(p[0] + p[1] - p[2] - p[3]).isCloseTo(run(first)[0], within(ROUNDING));
    }

    @Test
    void scaledProbabilitiesAverageOne() {
        var plain = new Settings(3, 1, Embedding.Y, Ansatz.RY_RZ_RING, Measurement.PROBABILITIES);
        var scaled = new Settings(3, 1, Embedding.Y, Ansatz.RY_RZ_RING, Measurement.SCALED_PROBABILITIES);

        assertThat(Arrays.stream(run(scaled)).average()).hasValueCloseTo(1.0, within(ROUNDING));
        assertThat(run(scaled))
                .containsExactly(Arrays.stream(run(plain)).map(p -> 8 * p).toArray(), within(ROUNDING));
    }

    @ParameterizedTest
    @CsvSource({
        "STRONGLY_ENTANGLING, 36, 32",
        "BASIC_ENTANGLER, 12, 12",
        "BASIC_ENTANGLER_Y, 12, 12",
        "RY_RZ_RING, 24, 20",
        "CYCLIC_U3, 72, 68",
    })
    void threeLayersOnFourQubitsHaveThisManyWeights(Ansatz ansatz, int weights, int effective) {
        Circuit circuit = template.draw(new Settings(4, 3, Embedding.X, ansatz, Measurement.Z));

        assertThat(circuit.inputs()).isEqualTo(4);
        assertThat(circuit.weights()).isEqualTo(weights);
        assertThat(DeadAngles.effectiveWeights(circuit)).isEqualTo(effective);
    }

    @Test
    void cnotsOfStronglyEntanglingLayersReachFurtherEachTime() {
        Circuit circuit = template.draw(new Settings(4, 4, Embedding.X, Ansatz.STRONGLY_ENTANGLING, Measurement.Z));

        assertThat(cnots(circuit))
                .containsExactly(
                        "0-1", "1-2", "2-3", "3-0", "0-2", "1-3", "2-0", "3-1", "0-3", "1-0", "2-1", "3-2", "0-1",
                        "1-2", "2-3", "3-0");
    }

    @Test
    void twoQubitsHaveTwoCnotsWhenStronglyEntangledAndOneInARing() {
        assertThat(cnots(template.draw(new Settings(2, 2, Embedding.X, Ansatz.STRONGLY_ENTANGLING, Measurement.Z))))
                .containsExactly("0-1", "1-0", "0-1", "1-0");
        for (Ansatz ansatz : List.of(Ansatz.BASIC_ENTANGLER, Ansatz.BASIC_ENTANGLER_Y, Ansatz.RY_RZ_RING)) {
            assertThat(cnots(template.draw(new Settings(2, 1, Embedding.X, ansatz, Measurement.Z))))
                    .containsExactly("0-1");
        }
    }

    @Test
    void theLastSkipOfAnOddNumberOfQubitsReachesTheSecond() {
        assertThat(cnots(template.draw(new Settings(5, 1, Embedding.Y, Ansatz.CYCLIC_U3, Measurement.Z))))
                .containsExactly("0-1", "1-2", "2-3", "3-4", "4-0", "0-2", "2-4", "4-1");
    }

    @ParameterizedTest
    @EnumSource
    void noLayersLeaveTheEmbeddingAlone(Embedding embedding) {
        Circuit circuit = template.draw(new Settings(4, 0, embedding, Ansatz.STRONGLY_ENTANGLING, Measurement.Z));

        assertThat(circuit.weights()).isZero();
        assertThat(circuit.depth()).isLessThanOrEqualTo(2);
    }

    @Test
    void oneQubitHasNoOneToBeEntangledWith() {
        for (Ansatz ansatz : List.of(Ansatz.STRONGLY_ENTANGLING, Ansatz.BASIC_ENTANGLER, Ansatz.RY_RZ_RING)) {
            assertThat(cnots(template.draw(new Settings(1, 2, Embedding.X, ansatz, Measurement.Z))))
                    .isEmpty();
        }
    }

    @Test
    void theReadmeShowsTheCircuitsThatAreDrawn() throws IOException {
        String readme = Files.readString(Path.of("README.md"));

        assertThat(readme).contains(new Drawing(template.draw(template.defaults())).text());
        for (Ansatz ansatz : List.of(Ansatz.BASIC_ENTANGLER, Ansatz.RY_RZ_RING, Ansatz.CYCLIC_U3)) {
            var oneLayer = new Settings(4, 1, Embedding.X, ansatz, Measurement.Z);
            assertThat(readme).contains(new Drawing(template.draw(oneLayer)).text());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0  | 3    | RY_RZ_RING | qubits must be between 1 and 20, not 0.
            21 | 3    | RY_RZ_RING | qubits must be between 1 and 20, not 21.
            4  | -1   | RY_RZ_RING | layers must be between 0 and 1000, not -1.
            4  | 1001 | RY_RZ_RING | layers must be between 0 and 1000, not 1001.
            2  | 1    | CYCLIC_U3  | qubits must be at least 3 for cyclic-u3, not 2: its CNOTs skip a qubit.
            """)
    void settingsOutOfRangeAreRefused(int qubits, int layers, Ansatz ansatz, String message) {
        assertThatThrownBy(() -> new Settings(qubits, layers, Embedding.X, ansatz, Measurement.Z))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private static Arguments known(String name, Settings settings, double... expected) {
        return Arguments.of(name, settings, expected);
    }

    private double[] run(Settings settings) {
        return run(template.draw(settings));
    }

    /** Runs the circuit with inputs 0.1, 0.2, ... and weights 0.1, 0.2, ... */
    private static double[] run(Circuit circuit) {
        return new TwinSimulator(circuit).run(tenths(circuit.inputs()), tenths(circuit.weights()));
    }

    private static double[] tenths(int count) {
        return IntStream.rangeClosed(1, count).mapToDouble(k -> 0.1 * k).toArray();
    }

    private static Circuit measuring(Circuit circuit, String letters) {
        return new Circuit(
                circuit.qubits(),
                circuit.inputs(),
                circuit.starts(),
                circuit.gates(),
                new Readout.PauliString(letters));
    }

    private static List<String> cnots(Circuit circuit) {
        return circuit.gates().stream()
                .filter(Gate.Cnot.class::isInstance)
                .map(gate -> ((Gate.Cnot) gate).control() + "-" + ((Gate.Cnot) gate).target())
                .toList();
    }
}
