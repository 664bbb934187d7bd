package io.ansatz.simulator.strange;

import io.ansatz.api.circuit.Axis;
import org.redfx.strange.Complex;

/** The matrices of the gates that Strange lacks or gets wrong, entry by entry from their definitions. */
final class Matrices {

    private Matrices() {}

    /** {@code cos(t/2) - i sin(t/2) P} for the Pauli matrix P of the axis. */
    static Complex[][] rotation(Axis axis, double angle) {
        double cos = Math.cos(angle / 2);
        double sin = Math.sin(angle / 2);
        return switch (axis) {
            case X -> of(2, new double[] {cos, 0, 0, cos}, new double[] {0, -sin, -sin, 0});
            case Y -> of(2, new double[] {cos, -sin, sin, cos}, new double[4]);
            case Z -> of(2, new double[] {cos, 0, 0, cos}, new double[] {-sin, 0, 0, sin});
        };
    }

    static Complex[][] u3(double theta, double phi, double delta) {
        double cos = Math.cos(theta / 2);
        double sin = Math.sin(theta / 2);
        return of(
                2,
                new double[] {cos, -Math.cos(delta) * sin, Math.cos(phi) * sin, Math.cos(phi + delta) * cos},
                new double[] {0, -Math.sin(delta) * sin, Math.sin(phi) * sin, Math.sin(phi + delta) * cos});
    }

    static Complex[][] rootOfX() {
        return of(2, new double[] {0.5, 0.5, 0.5, 0.5}, new double[] {0.5, -0.5, -0.5, 0.5});
    }

    /** The identity where the first qubit is 0, the given matrix where it is 1. */
    static Complex[][] controlled(Complex[][] matrix) {
        Complex[][] controlled = Complex.identityMatrix(4);
        for (int row = 0; row < 2; row++) {
            for (int column = 0; column < 2; column++) {
                controlled[2 + row][2 + column] = matrix[row][column];
            }
        }
        return controlled;
    }

    /** {@code cos(t/2) - i sin(t/2) PP}: XX and YY fill the antidiagonal, ZZ the diagonal. */
    static Complex[][] pairRotation(Axis axis, double angle) {
        double cos = Math.cos(angle / 2);
        double sin = Math.sin(angle / 2);
        double[] re = {cos, 0, 0, 0, 0, cos, 0, 0, 0, 0, cos, 0, 0, 0, 0, cos};
        double[] im = switch (axis) {
            case X -> new double[] {0, 0, 0, -sin, 0, 0, -sin, 0, 0, -sin, 0, 0, -sin, 0, 0, 0};
            case Y -> new double[] {0, 0, 0, sin, 0, 0, -sin, 0, 0, -sin, 0, 0, sin, 0, 0, 0};
            case Z -> new double[] {-sin, 0, 0, 0, 0, sin, 0, 0, 0, 0, sin, 0, 0, 0, 0, -sin};
        };
        return of(4, re, im);
    }

    /**
     * A reflection whose first column is this vector of length 1, so that it takes {@code |0...0>} there:
     * {@code 1 - 2 u u^T} with u along {@code vector - |0...0>}.
     */
    static Complex[][] preparation(double[] vector) {
        int size = vector.length;
        double[] u = vector.clone();
        u[0] -= 1;
        double squares = 0;
        for (double value : u) {
            squares += value * value;
        }
        var re = new double[size * size];
        for (int row = 0; row < size; row++) {
            for (int column = 0; column < size; column++) {
                double reflected = squares == 0 ? 0 : 2 * u[row] * u[column] / squares;
                re[row * size + column] = (row == column ? 1 : 0) - reflected;
            }
        }
        return of(size, re, new double[size * size]);
    }

    static Complex[][] of(int size, double[] re, double[] im) {
        var matrix = new Complex[size][size];
        for (int row = 0; row < size; row++) {
            for (int column = 0; column < size; column++) {
                matrix[row][column] = new Complex(re[row * size + column], im[row * size + column]);
            }
        }
        return matrix;
    }
}
