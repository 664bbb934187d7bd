package io.ansatz.runner.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ansatz.api.circuit.Start;
import io.ansatz.runner.experiment.EngineChoice;
import io.ansatz.runner.experiment.Scaling;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.deeplearning4j.gradientcheck.GradientCheckUtil;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

class CosineTermsTest {

    @Test
    void aTermIsTheCosineOfItsInput() {
        double[] x = {0.3, -0.7, 1.1, 2.5};
        double[] frequency = {1, 2, 0.5};
        double[] phase = {0.1, 0.2, 0.3};

        double[] outputs =
                new CosineTerms(2, 3).run(2, x, Map.of(CosineTerms.FREQUENCY, frequency, CosineTerms.PHASE, phase));

        assertThat(outputs)
                .containsExactly(
                        new double[] {
                            Math.cos(0.3 + 0.1), Math.cos(2 * -0.7 + 0.2), Math.cos(0.5 * 0.3 + 0.3),
                            Math.cos(1.1 + 0.1), Math.cos(2 * 2.5 + 0.2), Math.cos(0.5 * 1.1 + 0.3)
                        },
                        within(1e-15));
    }

    @Test
    void frequenciesBeginAsWholeNumbersInputByInput() {
        assertThat(new CosineTerms(2, 5).frequencies())
                .containsExactly(new Start.At(1), new Start.At(1), new Start.At(2), new Start.At(2), new Start.At(3));
    }

    @Test
    void gradientsOfTheWholeNetworkAreItsSlopes() {
        // Five terms of two inputs, so that inputs have several terms and not equally many.
        var blueprint = new Blueprint(Trunks.tiny(), Scaling.TANH_PI, new Block.Fourier(2, 5, 3, true), List.of(), 2);
        DataType usual = Nd4j.dataType();
        Nd4j.setDefaultDataTypes(DataType.DOUBLE, DataType.DOUBLE);
        try (var network = new HybridNetwork(
                blueprint, Engine.prepare(EngineChoice.DEEPLEARNING4J), new NoOp(), 5, DataType.DOUBLE)) {
            var images = new SplittableRandom(2).doubles(4 * 42, -0.5, 0.5).toArray();
            var check = new GradientCheckUtil.GraphConfig()
                    .net(network.graph())
                    .inputs(new INDArray[] {Nd4j.create(images, new long[] {4, 1, 7, 6}, DataType.DOUBLE)})
                    .labels(new INDArray[] {
                        Nd4j.create(new double[] {1, 0, 0, 1, 0, 1, 1, 0}, new long[] {4, 2}, DataType.DOUBLE)
                    })
                    .epsilon(1e-6)
                    .maxRelError(1e-5)
                    .minAbsoluteError(1e-9)
                    .print(GradientCheckUtil.PrintMode.FAILURES_ONLY)
                    // Running averages are moved by the batch, not by a gradient.
                    .excludeParams(Set.of("trunk-1_mean", "trunk-1_var"));

            assertThat(GradientCheckUtil.checkGradients(check)).isTrue();
        } finally {
            Nd4j.setDefaultDataTypes(usual, usual);
        }
    }
}
