package io.ansatz.plugins.datareuploading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.ansatz.api.circuit.Angle;
import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.Drawing;
import io.ansatz.api.circuit.Gate;
import io.ansatz.api.circuit.Start;
import io.ansatz.plugins.datareuploading.DataReuploading.Ansatz;
import io.ansatz.plugins.datareuploading.DataReuploading.Embedding;
import io.ansatz.plugins.datareuploading.DataReuploading.Frequencies;
import io.ansatz.plugins.datareuploading.DataReuploading.Settings;
import io.ansatz.simulator.diagnosis.DeadAngles;
import io.ansatz.testkit.CircuitContract;
import io.ansatz.testkit.ReferenceValues;
import io.ansatz.testkit.TwinSimulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class DataReuploadingTest {

    /** The known values below are given to ten places. */
    private static final double TEN_PLACES = 1e-9;

    private static final double ROUNDING = 1e-12;

    private final DataReuploading template = new DataReuploading();

    @Test
    void keepsTheContract() {
        CircuitContract.of(template)
                .with(new Settings(1, 3, Embedding.HY, Frequencies.TRAINED, Ansatz.ROT_RING, Measurement.ZX))
                .with(new Settings(2, 2, Embedding.HZ, Frequencies.TRAINED, Ansatz.RY_RZ_RING, Measurement.Z))
                .with(new Settings(3, 2, Embedding.X, Frequencies.FIXED, Ansatz.ROT_RING, Measurement.PROBABILITIES))
                .with(new Settings(5, 1, Embedding.Y, Frequencies.TRAINED, Ansatz.ROT_RING, Measurement.Z0))
                .with(plain(8, 2, Measurement.SCALED_PROBABILITIES))
                .holds();
    }

    /** Values of an independent state-vector simulation in double precision; weight k is 0.1 (k + 1). */
    static Stream<Arguments> knownValues() {
        return Stream.of(
                known(plain(4, 2, Measurement.Z), -0.1751612476, 0.1577503171, -0.1043883242, 0.1687620839),
                known(
                        plain(4, 2, Measurement.PROBABILITIES),
                        0.0493295123,
                        0.0049778903,
                        0.0468074896,
                        0.0399620459,
                        0.1170703000,
                        0.0914533137,
                        0.0545669616,
                        0.0082518628,
                        0.0323426531,
                        0.0804513800,
                        0.1982412961,
                        0.1267628913,
                        0.0327530521,
                        0.0394277364,
                        0.0532697772,
                        0.0243318376),
                known(
                        plain(8, 2, Measurement.Z),
                        -0.0233076070,
                        0.0931101399,
                        -0.0806474580,
                        0.0408590333,
                        0.0090650814,
                        -0.0209688720,
                        -0.0134287658,
                        0.0085811303),
                known(
                        plain(8, 3, Measurement.Z),
                        0.0303396626,
                        -0.0076350162,
                        -0.0406383039,
                        -0.0467378471,
                        -0.0184480198,
                        -0.0812950251,
                        -0.0316978558,
                        -0.0533147393));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void knownValues(Settings settings, double[] expected) {
        assertThat(run(template.draw(settings))).containsExactly(expected, within(TEN_PLACES));
    }

    @Test
    void knownProbabilitiesOfEightQubits() {
        double[] p = run(template.draw(plain(8, 2, Measurement.PROBABILITIES)));

        assertThat(Arrays.copyOf(p, 4))
                .containsExactly(new double[] {7.782e-07, 0.0026680679, 8.5804e-06, 0.0053606298}, within(TEN_PLACES));
        assertThat(p[211]).isCloseTo(0.0471376447, within(TEN_PLACES)).isEqualTo(max(p));
    }

    /** The gradient of Z_0 + 2 Z_1 + 3 Z_2 + 4 Z_3. */
    @Test
    void knownGradients() {
        var simulator = new TwinSimulator(template.draw(template.defaults()));

        var gradient = simulator.differentiate(1, tenths(4), tenths(16), new double[] {1, 2, 3, 4});

        assertThat(gradient.inputs())
                .containsExactly(
                        new double[] {-1.1881952546, 3.2294363415, -0.0738109636, -0.8343486190}, within(TEN_PLACES));
        assertThat(gradient.weights())
                .containsExactly(
                        new double[] {
                            -1.8811442030,
                            0.0013043219,
                            2.3096465284,
                            -0.6693862771,
                            0.0928073730,
                            0.3101237971,
                            -0.2696501615,
                            0.4181918468,
                            0.6929489484,
                            0,
                            0.9197898131,
                            0,
                            -0.1666183365,
                            0,
                            -0.5646984575,
                            0
                        },
                        within(TEN_PLACES));
    }

    @Test
    void agreesWithPennyLane() throws IOException {
        Path file = Path.of(System.getProperty("ansatz.shared", ""), "reference", "b_reupload_8q_r2.json");
        assumeThat(file).exists();

        ReferenceValues.read(file).holdFor(template.draw(plain(8, 2, Measurement.PROBABILITIES)));
    }

    /** Over a full turn of one feature, the discrete Fourier transform has nothing beyond the number of layers. */
    @ParameterizedTest
    @EnumSource
    void outputsAreTrigonometricPolynomialsOfAsManyDegreesAsLayers(Embedding embedding) {
        int layers = 3;
        int samples = 16;
        Circuit circuit =
                template.draw(new Settings(2, layers, embedding, Frequencies.FIXED, Ansatz.ROT_RING, Measurement.Z0));
        var simulator = new TwinSimulator(circuit);
        double[] inputs = tenths(2 * samples);
        for (int k = 0; k < samples; k++) {
            inputs[2 * k] = 2 * Math.PI * k / samples;
            inputs[2 * k + 1] = 0.7;
        }
        double[] outputs = simulator.run(samples, inputs, tenths(circuit.weights()));

        assertThat(amplitude(outputs, layers)).isGreaterThan(1e-3);
        for (int degree = layers + 1; degree <= samples / 2; degree++) {
            assertThat(amplitude(outputs, degree)).isCloseTo(0, within(ROUNDING));
        }
    }

    /** Two shifts by a quarter turn give the exact slope of each rotation; a feature sums over where it is written. */
    @Test
    void aFeatureSumsTheShiftsOfAllItsUploads() {
        Circuit circuit = template.draw(plain(3, 4, Measurement.Z0));
        Circuit apart = withInputsApart(circuit);
        var simulator = new TwinSimulator(apart);
        double[] x = tenths(3);
        double[] w = tenths(circuit.weights());
        var slopes = new double[3];
        for (int upload = 0; upload < apart.inputs(); upload++) {
            double[] angles = IntStream.range(0, apart.inputs())
                    .mapToDouble(i -> x[i % 3])
                    .toArray();
            angles[upload] += Math.PI / 2;
            double ahead = simulator.run(angles, w)[0];
            angles[upload] -= Math.PI;
            slopes[upload % 3] += (ahead - simulator.run(angles, w)[0]) / 2;
        }

        assertThat(new TwinSimulator(circuit)
                        .differentiate(1, x, w, new double[] {1})
                        .inputs())
                .containsExactly(slopes, within(ROUNDING));
    }

    @Test
    void trainedFrequenciesStartAsFixedOnes() {
        Circuit trained =
                template.draw(new Settings(2, 2, Embedding.Y, Frequencies.TRAINED, Ansatz.RY_RZ_RING, Measurement.ZX));
        Start one = new Start.At(1);
        Start any = Start.anyAngle();
        assertThat(trained.starts()).containsExactly(one, one, any, any, any, any, one, one, any, any, any, any);

        double[] weights = {1, 1, 0.1, 0.2, 0.3, 0.4, 1, 1, 0.5, 0.6, 0.7, 0.8};
        Circuit fixed = template.draw(plain(2, 2, Measurement.ZX));
        assertThat(new TwinSimulator(trained).run(tenths(2), weights)).containsExactly(run(fixed), within(ROUNDING));
    }

    @Test
    void trainedFrequenciesMultiplyFeatures() {
        Circuit trained =
                template.draw(new Settings(1, 1, Embedding.Y, Frequencies.TRAINED, Ansatz.RY_RZ_RING, Measurement.Z));

        assertThat(new TwinSimulator(trained).run(new double[] {0.3}, new double[] {2, 0.1, 0.2}))
                .containsExactly(new double[] {Math.cos(2 * 0.3 + 0.1)}, within(ROUNDING));
    }

    @ParameterizedTest
    @CsvSource({
        "RY_RZ_RING, FIXED, 32, 24",
        "RY_RZ_RING, TRAINED, 48, 40",
        "ROT_RING, FIXED, 48, 40",
        "ROT_RING, TRAINED, 64, 56",
    })
    void twoLayersOnEightQubitsHaveThisManyWeights(Ansatz ansatz, Frequencies frequencies, int weights, int effective) {
        Circuit circuit =
                template.draw(new Settings(8, 2, Embedding.Y, frequencies, ansatz, Measurement.SCALED_PROBABILITIES));

        assertThat(circuit.inputs()).isEqualTo(8);
        assertThat(circuit.outputs()).isEqualTo(256);
        assertThat(circuit.weights()).isEqualTo(weights);
        assertThat(DeadAngles.effectiveWeights(circuit)).isEqualTo(effective);
    }

    @Test
    void scaledProbabilitiesAverageOne() {
        double[] outputs = run(template.draw(plain(3, 2, Measurement.SCALED_PROBABILITIES)));

        assertThat(Arrays.stream(outputs).average()).hasValueCloseTo(1.0, within(ROUNDING));
    }

    @Test
    void theReadmeShowsTheCircuitsThatAreDrawn() throws IOException {
        String readme = Files.readString(Path.of("README.md"));

        assertThat(readme).contains(new Drawing(template.draw(template.defaults())).text());
        assertThat(readme)
                .contains(new Drawing(template.draw(
                                new Settings(3, 1, Embedding.Y, Frequencies.TRAINED, Ansatz.ROT_RING, Measurement.Z)))
                        .text());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0  | 2    | qubits must be between 1 and 20, not 0.
            21 | 2    | qubits must be between 1 and 20, not 21.
            4  | 0    | layers must be between 1 and 1000, not 0.
            4  | 1001 | layers must be between 1 and 1000, not 1001.
            """)
    void settingsOutOfRangeAreRefused(int qubits, int layers, String message) {
        assertThatThrownBy(() -> plain(qubits, layers, Measurement.Z))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private static Settings plain(int qubits, int layers, Measurement readout) {
        return new Settings(qubits, layers, Embedding.Y, Frequencies.FIXED, Ansatz.RY_RZ_RING, readout);
    }

    private static Arguments known(Settings settings, double... expected) {
        return Arguments.of(settings, expected);
    }

    /** Runs the circuit with inputs 0.1, 0.2, ... and weights 0.1, 0.2, ... */
    private static double[] run(Circuit circuit) {
        return new TwinSimulator(circuit).run(tenths(circuit.inputs()), tenths(circuit.weights()));
    }

    private static double[] tenths(int count) {
        return IntStream.rangeClosed(1, count).mapToDouble(k -> 0.1 * k).toArray();
    }

    private static double max(double[] values) {
        return Arrays.stream(values).max().orElseThrow();
    }

    /** How much of a wave with so many periods is in the samples. */
    private static double amplitude(double[] samples, int periods) {
        double re = 0;
        double im = 0;
        for (int k = 0; k < samples.length; k++) {
            double angle = 2 * Math.PI * periods * k / samples.length;
            re += samples[k] * Math.cos(angle) / samples.length;
            im += samples[k] * Math.sin(angle) / samples.length;
        }
        return Math.hypot(re, im);
    }

    /** The same circuit with an input of its own for each upload, in the order of time. */
    private static Circuit withInputsApart(Circuit circuit) {
        var gates = new ArrayList<Gate>();
        int inputs = 0;
        for (Gate gate : circuit.gates()) {
            if (gate instanceof Gate.Rotation rotation && rotation.angle() instanceof Angle.Input) {
                gates.add(new Gate.Rotation(rotation.axis(), rotation.wire(), Angle.input(inputs++)));
            } else {
                gates.add(gate);
            }
        }
        return new Circuit(circuit.qubits(), inputs, circuit.starts(), gates, circuit.readout());
    }
}
