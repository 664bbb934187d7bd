package io.ansatz.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ansatz.api.circuit.Angle;
import io.ansatz.api.circuit.Axis;
import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.Gate;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Each gate alone on one random state of three qubits, computed by PennyLane in double precision. */
class ReferenceGatesTest {

    private static final double ROUNDING = 1e-13;
    private static final double ROOT_HALF = Math.sqrt(0.5);

    @Test
    void everyGateOfTheTableTakesTheStateToTheStateThere() throws IOException {
        var file = ReferenceFile.open("gates_3q.json");
        double[] initial = file.numbers("initial");
        Set<String> seen = new TreeSet<>();

        for (ReferenceFile entry : file.table()) {
            double[] expected = entry.numbers("state");
            String gate = entry.text("gate");
            int[] wires =
                    Arrays.stream(entry.numbers("wires")).mapToInt(w -> (int) w).toArray();
            double[] params = entry.numbers("params");
            var draft = Circuit.onQubits(3);
            gates(gate, wires, params).forEach(draft::add);

            double[][] state = new PlainSimulator(draft.measurePauliZ())
                    .stateFrom(every(2, 0, initial), every(2, 1, initial), new double[0], new double[0]);

            String where = gate + Arrays.toString(wires);
            assertThat(state[0]).as(where).containsExactly(every(2, 0, expected), within(ROUNDING));
            assertThat(state[1]).as(where).containsExactly(every(2, 1, expected), within(ROUNDING));
            seen.add(gate);
        }
        assertThat(seen).hasSize(34);
    }

    /** The gate, or gates of ours that make it up. */
    private static List<Gate> gates(String name, int[] w, double[] p) {
        return switch (name) {
            case "Identity" -> List.of();
            case "Hadamard" -> List.of(new Gate.Fixed(Gate.Fixed.Kind.H, w[0]));
            case "PauliX", "PauliY", "PauliZ" ->
                List.of(new Gate.Fixed(Gate.Fixed.Kind.valueOf(name.substring(5)), w[0]));
            case "S", "T", "SX" -> List.of(new Gate.Fixed(Gate.Fixed.Kind.valueOf(name), w[0]));
            case "RX", "RY", "RZ" -> List.of(new Gate.Rotation(axis(name), w[0], Angle.of(p[0])));
            case "PhaseShift" -> List.of(new Gate.Phase(w[0], Angle.of(p[0])));
            case "Rot" -> List.of(new Gate.Rot(w[0], Angle.of(p[0]), Angle.of(p[1]), Angle.of(p[2])));
            case "U2" -> List.of(new Gate.U3(w[0], Angle.of(Math.PI / 2), Angle.of(p[0]), Angle.of(p[1])));
            case "U3" -> List.of(new Gate.U3(w[0], Angle.of(p[0]), Angle.of(p[1]), Angle.of(p[2])));
            case "CNOT" -> List.of(new Gate.Cnot(w[0], w[1]));
            case "CZ" -> List.of(new Gate.Cz(w[0], w[1]));
            case "CY" -> List.of(controlled("CY", w, new double[4], new double[] {0, -1, 1, 0}));
            case "CH" ->
                List.of(controlled("CH", w, new double[] {ROOT_HALF, ROOT_HALF, ROOT_HALF, -ROOT_HALF}, new double[4]));
            case "SWAP" -> List.of(new Gate.Swap(w[0], w[1]));
            case "ISWAP" -> List.of(swappedPair(w, 0, 1));
            case "IsingXY" -> List.of(swappedPair(w, Math.cos(p[0] / 2), Math.sin(p[0] / 2)));
            case "CRX", "CRY", "CRZ" -> List.of(new Gate.ControlledRotation(axis(name), w[0], w[1], Angle.of(p[0])));
            case "CRot" ->
                List.of(
                        new Gate.ControlledRotation(Axis.Z, w[0], w[1], Angle.of(p[0])),
                        new Gate.ControlledRotation(Axis.Y, w[0], w[1], Angle.of(p[1])),
                        new Gate.ControlledRotation(Axis.Z, w[0], w[1], Angle.of(p[2])));
            case "ControlledPhaseShift" -> List.of(new Gate.ControlledPhase(w[0], w[1], Angle.of(p[0])));
            case "IsingXX", "IsingYY", "IsingZZ" ->
                List.of(new Gate.PairRotation(axis(name), w[0], w[1], Angle.of(p[0])));
            case "Toffoli" -> List.of(new Gate.Toffoli(w[0], w[1], w[2]));
            case "CSWAP" ->
                List.of(new Gate.Cnot(w[2], w[1]), new Gate.Toffoli(w[0], w[1], w[2]), new Gate.Cnot(w[2], w[1]));
            case "CCZ" -> {
                Gate hadamard = new Gate.Fixed(Gate.Fixed.Kind.H, w[2]);
                yield List.of(hadamard, new Gate.Toffoli(w[0], w[1], w[2]), hadamard);
            }
            case "QFT" -> List.of(new Gate.Fourier(Arrays.stream(w).boxed().collect(Collectors.toList()), false));
            default -> throw new IllegalArgumentException("The table has a gate that this test does not know: " + name);
        };
    }

    private static Axis axis(String name) {
        return Axis.valueOf(name.substring(name.length() - 1));
    }

    private static Gate controlled(String name, int[] wires, double[] re, double[] im) {
        return new Gate.Unitary(
                name,
                List.of(wires[0], wires[1]),
                new double[] {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, re[0], re[1], 0, 0, re[2], re[3]},
                new double[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, im[0], im[1], 0, 0, im[2], im[3]});
    }

    /** {@code [[cos, i sin], [i sin, cos]]} between |01> and |10>. */
    private static Gate swappedPair(int[] wires, double cos, double sin) {
        return new Gate.Unitary(
                "XY",
                List.of(wires[0], wires[1]),
                new double[] {1, 0, 0, 0, 0, cos, 0, 0, 0, 0, cos, 0, 0, 0, 0, 1},
                new double[] {0, 0, 0, 0, 0, 0, sin, 0, 0, sin, 0, 0, 0, 0, 0, 0});
    }

    private static double[] every(int stride, int offset, double[] values) {
        var some = new double[values.length / stride];
        for (int i = 0; i < some.length; i++) {
            some[i] = values[i * stride + offset];
        }
        return some;
    }
}
