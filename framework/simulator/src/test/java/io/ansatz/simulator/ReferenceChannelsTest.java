package io.ansatz.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ansatz.api.circuit.Angle;
import io.ansatz.api.circuit.Axis;
import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.CircuitDraft;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Noise channels between the gates of a small circuit, computed by PennyLane with density matrices. Here each Kraus
 * operator of the channel turns the pure state before it into an unnormalised one, the rest of the circuit runs on each,
 * and the results add up.
 */
class ReferenceChannelsTest {

    private static final double ROUNDING = 1e-12;

    @Test
    void everyChannelOfTheTableGivesTheDensityMatrixThere() throws IOException {
        int channels = 0;
        for (ReferenceFile entry : ReferenceFile.open("channels_2q.json").table()) {
            var rho = new double[32];
            for (double[][] kraus : kraus(entry.text("channel"), entry.numbers("params"))) {
                addProjector(rho, after(applied(kraus, before())));
            }

            assertThat(rho).as(entry.text("channel")).containsExactly(entry.numbers("rho"), within(ROUNDING));
            channels++;
        }
        assertThat(channels).isEqualTo(6);
    }

    @Test
    void everyChannelOfTheTableGivesTheProbabilitiesAndExpectationsThere() throws IOException {
        for (ReferenceFile entry : ReferenceFile.open("channels_2q.json").table()) {
            var p = new double[4];
            for (double[][] kraus : kraus(entry.text("channel"), entry.numbers("params"))) {
                double[][] state = after(applied(kraus, before()));
                for (int k = 0; k < 4; k++) {
                    p[k] += state[0][k] * state[0][k] + state[1][k] * state[1][k];
                }
            }

            assertThat(p).as(entry.text("channel")).containsExactly(entry.numbers("probs"), within(ROUNDING));
            assertThat(new double[] {p[0] + p[1] - p[2] - p[3], p[0] - p[1] + p[2] - p[3]})
                    .as(entry.text("channel"))
                    .containsExactly(entry.numbers("z"), within(ROUNDING));
        }
    }

    /** RX(0.9) on wire 0, RY(-0.6) on wire 1, CNOT. */
    private static double[][] before() {
        var draft = Circuit.onQubits(2);
        draft.rotate(Axis.X, 0, Angle.of(0.9)).rotate(Axis.Y, 1, Angle.of(-0.6)).cnot(0, 1);
        return simulator(draft).state(new double[0], new double[0]);
    }

    /** RX(0.4) on wire 1. */
    private static double[][] after(double[][] state) {
        var draft = Circuit.onQubits(2).rotate(Axis.X, 1, Angle.of(0.4));
        return simulator(draft).stateFrom(state[0], state[1], new double[0], new double[0]);
    }

    private static PlainSimulator simulator(CircuitDraft draft) {
        return new PlainSimulator(draft.measurePauliZ());
    }

    /** A 2 x 2 matrix, given as its real and its imaginary part, on wire 1: the least significant bit. */
    private static double[][] applied(double[][] matrix, double[][] state) {
        var applied = new double[2][4];
        for (int k = 0; k < 4; k++) {
            int row = k & 1;
            for (int column = 0; column < 2; column++) {
                int from = k - row + column;
                double re = matrix[0][2 * row + column];
                double im = matrix[1][2 * row + column];
                applied[0][k] += re * state[0][from] - im * state[1][from];
                applied[1][k] += re * state[1][from] + im * state[0][from];
            }
        }
        return applied;
    }

    /** Adds {@code |state><state|}, row by row with real and imaginary parts in turn. */
    private static void addProjector(double[] rho, double[][] state) {
        for (int row = 0; row < 4; row++) {
            for (int column = 0; column < 4; column++) {
                int at = 2 * (4 * row + column);
                rho[at] += state[0][row] * state[0][column] + state[1][row] * state[1][column];
                rho[at + 1] += state[1][row] * state[0][column] - state[0][row] * state[1][column];
            }
        }
    }

    private static List<double[][]> kraus(String channel, double[] p) {
        double kept = Math.sqrt(1 - p[0]);
        double lost = Math.sqrt(p[0]);
        return switch (channel) {
            case "BitFlip" -> List.of(real(kept, 0, 0, kept), real(0, lost, lost, 0));
            case "PhaseFlip" -> List.of(real(kept, 0, 0, kept), real(lost, 0, 0, -lost));
            case "DepolarizingChannel" -> {
                double third = Math.sqrt(p[0] / 3);
                double[][] y = {new double[4], {0, -third, third, 0}};
                yield List.of(real(kept, 0, 0, kept), real(0, third, third, 0), y, real(third, 0, 0, -third));
            }
            case "AmplitudeDamping" -> List.of(real(1, 0, 0, kept), real(0, lost, 0, 0));
            case "PhaseDamping" -> List.of(real(1, 0, 0, kept), real(0, 0, 0, lost));
            case "GeneralizedAmplitudeDamping" -> {
                double decay = Math.sqrt(1 - p[1]);
                double rise = Math.sqrt(p[1]);
                yield List.of(
                        real(decay, 0, 0, decay * kept),
                        real(0, decay * lost, 0, 0),
                        real(rise * kept, 0, 0, rise),
                        real(0, 0, rise * lost, 0));
            }
            default -> throw new IllegalArgumentException("The table has a channel that this test does not know.");
        };
    }

    private static double[][] real(double... entries) {
        return new double[][] {entries, new double[4]};
    }
}
