package io.ansatz.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.CircuitDraft;
import io.ansatz.api.circuit.Gate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * A unitary acts on two wires that are maximally entangled with two others: the states agree there exactly when the
 * unitaries do, whatever they act on.
 */
class SimplerGatesTest {

    @Test
    void doTheSameAsAnyUnitaryOnOneWire() {
        for (int seed = 0; seed < 50; seed++) {
            requireSame(random(1, seed, List.of(seed % 2)));
        }
    }

    @Test
    void doTheSameAsAnyUnitaryOnTwoWiresInEitherOrder() {
        for (int seed = 0; seed < 50; seed++) {
            requireSame(random(2, seed, seed % 2 == 0 ? List.of(0, 1) : List.of(1, 0)));
        }
    }

    @Test
    void doTheSameAsPermutationsWithAnyPhases() {
        var random = new Random(3);
        for (int[] order : permutations()) {
            for (int trial = 0; trial < 4; trial++) {
                var re = new double[16];
                var im = new double[16];
                for (int row = 0; row < 4; row++) {
                    double phase = trial == 0 ? 0 : trial == 1 ? Math.PI / 2 * random.nextInt(4) : random.nextDouble(6);
                    re[row * 4 + order[row]] = Math.cos(phase);
                    im[row * 4 + order[row]] = Math.sin(phase);
                }
                requireSame(new Gate.Unitary("P", List.of(0, 1), re, im));
            }
        }
    }

    @Test
    void doTheSameAsDiagonalAndAntidiagonalMatrices() {
        var random = new Random(4);
        for (int trial = 0; trial < 20; trial++) {
            double a = trial < 4 ? trial * Math.PI / 2 : random.nextDouble(6);
            double b = trial < 4 ? Math.PI : random.nextDouble(6);
            requireSame(new Gate.Unitary("D", List.of(0), new double[] {Math.cos(a), 0, 0, Math.cos(b)}, new double[] {
                Math.sin(a), 0, 0, Math.sin(b)
            }));
            requireSame(new Gate.Unitary("A", List.of(1), new double[] {0, Math.cos(a), Math.cos(b), 0}, new double[] {
                0, Math.sin(a), Math.sin(b), 0
            }));
        }
    }

    @Test
    void doTheSameAsAlmostDiagonalMatrices() {
        for (double tilt : new double[] {1e-6, 1e-9, 1e-12, 1e-13, 1e-14, 1e-15, 1e-17}) {
            double cos = Math.cos(tilt);
            double sin = Math.sin(tilt);
            requireSame(
                    new Gate.Unitary("T", List.of(0), new double[] {0, -sin, sin, 0}, new double[] {cos, 0, 0, -cos}));
            requireSame(
                    new Gate.Unitary("T", List.of(0), new double[] {sin, 0, 0, sin}, new double[] {0, cos, cos, 0}));
        }
    }

    @Test
    void areNoneForTheIdentity() {
        assertThat(new Gate.Unitary("1", List.of(0), new double[] {1, 0, 0, 1}, new double[4]).inSimplerGates())
                .isEmpty();
        var identity = new double[16];
        for (int k = 0; k < 4; k++) {
            identity[5 * k] = -1;
        }
        assertThat(new Gate.Unitary("1", List.of(0, 1), identity, new double[16]).inSimplerGates())
                .isEmpty();
    }

    private static void requireSame(Gate.Unitary unitary) {
        List<Gate> simpler = unitary.inSimplerGates();
        assertThat(simpler).noneMatch(Gate.Unitary.class::isInstance);
        SameState.require(stateBehind(List.of(unitary)), stateBehind(simpler));
    }

    private static double[][] stateBehind(List<Gate> gates) {
        CircuitDraft draft =
                Circuit.onQubits(4).hadamard(2).hadamard(3).cnot(2, 0).cnot(3, 1);
        gates.forEach(draft::add);
        return new PlainSimulator(draft.measurePauliZ()).state(new double[0], new double[0]);
    }

    private static List<int[]> permutations() {
        return List.of(
                new int[] {0, 1, 2, 3},
                new int[] {0, 1, 3, 2},
                new int[] {0, 2, 1, 3},
                new int[] {3, 2, 1, 0},
                new int[] {1, 2, 3, 0},
                new int[] {3, 0, 1, 2},
                new int[] {1, 0, 3, 2},
                new int[] {2, 3, 0, 1},
                new int[] {2, 0, 1, 3},
                new int[] {0, 3, 1, 2},
                new int[] {1, 3, 0, 2},
                new int[] {3, 1, 2, 0});
    }

    /** Columns of random numbers, made orthogonal one after the other. */
    private static Gate.Unitary random(int count, long seed, List<Integer> wires) {
        var random = new Random(seed);
        int size = 1 << count;
        var re = new double[size * size];
        var im = new double[size * size];
        for (int row = 0; row < size; row++) {
            for (int k = 0; k < size; k++) {
                re[row * size + k] = random.nextGaussian();
                im[row * size + k] = random.nextGaussian();
            }
            // Twice, as the first pass leaves rounding errors as large as what it takes away.
            for (int earlier = 0; earlier < 2 * row; earlier++) {
                subtract(re, im, size, row, earlier % row);
            }
            double length = 0;
            for (int k = 0; k < size; k++) {
                length = Math.hypot(length, Math.hypot(re[row * size + k], im[row * size + k]));
            }
            for (int k = 0; k < size; k++) {
                re[row * size + k] /= length;
                im[row * size + k] /= length;
            }
        }
        return new Gate.Unitary("U", wires, re, im);
    }

    private static void subtract(double[] re, double[] im, int size, int row, int earlier) {
        double overlapRe = 0;
        double overlapIm = 0;
        for (int k = 0; k < size; k++) {
            int a = earlier * size + k;
            int b = row * size + k;
            overlapRe += re[a] * re[b] + im[a] * im[b];
            overlapIm += re[a] * im[b] - im[a] * re[b];
        }
        for (int k = 0; k < size; k++) {
            int a = earlier * size + k;
            int b = row * size + k;
            re[b] -= overlapRe * re[a] - overlapIm * im[a];
            im[b] -= overlapRe * im[a] + overlapIm * re[a];
        }
    }
}
