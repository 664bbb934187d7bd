package io.ansatz.plugins.angleembedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.Drawing;
import io.ansatz.api.circuit.Gate;
import io.ansatz.plugins.angleembedding.AngleEmbedding.Ansatz;
import io.ansatz.plugins.angleembedding.AngleEmbedding.Embedding;
import io.ansatz.plugins.angleembedding.AngleEmbedding.Measurement;
import io.ansatz.plugins.angleembedding.AngleEmbedding.Settings;
import io.ansatz.simulator.PlainSimulator;
import io.ansatz.testkit.CircuitContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

    private final AngleEmbedding template = new AngleEmbedding();

    @Test
    void keepsTheContract() {
        CircuitContract.of(template)
                .with(new Settings(1, 2, Embedding.HY, Ansatz.STRONGLY_ENTANGLING, Measurement.ZX))
                .with(new Settings(2, 2, Embedding.HZ, Ansatz.STRONGLY_ENTANGLING, Measurement.PROBABILITIES))
                .with(new Settings(2, 1, Embedding.X, Ansatz.BASIC_ENTANGLER, Measurement.Z))
                .with(new Settings(3, 2, Embedding.Y, Ansatz.CYCLIC_U3, Measurement.ZX))
                .with(new Settings(5, 1, Embedding.Y, Ansatz.CYCLIC_U3, Measurement.Z0))
                .with(new Settings(5, 2, Embedding.HY, Ansatz.RY_RZ_RING, Measurement.Z0))
                .with(new Settings(4, 0, Embedding.HZ, Ansatz.BASIC_ENTANGLER, Measurement.ZX))
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

    /** One layer behind an x embedding, with c_i = cos(x_i + w_i): Z_1 = c0 c1 and Z_2 = c0 c1 c2. */
    @Test
    void oneBasicEntanglerMultipliesCosines() {
        double[] z = run(new Settings(4, 1, Embedding.X, Ansatz.BASIC_ENTANGLER, Measurement.Z));

        assertThat(z[1]).isCloseTo(Math.cos(0.2) * Math.cos(0.4), within(1e-12));
        assertThat(z[2]).isCloseTo(Math.cos(0.2) * Math.cos(0.4) * Math.cos(0.6), within(1e-12));
    }

    @Test
    void hzLeavesNothingForZAlone() {
        double[] outputs = run(new Settings(2, 0, Embedding.HZ, Ansatz.BASIC_ENTANGLER, Measurement.ZX));

        assertThat(outputs).containsExactly(new double[] {0, 0, Math.cos(0.1), Math.cos(0.2)}, within(1e-12));
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

        assertThat(p[0] + p[1] - p[2] - p[3]).isCloseTo(run(first)[0], within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({
        "STRONGLY_ENTANGLING, 36",
        "BASIC_ENTANGLER, 12",
        "RY_RZ_RING, 24",
        "CYCLIC_U3, 72",
    })
    void threeLayersOnFourQubitsHaveThisManyWeights(Ansatz ansatz, int weights) {
        Circuit circuit = template.draw(new Settings(4, 3, Embedding.X, ansatz, Measurement.Z));

        assertThat(circuit.weights()).isEqualTo(weights);
        assertThat(circuit.inputs()).isEqualTo(4);
    }

    @Test
    void cnotsOfStronglyEntanglingLayersReachFurtherEachTime() {
        Circuit circuit = template.draw(new Settings(4, 4, Embedding.X, Ansatz.STRONGLY_ENTANGLING, Measurement.Z));

        assertThat(targetsOfWireZero(circuit)).containsExactly(1, 2, 3, 1);
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
            Circuit circuit = template.draw(new Settings(1, 2, Embedding.X, ansatz, Measurement.Z));

            assertThat(circuit.gates()).noneMatch(Gate.Cnot.class::isInstance);
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

    /** Runs the circuit with inputs 0.1, 0.2, ... and weights 0.1, 0.2, ... */
    private double[] run(Settings settings) {
        Circuit circuit = template.draw(settings);
        return new PlainSimulator(circuit).run(tenths(circuit.inputs()), tenths(circuit.weights()));
    }

    private static double[] tenths(int count) {
        var values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = 0.1 * (i + 1);
        }
        return values;
    }

    private static List<Integer> targetsOfWireZero(Circuit circuit) {
        return circuit.gates().stream()
                .filter(gate -> gate instanceof Gate.Cnot cnot && cnot.control() == 0)
                .map(gate -> ((Gate.Cnot) gate).target())
                .toList();
    }
}
