package io.ansatz.api.circuit;

import static io.ansatz.api.circuit.EulerAngles.NEGLIGIBLE;
import static java.lang.Math.PI;

import java.util.ArrayList;
import java.util.List;

/**
 * The gates that multiply to a given unitary, up to a global phase. On two wires, Givens rotations bring its columns to
 * those of the identity one by one. Along the Gray code 00, 01, 11, 10 neighbours differ in one wire, so each rotation
 * is a controlled gate (M. Nielsen, I. Chuang, "Quantum Computation and Quantum Information", section 4.5).
 */
final class Factors {

    private static final int[] GRAY = {0b00, 0b01, 0b11, 0b10};
    private static final int SIZE = GRAY.length;

    private final List<Integer> wires;
    private final double[] re;
    private final double[] im;

    /** In time order. */
    private final List<Gate> gates = new ArrayList<>();

    private Factors(Gate.Unitary unitary) {
        wires = unitary.wires();
        re = unitary.real().clone();
        im = unitary.imaginary().clone();
    }

    static List<Gate> of(Gate.Unitary unitary) {
        var factors = new Factors(unitary);
        if (unitary.wires().size() == 1) {
            factors.rotate();
        } else {
            factors.eliminate();
        }
        return List.copyOf(factors.gates);
    }

    private void rotate() {
        int wire = wires.get(0);
        var angles = EulerAngles.of(re, im);
        rotate(Axis.Z, wire, angles.phi());
        rotate(Axis.Y, wire, angles.theta());
        rotate(Axis.Z, wire, angles.omega());
    }

    /** A full turn is a global phase. */
    private void rotate(Axis axis, int wire, double angle) {
        double turned = Math.IEEEremainder(angle, 2 * PI);
        if (Math.abs(turned) >= NEGLIGIBLE) {
            gates.add(new Gate.Rotation(axis, wire, Angle.of(turned)));
        }
    }

    /** With {@code M5 ... M1 U} down to a last block V on 11 and 10, {@code U = M1* ... M5* V}: V acts first. */
    private void eliminate() {
        makePositive(GRAY[0]);
        for (int column = 0; column < SIZE - 2; column++) {
            for (int row = SIZE - 1; row > column; row--) {
                eliminate(row, column);
            }
        }
        int last = SIZE - 1;
        act(last, block(last, GRAY[last - 1], re), block(last, GRAY[last - 1], im));
    }

    /** Takes out a global phase, which makes more of the factors an identity. */
    private void makePositive(int diagonal) {
        int entry = diagonal * SIZE + diagonal;
        double length = Math.hypot(re[entry], im[entry]);
        if (length < NEGLIGIBLE) {
            return;
        }
        double cos = re[entry] / length;
        double sin = im[entry] / length;
        for (int i = 0; i < re.length; i++) {
            double keptRe = re[i];
            re[i] = cos * keptRe + sin * im[i];
            im[i] = cos * im[i] - sin * keptRe;
        }
    }

    /**
     * Turns this row and the one before it until the entry in this row is 0, by {@code [[a*, b*], [-b, a]]} for the
     * entries a above b; in the end the diagonal is 1.
     */
    private void eliminate(int row, int column) {
        int upper = GRAY[row - 1] * SIZE;
        int lower = GRAY[row] * SIZE;
        int at = GRAY[column];
        double length =
                Math.hypot(Math.hypot(re[upper + at], im[upper + at]), Math.hypot(re[lower + at], im[lower + at]));
        boolean nothingBelow = Math.hypot(re[lower + at], im[lower + at]) < NEGLIGIBLE;
        boolean done = row - 1 > column || Math.hypot(re[upper + at] - 1, im[upper + at]) < NEGLIGIBLE;
        if (nothingBelow && done) {
            return;
        }
        double aRe = re[upper + at] / length;
        double aIm = im[upper + at] / length;
        double bRe = re[lower + at] / length;
        double bIm = im[lower + at] / length;
        for (int k = 0; k < SIZE; k++) {
            double upRe = re[upper + k];
            double upIm = im[upper + k];
            double lowRe = re[lower + k];
            double lowIm = im[lower + k];
            re[upper + k] = aRe * upRe + aIm * upIm + bRe * lowRe + bIm * lowIm;
            im[upper + k] = aRe * upIm - aIm * upRe + bRe * lowIm - bIm * lowRe;
            re[lower + k] = aRe * lowRe - aIm * lowIm - bRe * upRe + bIm * upIm;
            im[lower + k] = aRe * lowIm + aIm * lowRe - bRe * upIm - bIm * upRe;
        }
        act(row, new double[] {aRe, -bRe, bRe, aRe}, new double[] {aIm, bIm, bIm, -aIm});
    }

    /** The four entries in this row and the one before it, in this column and the last. */
    private static double[] block(int row, int column, double[] matrix) {
        int upper = GRAY[row - 1] * SIZE;
        int lower = GRAY[row] * SIZE;
        return new double[] {
            matrix[upper + column],
            matrix[upper + GRAY[SIZE - 1]],
            matrix[lower + column],
            matrix[lower + GRAY[SIZE - 1]]
        };
    }

    /** Puts a matrix on the basis states of this row and the one before it in front of all that has been found. */
    private void act(int row, double[] blockRe, double[] blockIm) {
        int differing = GRAY[row - 1] ^ GRAY[row];
        int target = differing == 0b10 ? wires.get(0) : wires.get(1);
        int control = differing == 0b10 ? wires.get(1) : wires.get(0);
        boolean where = (GRAY[row] & ~differing & 0b11) != 0;
        boolean ascending = GRAY[row - 1] < GRAY[row];
        var angles =
                ascending ? EulerAngles.of(blockRe, blockIm) : EulerAngles.of(reversed(blockRe), reversed(blockIm));
        List<Gate> controlled = controlled(control, target, angles);
        if (controlled.isEmpty()) {
            return;
        }
        if (!where) {
            Gate flip = new Gate.Fixed(Gate.Fixed.Kind.X, control);
            controlled.add(0, flip);
            controlled.add(flip);
        }
        gates.addAll(0, controlled);
    }

    private static List<Gate> controlled(int control, int target, EulerAngles angles) {
        var controlled = new ArrayList<Gate>();
        if (Math.abs(angles.phase()) >= NEGLIGIBLE) {
            controlled.add(new Gate.Phase(control, Angle.of(angles.phase())));
        }
        turn(Axis.Z, control, target, angles.phi(), controlled);
        turn(Axis.Y, control, target, angles.theta(), controlled);
        turn(Axis.Z, control, target, angles.omega(), controlled);
        return controlled;
    }

    /** Behind a control, only two full turns do nothing. */
    private static void turn(Axis axis, int control, int target, double angle, List<Gate> to) {
        if (Math.abs(Math.IEEEremainder(angle, 4 * PI)) >= NEGLIGIBLE) {
            to.add(new Gate.ControlledRotation(axis, control, target, Angle.of(angle)));
        }
    }

    /** The same matrix with its two basis states exchanged. */
    private static double[] reversed(double[] block) {
        return new double[] {block[3], block[2], block[1], block[0]};
    }
}
