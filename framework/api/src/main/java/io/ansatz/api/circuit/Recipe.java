package io.ansatz.api.circuit;

import static java.lang.Math.PI;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How a gate that a language lacks is made of simpler ones, up to a global phase. */
final class Recipe {

    private Recipe() {}

    /** Simpler gates that do the same, in time order. */
    static List<Gate> of(Gate gate) {
        if (gate instanceof Gate.Fixed fixed && fixed.kind() == Gate.Fixed.Kind.SX) {
            return List.of(new Gate.Rotation(Axis.X, fixed.wire(), Angle.of(PI / 2)));
        }
        if (gate instanceof Gate.ControlledRotation rotation) {
            var aboutZ = new Gate.ControlledRotation(Axis.Z, rotation.control(), rotation.target(), rotation.angle());
            return turned(rotation.axis(), List.of(rotation.target()), List.of(aboutZ));
        }
        if (gate instanceof Gate.Swap swap) {
            var there = new Gate.Cnot(swap.first(), swap.second());
            return List.of(there, new Gate.Cnot(swap.second(), swap.first()), there);
        }
        if (gate instanceof Gate.PairRotation pair) {
            var parity = new Gate.Cnot(pair.first(), pair.second());
            var rotation = new Gate.Rotation(Axis.Z, pair.second(), pair.angle());
            return turned(pair.axis(), pair.wires(), List.of(parity, rotation, parity));
        }
        if (gate instanceof Gate.Fourier fourier) {
            return fourier.inSimplerGates();
        }
        if (gate instanceof Gate.Unitary unitary) {
            return unitary.inSimplerGates();
        }
        throw new AssertionError("A gate without a recipe: " + gate);
    }

    /** The gate that turns an axis to Z, so that what is done or measured about Z behind it is about that axis. */
    static List<Gate> toZ(Axis axis, int wire) {
        return turn(axis, wire, PI / 2);
    }

    private static List<Gate> turn(Axis axis, int wire, double quarter) {
        return switch (axis) {
            case X -> List.of(new Gate.Fixed(Gate.Fixed.Kind.H, wire));
            case Y -> List.of(new Gate.Rotation(Axis.X, wire, Angle.of(quarter)));
            case Z -> List.of();
        };
    }

    private static List<Gate> turned(Axis axis, List<Integer> wires, List<Gate> aboutZ) {
        var gates = new ArrayList<Gate>();
        wires.forEach(wire -> gates.addAll(turn(axis, wire, PI / 2)));
        gates.addAll(aboutZ);
        wires.forEach(wire -> gates.addAll(turn(axis, wire, -PI / 2)));
        return gates;
    }

    /** For each wire: H, then a phase of a quarter, an eighth, ... turn by each later wire; then the order is reversed. */
    static List<Gate> fourier(List<Integer> wires, boolean inverse) {
        var gates = new ArrayList<Gate>();
        int size = wires.size();
        for (int i = 0; i < size; i++) {
            gates.add(new Gate.Fixed(Gate.Fixed.Kind.H, wires.get(i)));
            for (int j = i + 1; j < size; j++) {
                double turn = 2 * PI / (1L << (j - i + 1));
                gates.add(new Gate.ControlledPhase(wires.get(j), wires.get(i), Angle.of(inverse ? -turn : turn)));
            }
        }
        for (int i = 0; i < size / 2; i++) {
            gates.add(new Gate.Swap(wires.get(i), wires.get(size - 1 - i)));
        }
        if (inverse) {
            Collections.reverse(gates);
        }
        return gates;
    }
}
