package io.ansatz.plugins.amplitude;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.Drawing;
import io.ansatz.plugins.amplitude.Amplitude.Ansatz;
import io.ansatz.plugins.amplitude.Amplitude.Measurement;
import io.ansatz.plugins.amplitude.Amplitude.Padding;
import io.ansatz.plugins.amplitude.Amplitude.Settings;
import io.ansatz.simulator.diagnosis.DeadAngles;
import io.ansatz.testkit.CircuitContract;
import io.ansatz.testkit.ReferenceValues;
import io.ansatz.testkit.TwinSimulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmplitudeTest {

    /** The known values below are given to ten places. */
    private static final double TEN_PLACES = 1e-9;

    private static final double ROUNDING = 1e-12;

    private static final double[] NO_WEIGHTS = {};

    private final Amplitude template = new Amplitude();

    @Test
    void keepsTheContract() {
        CircuitContract.of(template)
                .with(settings(1, 2, Padding.ZERO, 1, Measurement.ZX))
                .with(settings(2, 3, Padding.UNIFORM, 2, Measurement.PROBABILITIES))
                .with(settings(3, 5, Padding.ZERO, 0, Measurement.Z0))
                .with(settings(5, 17, Padding.UNIFORM, 1, Measurement.SCALED_PROBABILITIES))
                .with(new Settings(4, Optional.empty(), Padding.ZERO, 2, Ansatz.RY_RZ_RING, Measurement.ZX))
                .with(new Settings(7, Optional.of(100), Padding.ZERO, 1, Ansatz.RY_RZ_RING, Measurement.Z))
                .holds();
    }

    /** Of an independent state-vector simulation in double precision, for features 1 to 16. */
    @Test
    void knownValuesOfTheLoadedState() {
        Circuit circuit = template.draw(settings(4, 16, Padding.ZERO, 0, Measurement.Z));

        assertThat(new TwinSimulator(circuit).run(ramp(16, 1), NO_WEIGHTS))
                .containsExactly(
                        new double[] {-0.7272727273, -0.3636363636, -0.1818181818, -0.0909090909}, within(TEN_PLACES));
    }

    /** The same behind two layers with weights 0.1, 0.2, ... */
    @Test
    void knownValuesOfTheDefaults() {
        Circuit circuit = template.draw(template.defaults());

        assertThat(new TwinSimulator(circuit).run(ramp(16, 1), ramp(24, 0.1)))
                .containsExactly(
                        new double[] {-0.0626327575, -0.1260322004, -0.0447650609, 0.1311280776}, within(TEN_PLACES));
    }

    @Test
    void agreesWithPennyLane() throws IOException {
        Path file = Path.of(System.getProperty("ansatz.shared", ""), "reference", "g_amplitude_3q.json");
        assumeThat(file).exists();

        ReferenceValues.read(file).holdFor(template.draw(settings(3, 6, Padding.ZERO, 1, Measurement.PROBABILITIES)));
    }

    @Test
    void missingFeaturesCountAsZero() {
        Circuit circuit = template.draw(settings(2, 3, Padding.ZERO, 0, Measurement.PROBABILITIES));

        assertThat(new TwinSimulator(circuit).run(new double[] {1, -2, 2}, NO_WEIGHTS))
                .containsExactly(new double[] {1 / 9.0, 4 / 9.0, 4 / 9.0, 0}, within(ROUNDING));
    }

    @Test
    void missingFeaturesCountAsOneOverTheNumberOfStatesIfUniform() {
        Circuit circuit = template.draw(settings(2, 3, Padding.UNIFORM, 0, Measurement.PROBABILITIES));
        double squares = 0.25 + 0.0625 + 0.0625 + 0.0625;

        assertThat(new TwinSimulator(circuit).run(new double[] {0.5, 0.25, -0.25}, NO_WEIGHTS))
                .containsExactly(
                        new double[] {0.25 / squares, 0.0625 / squares, 0.0625 / squares, 0.0625 / squares},
                        within(ROUNDING));
    }

    @Test
    void onlyTheDirectionCounts() {
        var simulator = new TwinSimulator(template.draw(template.defaults()));

        assertThat(simulator.run(ramp(16, 1e-3), ramp(24, 0.1)))
                .containsExactly(simulator.run(ramp(16, 70), ramp(24, 0.1)), within(ROUNDING));
    }

    /** Nothing changes along the features themselves, so the gradient has no part in that direction. */
    @Test
    void theGradientIsOrthogonalToTheFeatures() {
        double[] features = ramp(16, 0.2);
        double[] gradient = new TwinSimulator(template.draw(template.defaults()))
                .differentiate(1, features, ramp(24, 0.1), ramp(4, 1))
                .inputs();

        assertThat(dot(gradient, gradient)).isGreaterThan(1e-3);
        assertThat(dot(gradient, features)).isCloseTo(0, within(ROUNDING));
    }

    /** For p = a^2 / (a^2 + b^2): dp/da = 2 a b^2 / (a^2 + b^2)^2. */
    @Test
    void theGradientGoesThroughTheNormalisation() {
        Circuit circuit = template.draw(settings(1, 2, Padding.ZERO, 0, Measurement.PROBABILITIES));
        var gradient =
                new TwinSimulator(circuit).differentiate(1, new double[] {0.6, 0.5}, NO_WEIGHTS, new double[] {1, 0});
        double fourth = Math.pow(0.36 + 0.25, 2);

        assertThat(gradient.inputs())
                .containsExactly(new double[] {2 * 0.6 * 0.25 / fourth, -2 * 0.36 * 0.5 / fourth}, within(ROUNDING));
    }

    @Test
    void noLengthGivesTheUniformState() {
        Circuit circuit = template.draw(settings(3, 5, Padding.ZERO, 0, Measurement.ZX));

        assertThat(new TwinSimulator(circuit).run(new double[5], NO_WEIGHTS))
                .containsExactly(new double[] {0, 0, 0, 1, 1, 1}, within(ROUNDING));
    }

    @ParameterizedTest
    @CsvSource({"STRONGLY_ENTANGLING, 24, 20", "RY_RZ_RING, 16, 12"})
    void twoLayersOnFourQubitsHaveThisManyWeights(Ansatz ansatz, int weights, int effective) {
        Circuit circuit = template.draw(new Settings(4, Optional.empty(), Padding.ZERO, 2, ansatz, Measurement.Z));

        assertThat(circuit.inputs()).isEqualTo(16);
        assertThat(circuit.weights()).isEqualTo(weights);
        assertThat(DeadAngles.effectiveWeights(circuit)).isEqualTo(effective);
    }

    @Test
    void theReadmeShowsTheCircuitsThatAreDrawn() throws IOException {
        String readme = Files.readString(Path.of("README.md"));

        assertThat(readme).contains(new Drawing(template.draw(template.defaults())).text());
        assertThat(readme)
                .contains(new Drawing(template.draw(
                                new Settings(4, Optional.empty(), Padding.ZERO, 1, Ansatz.RY_RZ_RING, Measurement.Z)))
                        .text());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0  | 1  | 2    | qubits must be between 1 and 20, not 0.
            21 | 1  | 2    | qubits must be between 1 and 20, not 21.
            4  | 0  | 2    | features must be between 1 and 16 on 4 qubits, not 0.
            4  | 17 | 2    | features must be between 1 and 16 on 4 qubits, not 17.
            4  | 16 | -1   | layers must be between 0 and 1000, not -1.
            4  | 16 | 1001 | layers must be between 0 and 1000, not 1001.
            """)
    void settingsOutOfRangeAreRefused(int qubits, int features, int layers, String message) {
        assertThatThrownBy(() -> settings(qubits, features, Padding.ZERO, layers, Measurement.Z))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private static Settings settings(int qubits, int features, Padding padding, int layers, Measurement readout) {
        return new Settings(qubits, Optional.of(features), padding, layers, Ansatz.STRONGLY_ENTANGLING, readout);
    }

    private static double dot(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
    }

    private static double[] ramp(int count, double step) {
        return IntStream.rangeClosed(1, count).mapToDouble(k -> step * k).toArray();
    }
}
