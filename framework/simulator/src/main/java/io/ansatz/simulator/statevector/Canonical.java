package io.ansatz.simulator.statevector;

import static java.lang.Math.PI;

import io.ansatz.api.circuit.Angle;
import io.ansatz.api.circuit.Axis;
import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.Gate;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings a circuit into canonical form, up to a global phase: layers of one diagonal, then rotations about Y that commute.
 * Every gate becomes phases under a parity, rotations about Y, and renamings in a {@link Frame}: a rotation about X is one about Y
 * between quarter turns about Z, H is {@code RY(pi/2) Z}, and controls turn into CNOTs around halves of the angle. Each phase and
 * rotation then moves as far to the front as it commutes, and merges with its like.
 */
final class Canonical {

    private static final Angle ONE = Angle.of(1);

    private final Frame frame;
    private final boolean fromGround;
    private final List<Draft> layers = new ArrayList<>();

    /** A layer while it grows. */
    private static final class Draft {

        private final List<Term> phases = new ArrayList<>();
        private final List<Pair> rotations = new ArrayList<>();
    }

    /** {@code exp(-i t/2 (-1)^parity(index & mask))}. */
    private record Term(int mask, Blend blend) {}

    /** A rotation of the pairs of indices that differ by {@code column}, the first being the one of even parity under {@code row}. */
    private record Pair(int column, int row, Blend blend) {

        boolean commutesPlainlyWith(Pair other) {
            return even(row & other.column) && even(other.row & column);
        }

        boolean like(Pair other) {
            return row == other.row && column == other.column;
        }
    }

    private Canonical(Circuit circuit) {
        frame = new Frame(circuit.qubits());
        fromGround = circuit.gates().stream().noneMatch(Gate.Amplitudes.class::isInstance);
    }

    static Plan of(Circuit circuit) {
        var canonical = new Canonical(circuit);
        circuit.gates().forEach(canonical::add);
        return canonical.plan(circuit);
    }

    private Plan plan(Circuit circuit) {
        var measurement = Measurement.of(circuit, frame);
        if (measurement.diagonal()) {
            // What only turns phases does not change what is then measured along Z.
            while (!layers.isEmpty() && layers.get(layers.size() - 1).rotations.isEmpty()) {
                layers.remove(layers.size() - 1);
            }
        }
        int slot = 0;
        var finished = new ArrayList<Plan.Layer>();
        for (Draft draft : layers) {
            var phases = new ArrayList<Plan.Phase>();
            for (Term term : draft.phases) {
                if (!term.blend.nothing()) {
                    phases.add(new Plan.Phase(term.mask, term.blend, slot++));
                }
            }
            var rotations = new ArrayList<Plan.Rotation>();
            for (Pair pair : draft.rotations) {
                rotations.add(new Plan.Rotation(pair.column, pair.row, pair.blend, slot++));
            }
            finished.add(new Plan.Layer(phases, rotations));
        }
        return new Plan(circuit, finished, slot, measurement);
    }

    private void add(Gate gate) {
        if (gate instanceof Gate.Fixed fixed) {
            fixed(fixed.kind(), fixed.wire());
        } else if (gate instanceof Gate.Rotation rotation) {
            rotate(rotation.axis(), rotation.wire(), 1, rotation.angle());
        } else if (gate instanceof Gate.Phase phase) {
            phase(1, phase.angle(), phase.wire());
        } else if (gate instanceof Gate.Rot rot) {
            phase(1, rot.phi(), rot.wire());
            rotate(Axis.Y, rot.wire(), 1, rot.theta());
            phase(1, rot.omega(), rot.wire());
        } else if (gate instanceof Gate.U3 u3) {
            phase(1, u3.delta(), u3.wire());
            rotate(Axis.Y, u3.wire(), 1, u3.theta());
            phase(1, u3.phi(), u3.wire());
        } else if (gate instanceof Gate.Cnot cnot) {
            frame.cnot(cnot.control(), cnot.target());
        } else if (gate instanceof Gate.Cz cz) {
            controlledPhase(cz.first(), cz.second(), PI, ONE);
        } else if (gate instanceof Gate.ControlledPhase phase) {
            controlledPhase(phase.first(), phase.second(), 1, phase.angle());
        } else if (gate instanceof Gate.ControlledRotation rotation) {
            controlledRotation(rotation.axis(), rotation.control(), rotation.target(), rotation.angle());
        } else if (gate instanceof Gate.Swap swap) {
            frame.swap(swap.first(), swap.second());
        } else if (gate instanceof Gate.Toffoli toffoli) {
            toffoli(toffoli.first(), toffoli.second(), toffoli.target());
        } else if (gate instanceof Gate.PairRotation pair) {
            pairRotation(pair.axis(), pair.first(), pair.second(), pair.angle());
        } else if (gate instanceof Gate.Fourier fourier) {
            fourier.inSimplerGates().forEach(this::add);
        } else if (gate instanceof Gate.Unitary unitary) {
            unitary.inSimplerGates().forEach(this::add);
        } else if (!(gate instanceof Gate.Amplitudes)) {
            throw new AssertionError("A gate without a canonical form: " + gate);
        }
    }

    private void fixed(Gate.Fixed.Kind kind, int wire) {
        switch (kind) {
            case H -> hadamard(wire);
            case X -> frame.flip(wire);
            case Y -> {
                phase(PI, ONE, wire);
                frame.flip(wire);
            }
            case Z -> phase(PI, ONE, wire);
            case S -> phase(PI / 2, ONE, wire);
            case T -> phase(PI / 4, ONE, wire);
            case SX -> rotate(Axis.X, wire, PI / 2, ONE);
        }
    }

    private void hadamard(int wire) {
        phase(PI, ONE, wire);
        rotate(Axis.Y, wire, PI / 2, ONE);
    }

    private void rotate(Axis axis, int wire, double factor, Angle angle) {
        switch (axis) {
            case X -> {
                phase(PI / 2, ONE, wire);
                rotate(Axis.Y, wire, factor, angle);
                phase(-PI / 2, ONE, wire);
            }
            case Y -> rotateY(wire, factor, angle);
            case Z -> phase(factor, angle, wire);
        }
    }

    /** With the number operators {@code n = (1 - Z) / 2}, {@code n n' = (1 - Z - Z' + Z Z') / 4}. */
    private void controlledPhase(int first, int second, double factor, Angle angle) {
        phase(factor / 2, angle, first);
        phase(factor / 2, angle, second);
        phase(-factor / 2, angle, first, second);
    }

    /** {@code exp(-i t n P / 2) = exp(-i t P / 4) exp(i t Z P / 4)}, and a CNOT turns Y on its target into ZY. */
    private void controlledRotation(Axis axis, int control, int target, Angle angle) {
        switch (axis) {
            case X -> {
                phase(PI / 2, ONE, target);
                controlledRotation(Axis.Y, control, target, angle);
                phase(-PI / 2, ONE, target);
            }
            case Y -> {
                rotateY(target, 0.5, angle);
                frame.cnot(control, target);
                rotateY(target, -0.5, angle);
                frame.cnot(control, target);
            }
            case Z -> {
                phase(0.5, angle, target);
                phase(-0.5, angle, control, target);
            }
        }
    }

    /** A sign where all three are 1, between two H on the target. */
    private void toffoli(int first, int second, int target) {
        hadamard(target);
        for (int wire : new int[] {first, second, target}) {
            phase(PI / 4, ONE, wire);
        }
        phase(-PI / 4, ONE, first, second);
        phase(-PI / 4, ONE, first, target);
        phase(-PI / 4, ONE, second, target);
        phase(PI / 4, ONE, first, second, target);
        hadamard(target);
    }

    /** A CNOT turns X on its control into XX, and quarter turns about Z turn that into YY. */
    private void pairRotation(Axis axis, int first, int second, Angle angle) {
        switch (axis) {
            case X -> {
                frame.cnot(first, second);
                rotate(Axis.X, first, 1, angle);
                frame.cnot(first, second);
            }
            case Y -> {
                phase(-PI / 2, ONE, first);
                phase(-PI / 2, ONE, second);
                pairRotation(Axis.X, first, second, angle);
                phase(PI / 2, ONE, first);
                phase(PI / 2, ONE, second);
            }
            case Z -> phase(1, angle, first, second);
        }
    }

    /** {@code exp(-i t/2 Z...Z)} on these wires, for {@code factor} times the angle. */
    private void phase(double factor, Angle angle, int... wires) {
        int mask = 0;
        double sign = 1;
        for (int wire : wires) {
            mask ^= frame.row(wire);
            sign = frame.flipped(wire) ? -sign : sign;
        }
        Draft place = null;
        for (int i = layers.size() - 1; i >= 0 && commutes(mask, layers.get(i).rotations); i--) {
            place = layers.get(i);
        }
        if (place == null) {
            place = append();
        }
        if (place == layers.get(0) && fromGround) {
            return;
        }
        blend(place.phases, mask).add(factor * sign, angle);
    }

    private static Blend blend(List<Term> phases, int mask) {
        for (Term term : phases) {
            if (term.mask == mask) {
                return term.blend;
            }
        }
        var blend = new Blend();
        phases.add(new Term(mask, blend));
        return blend;
    }

    private void rotateY(int wire, double factor, Angle angle) {
        var pair = new Pair(frame.column(wire), frame.row(wire), new Blend());
        Draft place = null;
        for (int i = layers.size() - 1; i >= 0; i--) {
            Draft layer = layers.get(i);
            if (!layer.rotations.stream().allMatch(one -> one.like(pair) || one.commutesPlainlyWith(pair))) {
                break;
            }
            place = layer;
            if (!layer.phases.stream().allMatch(term -> even(term.mask & pair.column))) {
                break;
            }
        }
        if (place == null) {
            place = append();
        }
        blend(place.rotations, pair).add(frame.flipped(wire) ? -factor : factor, angle);
    }

    private static Blend blend(List<Pair> rotations, Pair pair) {
        for (Pair one : rotations) {
            if (one.like(pair)) {
                return one.blend;
            }
        }
        rotations.add(pair);
        return pair.blend;
    }

    private Draft append() {
        var layer = new Draft();
        layers.add(layer);
        return layer;
    }

    private static boolean commutes(int mask, List<Pair> rotations) {
        return rotations.stream().allMatch(pair -> even(mask & pair.column));
    }

    private static boolean even(int bits) {
        return (Integer.bitCount(bits) & 1) == 0;
    }
}
