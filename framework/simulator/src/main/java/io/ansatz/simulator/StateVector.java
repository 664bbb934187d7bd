package io.ansatz.simulator;

import java.util.Arrays;

/**
 * The amplitudes of a state, and what gates do to them. Basis states are indices whose most significant bit is wire 0;
 * wires arrive here as bit masks. A gate with controls acts where all their bits are 1.
 *
 * <p>The arrays are open to loops that no method here covers; their lengths never change.
 */
public final class StateVector {

    /** The rows of a unitary on two wires. */
    private static final int LARGEST_MATRIX = 4;

    public final double[] re;
    public final double[] im;
    private final double[] scratch = new double[2 * LARGEST_MATRIX];

    /** {@code |0...0>}. */
    public StateVector(int qubits) {
        re = new double[1 << qubits];
        im = new double[1 << qubits];
        re[0] = 1;
    }

    /** Back to {@code |0...0>}. */
    public void reset() {
        clear();
        re[0] = 1;
    }

    /** All amplitudes 0: no state, but where a sum begins. */
    public void clear() {
        Arrays.fill(re, 0);
        Arrays.fill(im, 0);
    }

    public void copyFrom(double[] newRe, double[] newIm) {
        System.arraycopy(newRe, 0, re, 0, re.length);
        System.arraycopy(newIm, 0, im, 0, im.length);
    }

    /** X on the target. */
    public void flip(int controls, int target) {
        for (int k = 0; k < re.length; k++) {
            if ((k & (controls | target)) == controls) {
                int other = k | target;
                double keptRe = re[k];
                double keptIm = im[k];
                re[k] = re[other];
                im[k] = im[other];
                re[other] = keptRe;
                im[other] = keptIm;
            }
        }
    }

    /** {@code e^(i t)} where all bits of the mask are 1. */
    public void phase(int mask, double cos, double sin) {
        for (int k = 0; k < re.length; k++) {
            if ((k & mask) == mask) {
                double keptRe = re[k];
                re[k] = cos * keptRe - sin * im[k];
                im[k] = cos * im[k] + sin * keptRe;
            }
        }
    }

    /** {@code exp(-i t P) = cos t - i sin t P}. */
    void rotate(Pauli pauli, int controls, double cos, double sin) {
        // -i sin t times the unit of P, which the sign of each basis state completes.
        double factorRe = sin * pauli.unitIm();
        double factorIm = -sin * pauli.unitRe();
        if (pauli.flips() == 0) {
            for (int k = 0; k < re.length; k++) {
                if ((k & controls) == controls) {
                    double turn = pauli.sign(k) * factorIm;
                    double keptRe = re[k];
                    re[k] = cos * keptRe - turn * im[k];
                    im[k] = cos * im[k] + turn * keptRe;
                }
            }
            return;
        }
        int top = Integer.highestOneBit(pauli.flips());
        for (int k = 0; k < re.length; k++) {
            if ((k & (controls | top)) == controls) {
                int other = k ^ pauli.flips();
                int sign = pauli.sign(k);
                int otherSign = pauli.sign(other);
                double keptRe = re[k];
                double keptIm = im[k];
                re[k] = cos * keptRe + otherSign * (factorRe * re[other] - factorIm * im[other]);
                im[k] = cos * keptIm + otherSign * (factorRe * im[other] + factorIm * re[other]);
                re[other] = cos * re[other] + sign * (factorRe * keptRe - factorIm * keptIm);
                im[other] = cos * im[other] + sign * (factorRe * keptIm + factorIm * keptRe);
            }
        }
    }

    /**
     * A matrix on the sub-space of some wires.
     *
     * @param offsets the basis state of each row of the matrix, all other wires being 0; the last has them all at 1
     */
    void multiply(int controls, int[] offsets, double[] matrixRe, double[] matrixIm) {
        int size = offsets.length;
        int mask = offsets[size - 1];
        for (int k = 0; k < re.length; k++) {
            if ((k & (controls | mask)) != controls) {
                continue;
            }
            for (int column = 0; column < size; column++) {
                scratch[2 * column] = re[k | offsets[column]];
                scratch[2 * column + 1] = im[k | offsets[column]];
            }
            for (int row = 0; row < size; row++) {
                double sumRe = 0;
                double sumIm = 0;
                for (int column = 0; column < size; column++) {
                    double a = matrixRe[row * size + column];
                    double b = matrixIm[row * size + column];
                    sumRe += a * scratch[2 * column] - b * scratch[2 * column + 1];
                    sumIm += a * scratch[2 * column + 1] + b * scratch[2 * column];
                }
                re[k | offsets[row]] = sumRe;
                im[k | offsets[row]] = sumIm;
            }
        }
    }

    /** Adds {@code factor P|state>} to this. */
    void add(double factor, Pauli pauli, StateVector state) {
        double unitRe = factor * pauli.unitRe();
        double unitIm = factor * pauli.unitIm();
        for (int k = 0; k < re.length; k++) {
            int from = k ^ pauli.flips();
            int sign = pauli.sign(from);
            re[k] += sign * (unitRe * state.re[from] - unitIm * state.im[from]);
            im[k] += sign * (unitRe * state.im[from] + unitIm * state.re[from]);
        }
    }

    /** {@code <this|P|this>}. */
    double expectation(Pauli pauli) {
        double sum = 0;
        for (int k = 0; k < re.length; k++) {
            int from = k ^ pauli.flips();
            // Re(conj(a) (u + iv) b): the imaginary parts of k and its partner cancel, so only the real one is summed.
            double aligned = re[k] * re[from] + im[k] * im[from];
            double crossed = im[k] * re[from] - re[k] * im[from];
            sum += pauli.sign(from) * (pauli.unitRe() * aligned + pauli.unitIm() * crossed);
        }
        return sum;
    }

    /** {@code Im <this|P|state>} over the basis states where all controls are 1. */
    double imaginaryOverlap(Pauli pauli, int controls, StateVector state) {
        double sum = 0;
        for (int k = 0; k < re.length; k++) {
            if ((k & controls) == controls) {
                int from = k ^ pauli.flips();
                double aligned = re[k] * state.re[from] + im[k] * state.im[from];
                double crossed = re[k] * state.im[from] - im[k] * state.re[from];
                sum += pauli.sign(from) * (pauli.unitRe() * crossed + pauli.unitIm() * aligned);
            }
        }
        return sum;
    }

    /** {@code Im <this|state>} over the basis states where all bits of the mask are 1. */
    double imaginaryOverlap(int mask, StateVector state) {
        double sum = 0;
        for (int k = 0; k < re.length; k++) {
            if ((k & mask) == mask) {
                sum += re[k] * state.im[k] - im[k] * state.re[k];
            }
        }
        return sum;
    }

    public double probability(int k) {
        return re[k] * re[k] + im[k] * im[k];
    }
}
