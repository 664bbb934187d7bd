package io.ansatz.plugins.bilstm;

import java.util.Arrays;

/**
 * A bidirectional LSTM as the papers write it, one number at a time: for each step, gates i, f and o are sigmoids and the
 * candidate g is a tanh of {@code W x + R h + b}; then {@code c = f c + i g} and {@code h = o tanh(c)}. Rows of W, R and b are
 * those of g, f, o and i, one behind the other.
 *
 * @param features how many numbers a step has
 */
record PlainBilstm(int features, int units, Direction forward, Direction backward) {

    /**
     * The numbers of one direction.
     *
     * @param input {@code [4 units][feature]}
     * @param state {@code [4 units][unit]}
     * @param bias {@code [4 units]}
     */
    record Direction(double[] input, double[] state, double[] bias) {

        static Direction zero(int features, int units) {
            return new Direction(
                    new double[4 * units * features], new double[4 * units * units], new double[4 * units]);
        }
    }

    /** Slopes: of the sequence, {@code [step][feature]}, and of the numbers of both directions. */
    record Slopes(double[] sequence, Direction forward, Direction backward) {}

    /** What one direction computes at a step: the gates, and both states behind it. */
    private record Step(double[] g, double[] f, double[] o, double[] i, double[] c, double[] h) {}

    /** The last state of each direction, the forward one first. */
    double[] run(double[] sequence) {
        double[] first = last(steps(forward, sequence, false)).h();
        double[] second = last(steps(backward, sequence, true)).h();
        double[] both = Arrays.copyOf(first, 2 * units);
        System.arraycopy(second, 0, both, units, units);
        return both;
    }

    Slopes differentiate(double[] sequence, double[] towards) {
        var alongSequence = new double[sequence.length];
        Direction first = back(forward, sequence, false, Arrays.copyOf(towards, units), alongSequence);
        Direction second = back(backward, sequence, true, Arrays.copyOfRange(towards, units, 2 * units), alongSequence);
        return new Slopes(alongSequence, first, second);
    }

    private Step[] steps(Direction direction, double[] sequence, boolean reversed) {
        int count = sequence.length / features;
        var steps = new Step[count];
        var h = new double[units];
        var c = new double[units];
        for (int t = 0; t < count; t++) {
            int place = (reversed ? count - 1 - t : t) * features;
            var step = new Step(
                    new double[units],
                    new double[units],
                    new double[units],
                    new double[units],
                    new double[units],
                    new double[units]);
            for (int u = 0; u < units; u++) {
                step.g()[u] = Math.tanh(sum(direction, u, sequence, place, h));
                step.f()[u] = sigmoid(sum(direction, units + u, sequence, place, h));
                step.o()[u] = sigmoid(sum(direction, 2 * units + u, sequence, place, h));
                step.i()[u] = sigmoid(sum(direction, 3 * units + u, sequence, place, h));
                step.c()[u] = step.f()[u] * c[u] + step.i()[u] * step.g()[u];
                step.h()[u] = step.o()[u] * Math.tanh(step.c()[u]);
            }
            steps[t] = step;
            h = step.h();
            c = step.c();
        }
        return steps;
    }

    private double sum(Direction direction, int row, double[] sequence, int place, double[] h) {
        double sum = direction.bias()[row];
        for (int k = 0; k < features; k++) {
            sum += direction.input()[row * features + k] * sequence[place + k];
        }
        for (int u = 0; u < units; u++) {
            sum += direction.state()[row * units + u] * h[u];
        }
        return sum;
    }

    private Direction back(
            Direction direction, double[] sequence, boolean reversed, double[] towards, double[] alongSequence) {
        Step[] steps = steps(direction, sequence, reversed);
        Direction along = Direction.zero(features, units);
        double[] alongH = towards;
        var alongC = new double[units];
        for (int t = steps.length - 1; t >= 0; t--) {
            int place = (reversed ? steps.length - 1 - t : t) * features;
            double[] h = t == 0 ? new double[units] : steps[t - 1].h();
            double[] c = t == 0 ? new double[units] : steps[t - 1].c();
            Step step = steps[t];
            var rows = new double[4 * units];
            for (int u = 0; u < units; u++) {
                double tanh = Math.tanh(step.c()[u]);
                alongC[u] += alongH[u] * step.o()[u] * (1 - tanh * tanh);
                rows[u] = alongC[u] * step.i()[u] * (1 - step.g()[u] * step.g()[u]);
                rows[units + u] = alongC[u] * c[u] * step.f()[u] * (1 - step.f()[u]);
                rows[2 * units + u] = alongH[u] * tanh * step.o()[u] * (1 - step.o()[u]);
                rows[3 * units + u] = alongC[u] * step.g()[u] * step.i()[u] * (1 - step.i()[u]);
                alongC[u] *= step.f()[u];
            }
            alongH = new double[units];
            for (int row = 0; row < 4 * units; row++) {
                along.bias()[row] += rows[row];
                for (int k = 0; k < features; k++) {
                    along.input()[row * features + k] += rows[row] * sequence[place + k];
                    alongSequence[place + k] += rows[row] * direction.input()[row * features + k];
                }
                for (int u = 0; u < units; u++) {
                    along.state()[row * units + u] += rows[row] * h[u];
                    alongH[u] += rows[row] * direction.state()[row * units + u];
                }
            }
        }
        return along;
    }

    private static Step last(Step[] steps) {
        return steps[steps.length - 1];
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
