package io.ansatz.plugins.fourierattention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ansatz.api.circuit.Angle;
import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.Drawing;
import io.ansatz.api.circuit.Gate;
import io.ansatz.api.circuit.Start;
import io.ansatz.plugins.fourierattention.FourierAttention.Attention;
import io.ansatz.plugins.fourierattention.FourierAttention.Embedding;
import io.ansatz.plugins.fourierattention.FourierAttention.Measurement;
import io.ansatz.plugins.fourierattention.FourierAttention.Settings;
import io.ansatz.simulator.PlainSimulator;
import io.ansatz.testkit.CircuitContract;
import io.ansatz.testkit.TwinSimulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FourierAttentionTest {

    /** The known values below are given to ten places. */
    private static final double TEN_PLACES = 1e-9;

    private static final double ROUNDING = 1e-12;

    private final FourierAttention template = new FourierAttention();

    @Test
    void keepsTheContract() {
        CircuitContract.of(template)
                .with(new Settings(1, 0, Embedding.HY, Attention.FOURIER_FILTER, Measurement.ZX))
                .with(new Settings(2, 0, Embedding.X, Attention.FOURIER_FILTER, Measurement.PROBABILITIES))
                .with(new Settings(5, 2, Embedding.HZ, Attention.FOURIER_FILTER, Measurement.SCALED_PROBABILITIES))
                .with(new Settings(3, 1, Embedding.Y, Attention.TOFFOLI_PHASE, Measurement.ZX))
                .with(new Settings(4, 0, Embedding.X, Attention.TOFFOLI_PHASE, Measurement.Z))
                .with(new Settings(5, 1, Embedding.HY, Attention.TOFFOLI_PHASE, Measurement.Z0))
                .holds();
    }

    /** Values of an independent state-vector simulation in double precision, as all known values here. */
    @Test
    void knownValuesOfTheFilter() {
        assertThat(new TwinSimulator(filter(4)).run(tenths(4), knownPhases()))
                .containsExactly(
                        new double[] {
                            0.6501382496,
                            0.7867177640,
                            0.9089972325,
                            0.9449246430,
                            0.0998334166,
                            -0.1129880701,
                            0.0037022840,
                            0.2569734509
                        },
                        within(TEN_PLACES));
    }

    /** The gradient of Z_0 + 2 Z_1 + 3 Z_2 + 4 Z_3. */
    @Test
    void knownGradientsOfTheFilter() {
        var simulator = new TwinSimulator(filter(4));

        var gradient = simulator.differentiate(1, tenths(4), knownPhases(), new double[] {1, 2, 3, 4, 0, 0, 0, 0});

        assertThat(gradient.weights())
                .containsExactly(
                        new double[] {
                            -0.6986095153,
                            -1.1796753685,
                            -0.9262790259,
                            -0.5036348927,
                            -0.9142287071,
                            -0.8908390779,
                            -0.7603610874,
                            -1.1187234375,
                            -0.9698985966,
                            -0.7369173617
                        },
                        within(TEN_PLACES));
    }

    /** Weights of the block are 0.1, 0.2, ...; those of the phases are where they start. */
    @Test
    void knownValuesOfToffoliPhase() {
        Circuit circuit = template.draw(new Settings(4, 1, Embedding.Y, Attention.TOFFOLI_PHASE, Measurement.ZX));
        double[] weights = tenths(30);
        Arrays.fill(weights, 24, 30, 1);

        assertThat(new TwinSimulator(circuit).run(tenths(4), weights))
                .containsExactly(
                        new double[] {
                            0.0701762582,
                            -0.2931139565,
                            0.3357646659,
                            -0.1472899023,
                            0.1120216664,
                            -0.0869296830,
                            -0.2137964645,
                            0.1427721148
                        },
                        within(TEN_PLACES));
    }

    /** Without the filter, which begins as the identity, the defaults are angle-embedding with cyclic-u3. */
    @Test
    void knownValuesBeforeTheFilterHasLearned() {
        double[] weights = Arrays.copyOf(tenths(24), 34);

        assertThat(new TwinSimulator(template.draw(template.defaults())).run(tenths(4), weights))
                .containsExactly(
                        new double[] {
                            0.0271837446,
                            -0.1800362714,
                            -0.2039648154,
                            0.0081136125,
                            0.2273645117,
                            -0.1658046842,
                            -0.0006669448,
                            -0.0203151165
                        },
                        within(TEN_PLACES));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void phasesOfZeroAreTheIdentity(int qubits) {
        double[][][] columns = columns(qubits, new double[filter(qubits).weights()]);

        for (int k = 0; k < columns.length; k++) {
            assertIsBasisState(columns[k], k);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void linearPhasesShiftBasisStates(int qubits) {
        int states = 1 << qubits;
        for (int shift = 0; shift < states; shift++) {
            var weights = new double[filter(qubits).weights()];
            for (int q = 0; q < qubits; q++) {
                weights[q] = 2 * Math.PI * shift * (1 << (qubits - 1 - q)) / states;
            }
            double[][][] columns = columns(qubits, weights);
            for (int k = 0; k < states; k++) {
                assertIsBasisState(columns[k], (k + shift) % states);
            }
        }
    }

    /** Row and column both one further: the same entry, whatever the phases. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void theFilterIsCirculant(int qubits) {
        int states = 1 << qubits;
        double[][][] columns = columns(qubits, tenths(filter(qubits).weights()));

        for (int column = 0; column < states; column++) {
            for (int part = 0; part < 2; part++) {
                double[] next = columns[(column + 1) % states][part];
                for (int row = 0; row < states; row++) {
                    assertThat(next[(row + 1) % states]).isCloseTo(columns[column][part][row], within(ROUNDING));
                }
            }
        }
    }

    @Test
    void theFilterStartsAsTheIdentity() {
        List<Start> starts = template.draw(template.defaults()).starts();

        assertThat(starts.subList(0, 24)).containsOnly(Start.anyAngle());
        assertThat(starts.subList(24, 34)).containsOnly(new Start.At(0));
    }

    /** A Fourier transform has the same phases between the same qubits, but each Hadamard in front of those of its qubit. */
    @Test
    void thePhasesBehindTheToffolisStartAsThoseOfAFourierTransform() {
        Circuit circuit = template.draw(new Settings(4, 0, Embedding.Y, Attention.TOFFOLI_PHASE, Measurement.ZX));
        var ones = new double[circuit.weights()];
        Arrays.fill(ones, 1);

        assertThat(circuit.starts()).hasSize(6).containsOnly(new Start.At(1));
        assertThat(phases(circuit.gates(), ones))
                .containsExactlyInAnyOrderElementsOf(
                        phases(new Gate.Fourier(List.of(0, 1, 2, 3), false).inSimplerGates(), ones));
    }

    @Test
    void toffolisStandOnNeighboursAllTheWayRound() {
        Circuit circuit = template.draw(new Settings(4, 0, Embedding.Y, Attention.TOFFOLI_PHASE, Measurement.ZX));

        assertThat(circuit.gates().stream().filter(Gate.Toffoli.class::isInstance))
                .containsExactly(
                        new Gate.Toffoli(0, 1, 2),
                        new Gate.Toffoli(1, 2, 3),
                        new Gate.Toffoli(2, 3, 0),
                        new Gate.Toffoli(3, 0, 1));
    }

    /** Two shifts of an angle by a quarter turn give its exact slope, also for controlled phases. */
    @ParameterizedTest
    @EnumSource
    void gradientsAreThoseOfTheParameterShift(Attention attention) {
        Circuit circuit = template.draw(new Settings(4, 0, Embedding.HY, attention, Measurement.ZX));
        var simulator = new TwinSimulator(circuit);
        double[] slopes = tenths(circuit.outputs());
        double[] weights = tenths(circuit.weights());
        double[] gradient =
                simulator.differentiate(1, tenths(4), weights, slopes).weights();

        for (Gate gate : circuit.gates()) {
            for (Angle angle : gate.angles()) {
                if (angle instanceof Angle.Weight weight) {
                    double[] shifted = weights.clone();
                    shifted[weight.index()] += Math.PI / 2 / weight.factor();
                    double ahead = dot(slopes, simulator.run(tenths(4), shifted));
                    shifted[weight.index()] -= Math.PI / weight.factor();
                    double behind = dot(slopes, simulator.run(tenths(4), shifted));
                    assertThat(gradient[weight.index()])
                            .isCloseTo(weight.factor() * (ahead - behind) / 2, within(ROUNDING));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"FOURIER_FILTER, 0, 10", "FOURIER_FILTER, 2, 58", "TOFFOLI_PHASE, 0, 6", "TOFFOLI_PHASE, 2, 54"})
    void fourQubitsHaveThisManyWeights(Attention attention, int layers, int weights) {
        Circuit circuit = template.draw(new Settings(4, layers, Embedding.Y, attention, Measurement.ZX));

        assertThat(circuit.inputs()).isEqualTo(4);
        assertThat(circuit.outputs()).isEqualTo(8);
        assertThat(circuit.weights()).isEqualTo(weights);
    }

    @Test
    void theReadmeShowsTheCircuitsThatAreDrawn() throws IOException {
        String readme = Files.readString(Path.of("README.md"));

        assertThat(readme).contains(new Drawing(template.draw(template.defaults())).text());
        assertThat(readme)
                .contains(new Drawing(
                                template.draw(new Settings(4, 0, Embedding.Y, Attention.TOFFOLI_PHASE, Measurement.ZX)))
                        .text());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0  | 0    | FOURIER_FILTER | qubits must be between 1 and 20, not 0.
            21 | 0    | FOURIER_FILTER | qubits must be between 1 and 20, not 21.
            4  | -1   | FOURIER_FILTER | layers must be between 0 and 1000, not -1.
            4  | 1001 | FOURIER_FILTER | layers must be between 0 and 1000, not 1001.
            2  | 1    | FOURIER_FILTER | qubits must be at least 3 for layers of cyclic U3, not 2: their CNOTs skip a qubit.
            2  | 0    | TOFFOLI_PHASE  | qubits must be at least 3 for toffoli-phase, not 2: a Toffoli gate acts on three.
            """)
    void settingsOutOfRangeAreRefused(int qubits, int layers, Attention attention, String message) {
        assertThatThrownBy(() -> new Settings(qubits, layers, Embedding.Y, attention, Measurement.Z))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    /** The filter directly behind the embedding. */
    private Circuit filter(int qubits) {
        return template.draw(new Settings(qubits, 0, Embedding.Y, Attention.FOURIER_FILTER, Measurement.ZX));
    }

    /** Phases 0.1 to 0.4, then controlled phases 0.05 to 0.30. */
    private static double[] knownPhases() {
        return new double[] {0.1, 0.2, 0.3, 0.4, 0.05, 0.10, 0.15, 0.20, 0.25, 0.30};
    }

    /** What the filter makes of each basis state, real parts and imaginary parts; RY(pi) turns a qubit from 0 to 1. */
    private double[][][] columns(int qubits, double[] weights) {
        var simulator = new PlainSimulator(filter(qubits));
        var columns = new double[1 << qubits][][];
        for (int k = 0; k < columns.length; k++) {
            var inputs = new double[qubits];
            for (int q = 0; q < qubits; q++) {
                inputs[q] = Math.PI * (k >> (qubits - 1 - q) & 1);
            }
            columns[k] = simulator.state(inputs, weights);
        }
        return columns;
    }

    private static void assertIsBasisState(double[][] state, int index) {
        var expected = new double[state[0].length];
        assertThat(state[1]).containsExactly(expected, within(ROUNDING));
        expected[index] = 1;
        assertThat(state[0]).containsExactly(expected, within(ROUNDING));
    }

    /** The controlled phases as text: the upper qubit, the lower, and the angle. */
    private static List<String> phases(List<Gate> gates, double[] weights) {
        return gates.stream()
                .filter(Gate.ControlledPhase.class::isInstance)
                .map(Gate.ControlledPhase.class::cast)
                .map(gate -> "%s by %.12f"
                        .formatted(
                                gate.wires().stream().sorted().toList(),
                                gate.angle().value(new double[0], weights)))
                .toList();
    }

    private static double dot(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
    }

    private static double[] tenths(int count) {
        return IntStream.rangeClosed(1, count).mapToDouble(k -> 0.1 * k).toArray();
    }
}
