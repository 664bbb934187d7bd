package io.ansatz.simulator.strange;

import io.ansatz.api.circuit.Axis;
import io.ansatz.api.circuit.Gate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.redfx.strange.gate.Cnot;
import org.redfx.strange.gate.Cr;
import org.redfx.strange.gate.Cz;
import org.redfx.strange.gate.Fourier;
import org.redfx.strange.gate.Hadamard;
import org.redfx.strange.gate.InvFourier;
import org.redfx.strange.gate.Oracle;
import org.redfx.strange.gate.R;
import org.redfx.strange.gate.RotationX;
import org.redfx.strange.gate.RotationY;
import org.redfx.strange.gate.SingleQubitMatrixGate;
import org.redfx.strange.gate.Swap;
import org.redfx.strange.gate.X;
import org.redfx.strange.gate.Y;
import org.redfx.strange.gate.Z;

/**
 * Says gates in Strange's words: its own where they are right, matrices where it has none. Strange counts qubits from
 * the lowest bit, so wire 0 is its last qubit; nowhere else does the order turn round.
 *
 * <p>Two of its gates are wrong in 0.1.3 and not used: {@code RotationZ} turns both basis states alike, which is only a
 * global phase, and {@code Toffoli} errs for some orders of its qubits.
 */
final class Translation {

    private final int qubits;
    private final List<org.redfx.strange.Gate> spoken = new ArrayList<>();

    Translation(int qubits) {
        this.qubits = qubits;
    }

    /** What has been said so far. */
    List<org.redfx.strange.Gate> gates() {
        return spoken;
    }

    /** Prepares a state with these real amplitudes, whose squares sum to 1. */
    void prepare(double[] amplitudes) {
        spoken.add(new Oracle(Matrices.preparation(amplitudes)));
    }

    /** Adds a gate with its angles as numbers. The loading of amplitudes is not a gate here: see {@link #prepare}. */
    void add(Gate gate, double[] angles) {
        if (gate instanceof Gate.Fixed fixed) {
            fixed(fixed.kind(), fixed.wire());
        } else if (gate instanceof Gate.Rotation rotation) {
            rotate(rotation.axis(), rotation.wire(), angles[0]);
        } else if (gate instanceof Gate.Phase phase) {
            phase(phase.wire(), angles[0]);
        } else if (gate instanceof Gate.Rot rot) {
            rotate(Axis.Z, rot.wire(), angles[0]);
            rotate(Axis.Y, rot.wire(), angles[1]);
            rotate(Axis.Z, rot.wire(), angles[2]);
        } else if (gate instanceof Gate.U3 u3) {
            spoken.add(new SingleQubitMatrixGate(qubit(u3.wire()), Matrices.u3(angles[0], angles[1], angles[2])));
        } else if (gate instanceof Gate.Cnot cnot) {
            cnot(cnot.control(), cnot.target());
        } else if (gate instanceof Gate.Cz cz) {
            spoken.add(new Cz(qubit(cz.first()), qubit(cz.second())));
        } else if (gate instanceof Gate.ControlledPhase phase) {
            spoken.add(new Cr(qubit(phase.first()), qubit(phase.second()), angles[0]));
        } else if (gate instanceof Gate.ControlledRotation rotation) {
            var matrix = Matrices.controlled(Matrices.rotation(rotation.axis(), angles[0]));
            spoken.add(new PairMatrix(qubit(rotation.control()), qubit(rotation.target()), matrix));
        } else if (gate instanceof Gate.Swap swap) {
            swap(swap.first(), swap.second());
        } else if (gate instanceof Gate.Toffoli toffoli) {
            toffoli(toffoli.first(), toffoli.second(), toffoli.target());
        } else if (gate instanceof Gate.PairRotation pair) {
            var matrix = Matrices.pairRotation(pair.axis(), angles[0]);
            spoken.add(new PairMatrix(qubit(pair.first()), qubit(pair.second()), matrix));
        } else if (gate instanceof Gate.Fourier fourier) {
            fourier(fourier.wires(), fourier.inverse());
        } else if (gate instanceof Gate.Unitary unitary) {
            unitary(unitary);
        } else if (!(gate instanceof Gate.Amplitudes)) {
            throw new AssertionError("A gate without a translation: " + gate);
        }
    }

    void hadamard(int wire) {
        spoken.add(new Hadamard(qubit(wire)));
    }

    void rotate(Axis axis, int wire, double angle) {
        spoken.add(
                switch (axis) {
                    case X -> new RotationX(angle, qubit(wire));
                    case Y -> new RotationY(angle, qubit(wire));
                    case Z -> new SingleQubitMatrixGate(qubit(wire), Matrices.rotation(Axis.Z, angle));
                });
    }

    private void fixed(Gate.Fixed.Kind kind, int wire) {
        switch (kind) {
            case H -> hadamard(wire);
            case X -> spoken.add(new X(qubit(wire)));
            case Y -> spoken.add(new Y(qubit(wire)));
            case Z -> spoken.add(new Z(qubit(wire)));
            case S -> phase(wire, Math.PI / 2);
            case T -> phase(wire, Math.PI / 4);
            case SX -> spoken.add(new SingleQubitMatrixGate(qubit(wire), Matrices.rootOfX()));
        }
    }

    private void phase(int wire, double angle) {
        spoken.add(new R(angle, qubit(wire)));
    }

    private void cnot(int control, int target) {
        spoken.add(new Cnot(qubit(control), qubit(target)));
    }

    private void swap(int first, int second) {
        spoken.add(new Swap(qubit(first), qubit(second)));
    }

    /** The textbook circuit of six CNOTs and seven T gates. */
    private void toffoli(int first, int second, int target) {
        double eighth = Math.PI / 4;
        hadamard(target);
        cnot(second, target);
        phase(target, -eighth);
        cnot(first, target);
        phase(target, eighth);
        cnot(second, target);
        phase(target, -eighth);
        cnot(first, target);
        phase(second, eighth);
        phase(target, eighth);
        hadamard(target);
        cnot(first, second);
        phase(first, eighth);
        phase(second, -eighth);
        cnot(first, second);
    }

    /** Strange transforms neighbouring qubits only, so the wires are swapped to the front and back again. */
    private void fourier(List<Integer> wires, boolean inverse) {
        int[] wireAt = IntStream.range(0, qubits).toArray();
        var swaps = new ArrayList<int[]>();
        for (int place = 0; place < wires.size(); place++) {
            int from = place;
            while (wireAt[from] != wires.get(place)) {
                from++;
            }
            if (from != place) {
                swaps.add(new int[] {place, from});
                wireAt[from] = wireAt[place];
                wireAt[place] = wires.get(place);
            }
        }
        for (int[] places : swaps) {
            swap(places[0], places[1]);
        }
        int size = wires.size();
        int lowest = qubit(size - 1);
        spoken.add(inverse ? new InvFourier(size, lowest) : new Fourier(size, lowest));
        for (int i = swaps.size() - 1; i >= 0; i--) {
            swap(swaps.get(i)[0], swaps.get(i)[1]);
        }
    }

    private void unitary(Gate.Unitary unitary) {
        var wires = unitary.wires();
        var matrix = Matrices.of(1 << wires.size(), unitary.real(), unitary.imaginary());
        spoken.add(
                wires.size() == 1
                        ? new SingleQubitMatrixGate(qubit(wires.get(0)), matrix)
                        : new PairMatrix(qubit(wires.get(0)), qubit(wires.get(1)), matrix));
    }

    private int qubit(int wire) {
        return qubits - 1 - wire;
    }
}
