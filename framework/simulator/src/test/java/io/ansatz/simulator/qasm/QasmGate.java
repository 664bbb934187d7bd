package io.ansatz.simulator.qasm;

import static java.lang.Math.PI;

/**
 * A gate of an include file as a dense matrix, row by row, the first operand being the most significant. Everything comes
 * from the built-in gate of each specification: {@code U(theta, phi, lambda)}, which the two define with different global
 * phases, and the controlled X.
 */
record QasmGate(double[] re, double[] im) {

    private static final double[] FLIP = {0, 1, 1, 0};

    /** A gate that both versions have. */
    static QasmGate of(String version, String name, double[] p) {
        if (version.equals("2.0")) {
            return switch (name) {
                case "u1" -> u2nd(0, 0, p[0]);
                case "u3" -> u2nd(p[0], p[1], p[2]);
                // cu1(t) is u1(t/2) on the control, and u1(t/2), u1(-t/2) around CNOTs on the target.
                case "cu1" -> diagonal(0, 0, 0, p[0]);
                case "x" -> u2nd(PI, 0, PI);
                case "y" -> u2nd(PI, PI / 2, PI / 2);
                case "z" -> u2nd(0, 0, PI);
                case "s" -> u2nd(0, 0, PI / 2);
                case "t" -> u2nd(0, 0, PI / 4);
                case "h" -> u2nd(PI / 2, 0, PI);
                case "rx" -> u2nd(p[0], -PI / 2, PI / 2);
                case "ry" -> u2nd(p[0], 0, 0);
                case "rz" -> u2nd(0, 0, p[0]);
                default -> inBoth(name, p);
            };
        }
        return switch (name) {
            case "p" -> diagonal(0, p[0]);
            case "cp" -> diagonal(0, 0, 0, p[0]);
            // gphase(-(phi + lambda + theta)/2) in front of U is left out: it is global.
            case "u3" -> u3rd(p[0], p[1], p[2]);
            case "x" -> u3rd(PI, 0, PI);
            case "y" -> u3rd(PI, PI / 2, PI / 2);
            case "z" -> diagonal(0, PI);
            case "s" -> diagonal(0, PI / 2);
            case "t" -> diagonal(0, PI / 4);
            // pow(1/2) @ x
            case "sx" -> new QasmGate(new double[] {0.5, 0.5, 0.5, 0.5}, new double[] {0.5, -0.5, -0.5, 0.5});
            case "h" -> u3rd(PI / 2, 0, PI);
            case "rx" -> rotationAboutX(p[0]);
            case "ry" -> rotationAboutY(p[0]);
            case "rz" -> diagonal(-p[0] / 2, p[0] / 2);
            case "crx" -> rotationAboutX(p[0]).controlled();
            case "cry" -> rotationAboutY(p[0]).controlled();
            case "swap" -> new QasmGate(new double[] {1, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 1}, new double[16]);
            default -> inBoth(name, p);
        };
    }

    private static QasmGate inBoth(String name, double[] p) {
        return switch (name) {
            case "cx" -> new QasmGate(FLIP, new double[4]).controlled();
            case "cz" -> diagonal(0, 0, 0, PI);
            case "crz" -> diagonal(0, 0, -p[0] / 2, p[0] / 2);
            case "ccx" -> new QasmGate(FLIP, new double[4]).controlled().controlled();
            default -> throw new IllegalArgumentException("The include file has no gate " + name);
        };
    }

    /** arXiv:1707.03429, equation 2: {@code Rz(phi) Ry(theta) Rz(lambda)}. */
    private static QasmGate u2nd(double theta, double phi, double lambda) {
        double cos = Math.cos(theta / 2);
        double sin = Math.sin(theta / 2);
        double sum = (phi + lambda) / 2;
        double difference = (phi - lambda) / 2;
        return new QasmGate(
                new double[] {
                    Math.cos(sum) * cos, -Math.cos(difference) * sin, Math.cos(difference) * sin, Math.cos(sum) * cos
                },
                new double[] {
                    -Math.sin(sum) * cos, Math.sin(difference) * sin, Math.sin(difference) * sin, Math.sin(sum) * cos
                });
    }

    /** The specification of OpenQASM 3, "Built-in gates". */
    private static QasmGate u3rd(double theta, double phi, double lambda) {
        double plusRe = (1 + Math.cos(theta)) / 2;
        double plusIm = Math.sin(theta) / 2;
        double minusRe = (1 - Math.cos(theta)) / 2;
        double minusIm = -Math.sin(theta) / 2;
        var re = new double[4];
        var im = new double[4];
        double[] turns = {0, lambda - PI / 2, phi + PI / 2, phi + lambda};
        for (int k = 0; k < 4; k++) {
            boolean diagonal = k % 3 == 0;
            double a = diagonal ? plusRe : minusRe;
            double b = diagonal ? plusIm : minusIm;
            re[k] = Math.cos(turns[k]) * a - Math.sin(turns[k]) * b;
            im[k] = Math.cos(turns[k]) * b + Math.sin(turns[k]) * a;
        }
        return new QasmGate(re, im);
    }

    private static QasmGate rotationAboutX(double angle) {
        double cos = Math.cos(angle / 2);
        double sin = Math.sin(angle / 2);
        return new QasmGate(new double[] {cos, 0, 0, cos}, new double[] {0, -sin, -sin, 0});
    }

    private static QasmGate rotationAboutY(double angle) {
        double cos = Math.cos(angle / 2);
        double sin = Math.sin(angle / 2);
        return new QasmGate(new double[] {cos, -sin, sin, cos}, new double[4]);
    }

    private static QasmGate diagonal(double... phases) {
        int size = phases.length;
        var re = new double[size * size];
        var im = new double[size * size];
        for (int k = 0; k < size; k++) {
            re[k * size + k] = Math.cos(phases[k]);
            im[k * size + k] = Math.sin(phases[k]);
        }
        return new QasmGate(re, im);
    }

    /** The identity where a new first operand is 0, this where it is 1. */
    private QasmGate controlled() {
        int size = (int) Math.sqrt(re.length);
        var largerRe = new double[4 * size * size];
        var largerIm = new double[4 * size * size];
        for (int row = 0; row < size; row++) {
            largerRe[row * 2 * size + row] = 1;
            for (int column = 0; column < size; column++) {
                int at = (size + row) * 2 * size + size + column;
                largerRe[at] = re[row * size + column];
                largerIm[at] = im[row * size + column];
            }
        }
        return new QasmGate(largerRe, largerIm);
    }
}
