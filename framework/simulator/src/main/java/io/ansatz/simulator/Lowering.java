package io.ansatz.simulator;

import static java.lang.Math.PI;

import io.ansatz.api.circuit.Angle;
import io.ansatz.api.circuit.Axis;
import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.Gate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Brings every gate down to a few elementary steps. */
final class Lowering {

    private static final double HALF_ROOT = Math.sqrt(0.5);

    private final int qubits;
    private final List<Step> steps = new ArrayList<>();

    private Lowering(int qubits) {
        this.qubits = qubits;
    }

    /**
     * The steps of each gate in time order; none for the loading of amplitudes.
     *
     * @param qubits those of the register, of which the circuit has the first
     */
    static List<List<Step>> of(Circuit circuit, int qubits) {
        return circuit.gates().stream().map(gate -> of(gate, qubits)).toList();
    }

    private static List<Step> of(Gate gate, int qubits) {
        var lowering = new Lowering(qubits);
        lowering.lower(gate);
        return List.copyOf(lowering.steps);
    }

    private void lower(Gate gate) {
        if (gate instanceof Gate.Fixed fixed) {
            fixed(fixed.kind(), bit(fixed.wire()));
        } else if (gate instanceof Gate.Rotation rotation) {
            rotate(rotation.axis(), bit(rotation.wire()), rotation.angle());
        } else if (gate instanceof Gate.Phase phase) {
            phase(bit(phase.wire()), phase.angle());
        } else if (gate instanceof Gate.Rot rot) {
            rotate(Axis.Z, bit(rot.wire()), rot.phi());
            rotate(Axis.Y, bit(rot.wire()), rot.theta());
            rotate(Axis.Z, bit(rot.wire()), rot.omega());
        } else if (gate instanceof Gate.U3 u3) {
            // U3 = P(phi) RY(theta) P(delta), exactly, with the phases of the definition.
            phase(bit(u3.wire()), u3.delta());
            rotate(Axis.Y, bit(u3.wire()), u3.theta());
            phase(bit(u3.wire()), u3.phi());
        } else if (gate instanceof Gate.Cnot cnot) {
            flip(bit(cnot.control()), bit(cnot.target()));
        } else if (gate instanceof Gate.Cz cz) {
            multiply(bit(cz.first()), bit(cz.second()), new double[] {1, 0, 0, -1}, new double[4]);
        } else if (gate instanceof Gate.ControlledPhase phase) {
            phase(bit(phase.first()) | bit(phase.second()), phase.angle());
        } else if (gate instanceof Gate.ControlledRotation rotation) {
            Pauli pauli = Pauli.of(rotation.axis(), bit(rotation.target()));
            steps.add(new Step.Rotate(pauli, bit(rotation.control()), rotation.angle()));
        } else if (gate instanceof Gate.Swap swap) {
            swap(bit(swap.first()), bit(swap.second()));
        } else if (gate instanceof Gate.Toffoli toffoli) {
            flip(bit(toffoli.first()) | bit(toffoli.second()), bit(toffoli.target()));
        } else if (gate instanceof Gate.PairRotation pair) {
            rotate(pair.axis(), bit(pair.first()) | bit(pair.second()), pair.angle());
        } else if (gate instanceof Gate.Fourier fourier) {
            fourier(bits(fourier.wires()), fourier.inverse());
        } else if (gate instanceof Gate.Unitary unitary) {
            steps.add(new Step.Multiply(0, bits(unitary.wires()), unitary.real(), unitary.imaginary()));
        } else if (!(gate instanceof Gate.Amplitudes)) {
            throw new AssertionError("A gate without a lowering: " + gate);
        }
    }

    private void fixed(Gate.Fixed.Kind kind, int bit) {
        switch (kind) {
            case H -> hadamard(bit);
            case X -> flip(0, bit);
            case Y -> multiply(0, bit, new double[4], new double[] {0, -1, 1, 0});
            case Z -> multiply(0, bit, new double[] {1, 0, 0, -1}, new double[4]);
            case S -> multiply(0, bit, new double[] {1, 0, 0, 0}, new double[] {0, 0, 0, 1});
            case T -> multiply(0, bit, new double[] {1, 0, 0, HALF_ROOT}, new double[] {0, 0, 0, HALF_ROOT});
            case SX -> multiply(0, bit, new double[] {0.5, 0.5, 0.5, 0.5}, new double[] {0.5, -0.5, -0.5, 0.5});
        }
    }

    /** For each wire: H, then a phase of a quarter, an eighth, ... turn by each later wire; then the order is reversed. */
    private void fourier(int[] bits, boolean inverse) {
        for (int i = 0; i < bits.length; i++) {
            hadamard(bits[i]);
            for (int j = i + 1; j < bits.length; j++) {
                double turn = 2 * PI / (1L << (j - i + 1));
                phase(bits[i] | bits[j], Angle.of(inverse ? -turn : turn));
            }
        }
        for (int i = 0; i < bits.length / 2; i++) {
            swap(bits[i], bits[bits.length - 1 - i]);
        }
        if (inverse) {
            // H and the flips of a swap are their own inverses, and the phases are negated already.
            Collections.reverse(steps);
        }
    }

    private void rotate(Axis axis, int mask, Angle angle) {
        steps.add(new Step.Rotate(Pauli.of(axis, mask), 0, angle));
    }

    private void phase(int mask, Angle angle) {
        steps.add(new Step.Phase(mask, angle));
    }

    private void flip(int controls, int target) {
        steps.add(new Step.Flip(controls, target));
    }

    private void swap(int first, int second) {
        flip(first, second);
        flip(second, first);
        flip(first, second);
    }

    private void hadamard(int bit) {
        multiply(0, bit, new double[] {HALF_ROOT, HALF_ROOT, HALF_ROOT, -HALF_ROOT}, new double[4]);
    }

    private void multiply(int controls, int bit, double[] re, double[] im) {
        steps.add(new Step.Multiply(controls, new int[] {bit}, re, im));
    }

    private int[] bits(List<Integer> wires) {
        return wires.stream().mapToInt(this::bit).toArray();
    }

    private int bit(int wire) {
        return 1 << (qubits - 1 - wire);
    }
}
