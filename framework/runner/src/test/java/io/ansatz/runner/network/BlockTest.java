package io.ansatz.runner.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ansatz.api.circuit.Axis;
import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.Readout;
import io.ansatz.runner.network.Block.Mlp;
import org.junit.jupiter.api.Test;

class BlockTest {

    @Test
    void aPerceptronHasExactlyAsManyParametersAsACircuitWhereThatIsPossible() {
        var mlp = Mlp.nearest(4, 4, 36);

        assertThat(mlp.parameters()).isEqualTo(36);
        assertThat(mlp).isEqualTo(new Mlp(4, 4, 4, true, false));
    }

    @Test
    void noOtherPerceptronIsNearer() {
        for (int inputs : new int[] {1, 3, 4, 8}) {
            for (int outputs : new int[] {1, 4, 8, 16}) {
                for (int target = 0; target <= 150; target++) {
                    int found = Math.abs(Mlp.nearest(inputs, outputs, target).parameters() - target);
                    assertThat(found)
                            .as("%d -> %d with %d parameters", inputs, outputs, target)
                            .isEqualTo(smallestMiss(inputs, outputs, target));
                }
            }
        }
    }

    @Test
    void ofTwoEquallyNearPerceptronsTheLargerIsTaken() {
        // 4 -> 2 -> 4 has 16 weights, and 2 or 4 biases: 18 and 20 are equally near to 19.
        assertThat(Mlp.nearest(4, 4, 19)).isEqualTo(new Mlp(4, 2, 4, false, true));
    }

    @Test
    void ofTwoEquallyLargePerceptronsTheWiderIsTaken() {
        // 1 -> 3 -> 1 without biases, or 1 -> 2 -> 1 with two.
        assertThat(Mlp.nearest(1, 1, 6)).isEqualTo(new Mlp(1, 3, 1, false, false));
    }

    @Test
    void aPerceptronWithoutAChoiceIsTheSmallest() {
        assertThat(Mlp.nearest(4, 4, 0)).isEqualTo(new Mlp(4, 1, 4, false, false));
    }

    @Test
    void parametersOfAPerceptronAreItsWeightsAndBiases() {
        assertThat(new Mlp(3, 5, 2, true, true).parameters()).isEqualTo(3 * 5 + 5 + 5 * 2 + 2);
        assertThat(new Mlp(3, 5, 2, true, false).parameters()).isEqualTo(3 * 5 + 5 + 5 * 2);
        assertThat(new Mlp(3, 5, 2, false, true).parameters()).isEqualTo(3 * 5 + 5 * 2 + 2);
    }

    @Test
    void aLinearLayerHasABiasWhereThatBringsItNotFurtherFromTheCircuit() {
        assertThat(Block.Linear.nearest(4, 4, 36)).isEqualTo(new Block.Linear(4, 4, true));
        assertThat(Block.Linear.nearest(4, 4, 18)).isEqualTo(new Block.Linear(4, 4, true));
        assertThat(Block.Linear.nearest(4, 4, 17)).isEqualTo(new Block.Linear(4, 4, false));
        assertThat(Block.Linear.nearest(4, 4, 12)).isEqualTo(new Block.Linear(4, 4, false));
    }

    @Test
    void parametersOfALinearLayerAreItsWeightsAndBiases() {
        assertThat(new Block.Linear(3, 2, false).parameters()).isEqualTo(3 * 2);
        assertThat(new Block.Linear(3, 2, true).parameters()).isEqualTo(3 * 2 + 2);
    }

    @Test
    void aFourierSeriesHasExactlyAsManyParametersAsACircuitWhereThatIsPossible() {
        assertThat(Block.Fourier.nearest(4, 4, 36)).isEqualTo(new Block.Fourier(4, 6, 4, false));
        assertThat(Block.Fourier.nearest(4, 4, 24)).isEqualTo(new Block.Fourier(4, 4, 4, false));
        assertThat(Block.Fourier.nearest(2, 3, 18)).isEqualTo(new Block.Fourier(2, 3, 3, true));
    }

    @Test
    void noOtherFourierSeriesThatReadsEveryInputIsNearer() {
        for (int inputs : new int[] {1, 3, 8}) {
            for (int outputs : new int[] {1, 4, 16}) {
                for (int target = 0; target <= 150; target++) {
                    int smallest = Integer.MAX_VALUE;
                    for (int terms = inputs; terms <= 200; terms++) {
                        int plain = terms * (2 + outputs);
                        smallest = Math.min(smallest, Math.abs(plain - target));
                        smallest = Math.min(smallest, Math.abs(plain + outputs - target));
                    }
                    var found = Block.Fourier.nearest(inputs, outputs, target);
                    assertThat(found.terms()).isGreaterThanOrEqualTo(inputs);
                    assertThat(Math.abs(found.parameters() - target))
                            .as("%d -> %d with %d parameters", inputs, outputs, target)
                            .isEqualTo(smallest);
                }
            }
        }
    }

    @Test
    void ofTwoEquallyNearFourierSeriesTheLargerIsTaken() {
        // 4 terms of 1 + 1 + 4 parameters are 24, with a bias 28; 26 is as near to either.
        assertThat(Block.Fourier.nearest(4, 4, 26)).isEqualTo(new Block.Fourier(4, 4, 4, true));
    }

    @Test
    void theCircuitSpeaksForItsBlock() {
        var block = new Block.Quantum(ProductSimulator.onQubits(3));

        assertThat(block.inputs()).isEqualTo(3);
        assertThat(block.outputs()).isEqualTo(3);
        assertThat(block.parameters()).isEqualTo(3);
    }

    @Test
    void aFrozenCircuitHasNoParameters() {
        var block = new Block.Quantum(ProductSimulator.onQubits(3)).asFrozen();

        assertThat(block.inputs()).isEqualTo(3);
        assertThat(block.outputs()).isEqualTo(3);
        assertThat(block.parameters()).isZero();
    }

    @Test
    void aCircuitWithoutInputsIsRefused() {
        var draft = Circuit.onQubits(1);
        draft.rotate(Axis.Y, 0, draft.nextWeight());

        assertThatThrownBy(() -> new Block.Quantum(new ProductSimulator(draft.measurePauliZ())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The circuit reads no inputs, so it cannot tell images apart.");
    }

    @Test
    void aReadoutWithoutGradientIsRefusedBehindWeights() {
        var draft = Circuit.onQubits(1);
        draft.rotate(Axis.Y, 0, draft.nextInput());
        draft.rotate(Axis.Y, 0, draft.nextWeight());
        var circuit = draft.measure(new Readout.OnesInLikeliest());

        assertThatThrownBy(() -> new Block.Quantum(new ProductSimulator(circuit)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The circuit's read-out has no gradient, so its weights cannot learn.");
    }

    private static int smallestMiss(int inputs, int outputs, int target) {
        int smallest = Integer.MAX_VALUE;
        for (int width = 1; width <= 200; width++) {
            for (int biases : new int[] {0, width, outputs, width + outputs}) {
                smallest = Math.min(smallest, Math.abs(width * (inputs + outputs) + biases - target));
            }
        }
        return smallest;
    }
}
