package io.ansatz.simulator;

import io.ansatz.api.circuit.Angle;

/** One of the few elementary things that every gate comes down to; wires are bit masks. */
sealed interface Step {

    /** Acts on the state; {@code cos} and {@code sin} belong to the angle of a {@link Turn} and mean nothing elsewhere. */
    void apply(StateVector state, double cos, double sin);

    /** Takes {@link #apply} back. */
    default void undo(StateVector state, double cos, double sin) {
        apply(state, cos, -sin);
    }

    /** A step with an angle. */
    sealed interface Turn extends Step {

        Angle angle();

        /** What the angle is multiplied by before its cosine and sine are taken. */
        double rate();

        /**
         * The slope of the loss along the angle.
         *
         * @param state the state after this step
         * @param adjoint the derivative of the loss by the conjugate of that state
         */
        double slope(StateVector adjoint, StateVector state);
    }

    /** {@code exp(-i t P / 2)} where the controls are 1. */
    record Rotate(Pauli pauli, int controls, Angle angle) implements Turn {

        @Override
        public double rate() {
            return 0.5;
        }

        @Override
        public void apply(StateVector state, double cos, double sin) {
            state.rotate(pauli, controls, cos, sin);
        }

        /** d/dt exp(-i t P / 2) = (-i/2) P exp(-i t P / 2), so 2 Re <a|(-i/2) P|s> = Im <a|P|s>. */
        @Override
        public double slope(StateVector adjoint, StateVector state) {
            return adjoint.imaginaryOverlap(pauli, controls, state);
        }
    }

    /** {@code e^(i t)} where all wires of the mask are 1. */
    record Phase(int mask, Angle angle) implements Turn {

        @Override
        public double rate() {
            return 1;
        }

        @Override
        public void apply(StateVector state, double cos, double sin) {
            state.phase(mask, cos, sin);
        }

        /** d/dt e^(i t N) = i N e^(i t N) with the projector N, so 2 Re <a|i N|s> = -2 Im <a|N|s>. */
        @Override
        public double slope(StateVector adjoint, StateVector state) {
            return -2 * adjoint.imaginaryOverlap(mask, state);
        }
    }

    /** X where the controls are 1. */
    record Flip(int controls, int target) implements Step {

        @Override
        public void apply(StateVector state, double cos, double sin) {
            state.flip(controls, target);
        }
    }

    /** A constant unitary on some wires where the controls are 1. */
    final class Multiply implements Step {

        private final int controls;
        private final int[] offsets;
        private final double[] re;
        private final double[] im;
        private final double[] inverseRe;
        private final double[] inverseIm;

        /** @param bits the bit of each wire, the most significant row bit first */
        Multiply(int controls, int[] bits, double[] re, double[] im) {
            this.controls = controls;
            this.re = re;
            this.im = im;
            int size = 1 << bits.length;
            offsets = new int[size];
            for (int row = 0; row < size; row++) {
                for (int i = 0; i < bits.length; i++) {
                    offsets[row] |= (row >> (bits.length - 1 - i) & 1) == 1 ? bits[i] : 0;
                }
            }
            inverseRe = new double[size * size];
            inverseIm = new double[size * size];
            for (int row = 0; row < size; row++) {
                for (int column = 0; column < size; column++) {
                    inverseRe[column * size + row] = re[row * size + column];
                    inverseIm[column * size + row] = -im[row * size + column];
                }
            }
        }

        @Override
        public void apply(StateVector state, double cos, double sin) {
            state.multiply(controls, offsets, re, im);
        }

        @Override
        public void undo(StateVector state, double cos, double sin) {
            state.multiply(controls, offsets, inverseRe, inverseIm);
        }
    }
}
