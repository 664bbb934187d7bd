package io.ansatz.plugins.datareuploading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ansatz.api.circuit.Angle;
import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.Drawing;
import io.ansatz.api.circuit.Gate;
import io.ansatz.api.circuit.Start;
import io.ansatz.plugins.datareuploading.WeightedReuploading.Settings;
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

class WeightedReuploadingTest {

    private static final double ROUNDING = 1e-12;

    private final WeightedReuploading template = new WeightedReuploading();

    @Test
    void keepsTheContract() {
        CircuitContract.of(template)
                .with(new Settings(1, 1, Measurement.ZX))
                .with(new Settings(2, 3, Measurement.Z))
                .with(new Settings(3, 4, Measurement.Z0))
                .with(new Settings(7, 3, Measurement.PROBABILITIES))
                .with(new Settings(15, 2, Measurement.SCALED_PROBABILITIES))
                .holds();
    }

    /**
     * One feature only turns about Z: first where that does nothing, then between the two rotations about Y, by
     * {@code s x + t}: Z = cos a cos b - sin a sin b cos(c + s x + t).
     */
    @Test
    void oneFeatureGivesOneWave() {
        Circuit circuit = template.draw(new Settings(1, 1, Measurement.Z));
        double x = 0.3;
        double[] w = tenths(8);
        double wave = Math.cos(w[3] + w[4] * x + w[5]);
        double expected = Math.cos(w[2]) * Math.cos(w[6]) - Math.sin(w[2]) * Math.sin(w[6]) * wave;

        assertThat(new TwinSimulator(circuit).run(new double[] {x}, w))
                .containsExactly(new double[] {expected}, within(ROUNDING));
    }

    @Test
    void eachAngleIsAFeatureTimesAWeightAndTheLastAlsoPlusOne() {
        List<Gate> gates = template.draw(new Settings(4, 1, Measurement.Z)).gates();

        assertThat(gates)
                .containsExactly(
                        new Gate.Rot(0, scaled(0, 0), scaled(1, 1), scaled(2, 2)),
                        new Gate.Rot(0, Angle.weight(3), Angle.weight(4), Angle.weight(5)),
                        new Gate.Rot(1, scaled(6, 3), Angle.of(0), Angle.of(0)),
                        new Gate.Rot(1, Angle.weight(7), Angle.weight(8), Angle.weight(9)),
                        new Gate.Cz(0, 1),
                        new Gate.Rot(0, weighted(10, 0, 11), weighted(12, 1, 13), weighted(14, 2, 15)),
                        new Gate.Rot(1, weighted(16, 3, 17), Angle.weight(18), Angle.weight(19)));
    }

    @Test
    void pairsOfQubitsAlternate() {
        Circuit circuit = template.draw(new Settings(15, 3, Measurement.Z));

        assertThat(circuit.gates().stream().filter(Gate.Cz.class::isInstance))
                .containsExactly(
                        new Gate.Cz(0, 1),
                        new Gate.Cz(2, 3),
                        new Gate.Cz(1, 2),
                        new Gate.Cz(3, 4),
                        new Gate.Cz(0, 1),
                        new Gate.Cz(2, 3));
    }

    /** Every feature missing counts as 0, so it may as well be there and be 0. */
    @Test
    void missingFeaturesCountAsZero() {
        Circuit four = template.draw(new Settings(4, 2, Measurement.ZX));
        Circuit six = template.draw(new Settings(6, 2, Measurement.ZX));
        var fewer = new double[four.weights()];
        var more = new double[six.weights()];
        int next = 0;
        for (int i = 0; i < more.length; i++) {
            more[i] = 0.1 * i;
            if (!belongsToAMissingFeature(six, i)) {
                fewer[next++] = more[i];
            }
        }

        assertThat(next).isEqualTo(fewer.length);
        assertThat(new TwinSimulator(four).run(new double[] {0.1, 0.2, 0.3, 0.4}, fewer))
                .containsExactly(
                        new TwinSimulator(six).run(new double[] {0.1, 0.2, 0.3, 0.4, 0, 0}, more), within(ROUNDING));
    }

    @Test
    void weightsStartBetweenZeroAndOne() {
        assertThat(template.draw(template.defaults()).starts()).containsOnly(new Start.Uniform(0, 1));
    }

    /** Dead are the first rotations about Z, of |0>, and the last, in front of Z; a qubit with one feature has two first ones. */
    @ParameterizedTest
    @CsvSource({"12, 2, 72, 60", "6, 4, 60, 54", "4, 1, 20, 14"})
    void weightsAreThisMany(int features, int layers, int weights, int effective) {
        Circuit circuit = template.draw(new Settings(features, layers, Measurement.Z));

        assertThat(circuit.inputs()).isEqualTo(features);
        assertThat(circuit.weights()).isEqualTo(weights);
        assertThat(DeadAngles.effectiveWeights(circuit)).isEqualTo(effective);
    }

    @Test
    void theReadmeShowsTheCircuitThatIsDrawn() throws IOException {
        Circuit circuit = template.draw(new Settings(6, 1, Measurement.Z));

        assertThat(Files.readString(Path.of("README.md"))).contains(new Drawing(circuit).text());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0  | 2    | features must be between 1 and 60, not 0.
            61 | 2    | features must be between 1 and 60, not 61.
            12 | 0    | layers must be between 1 and 1000, not 0.
            12 | 1001 | layers must be between 1 and 1000, not 1001.
            """)
    void settingsOutOfRangeAreRefused(int features, int layers, String message) {
        assertThatThrownBy(() -> new Settings(features, layers, Measurement.Z))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private static Angle scaled(int scale, int input) {
        return new Angle.ScaledInput(scale, input);
    }

    private static Angle weighted(int scale, int input, int shift) {
        return new Angle.WeightedInput(scale, input, shift);
    }

    private static boolean belongsToAMissingFeature(Circuit circuit, int weight) {
        return circuit.gates().stream()
                .flatMap(gate -> gate.angles().stream())
                .anyMatch(angle ->
                        angle instanceof Angle.ScaledInput scaled && scaled.scale() == weight && scaled.input() >= 4
                                || angle instanceof Angle.WeightedInput weighted
                                        && weighted.scale() == weight
                                        && weighted.input() >= 4);
    }

    private static double[] tenths(int count) {
        return IntStream.rangeClosed(1, count).mapToDouble(k -> 0.1 * k).toArray();
    }
}
