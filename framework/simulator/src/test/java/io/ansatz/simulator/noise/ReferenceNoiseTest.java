package io.ansatz.simulator.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ansatz.api.circuit.Angle;
import io.ansatz.api.circuit.Axis;
import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.CircuitDraft;
import io.ansatz.simulator.LoweredCircuit;
import io.ansatz.simulator.ReferenceFile;
import io.ansatz.simulator.StateVector;
import java.io.IOException;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.DoubleFunction;
import org.junit.jupiter.api.Test;

/** The channels that a simulator offers, against density matrices computed by PennyLane. */
class ReferenceNoiseTest {

    private static final double ROUNDING = 1e-12;

    /** Wire 1 is the least significant bit of two. */
    private static final int WIRE_1 = 1;

    private static final Map<String, DoubleFunction<Channel>> CHANNELS = Map.of(
            "DepolarizingChannel", p -> Channel.of(new Noise(p, 0, 0, ReadoutError.NONE)),
            "AmplitudeDamping", g -> Channel.of(new Noise(0, g, 0, ReadoutError.NONE)),
            "PhaseDamping", g -> Channel.of(new Noise(0, 0, g, ReadoutError.NONE)));

    @Test
    void theDensityMatrixIsThatOfTheTable() throws IOException {
        var met = new TreeSet<String>();
        for (ReferenceFile entry : ReferenceFile.open("channels_2q.json").table()) {
            String name = entry.text("channel");
            if (!CHANNELS.containsKey(name)) {
                continue;
            }
            met.add(name);
            DensityMatrix matrix = before();
            matrix.apply(CHANNELS.get(name).apply(entry.numbers("params")[0]), WIRE_1);
            apply(Circuit.onQubits(2).rotate(Axis.X, 1, Angle.of(0.4)), matrix);

            var probabilities = new double[4];
            matrix.readDiagonal(probabilities, 0);
            assertThat(inPairs(matrix)).as(name).containsExactly(entry.numbers("rho"), within(ROUNDING));
            assertThat(probabilities).as(name).containsExactly(entry.numbers("probs"), within(ROUNDING));
        }
        assertThat(met).containsExactlyElementsOf(new TreeSet<>(CHANNELS.keySet()));
    }

    @Test
    void aChannelOnObservablesGivesTheExpectationsOfTheTable() throws IOException {
        for (ReferenceFile entry : ReferenceFile.open("channels_2q.json").table()) {
            String name = entry.text("channel");
            if (!CHANNELS.containsKey(name)) {
                continue;
            }
            double[][] signs = {{1, 1, -1, -1}, {1, -1, 1, -1}};
            for (int wire = 0; wire < 2; wire++) {
                var observable = new DensityMatrix(2);
                observable.setDiagonal(signs[wire], 0);
                undo(Circuit.onQubits(2).rotate(Axis.X, 1, Angle.of(0.4)), observable);
                observable.pullBack(CHANNELS.get(name).apply(entry.numbers("params")[0]), WIRE_1);

                assertThat(trace(observable, before())).as(name).isCloseTo(entry.numbers("z")[wire], within(ROUNDING));
            }
        }
    }

    private static DensityMatrix before() {
        var matrix = new DensityMatrix(2);
        matrix.setProjector(new StateVector(2));
        apply(
                Circuit.onQubits(2)
                        .rotate(Axis.X, 0, Angle.of(0.9))
                        .rotate(Axis.Y, 1, Angle.of(-0.6))
                        .cnot(0, 1),
                matrix);
        return matrix;
    }

    private static void apply(CircuitDraft draft, DensityMatrix matrix) {
        Circuit circuit = draft.measurePauliZ();
        LoweredCircuit.Walk walk = walk(circuit);
        matrix.apply(walk, 0, walk.firstStep(circuit.gates().size()));
    }

    private static void undo(CircuitDraft draft, DensityMatrix matrix) {
        Circuit circuit = draft.measurePauliZ();
        LoweredCircuit.Walk walk = walk(circuit);
        matrix.undo(walk, 0, walk.firstStep(circuit.gates().size()));
    }

    private static LoweredCircuit.Walk walk(Circuit circuit) {
        LoweredCircuit.Walk walk = LoweredCircuit.onRegister(circuit, 4).walk(new double[0]);
        walk.begin(new double[0], 0);
        return walk;
    }

    /** Row by row, with real and imaginary parts in turn. */
    private static double[] inPairs(DensityMatrix matrix) {
        var pairs = new double[32];
        for (int at = 0; at < 16; at++) {
            pairs[2 * at] = matrix.elements().re[at];
            pairs[2 * at + 1] = matrix.elements().im[at];
        }
        return pairs;
    }

    /** {@code tr(A B)} of Hermitian matrices. */
    private static double trace(DensityMatrix a, DensityMatrix b) {
        double sum = 0;
        for (int at = 0; at < 16; at++) {
            sum += a.elements().re[at] * b.elements().re[at] + a.elements().im[at] * b.elements().im[at];
        }
        return sum;
    }
}
