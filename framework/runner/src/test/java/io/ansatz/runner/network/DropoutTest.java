package io.ansatz.runner.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ansatz.runner.experiment.EngineChoice;
import io.ansatz.runner.experiment.Head;
import io.ansatz.runner.experiment.Scaling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

class DropoutTest {

    private static final Seed SEED = new Seed(5);

    @BeforeAll
    static void prepare() {
        Engine.prepare(EngineChoice.AUTO);
    }

    @Test
    void asManyValuesAreLeftOutAsTheRateSaysAndTheMeanStays() {
        for (double rate : new double[] {0.1, 0.5, 0.9}) {
            double[] factors = new Dropout(rate, SEED, "classes", () -> "0").draw(100_000);

            assertThat(DoubleStream.of(factors).distinct().toArray()).containsExactlyInAnyOrder(0, 1 / (1 - rate));
            // Four standard deviations.
            double deviation = Math.sqrt(rate / (1 - rate) / factors.length);
            assertThat(DoubleStream.of(factors).average().orElseThrow()).isCloseTo(1, within(4 * deviation));
        }
    }

    @Test
    void whatIsLeftOutDependsOnSeedLayerAndStepAlone() {
        double[] drawn = new Dropout(0.5, SEED, "classes", () -> "3").draw(64);

        assertThat(new Dropout(0.5, new Seed(5), "classes", () -> "3").draw(64)).isEqualTo(drawn);
        assertThat(new Dropout(0.5, SEED, "classes", () -> "3").draw(32)).isEqualTo(Arrays.copyOf(drawn, 32));
        assertThat(new Dropout(0.5, new Seed(6), "classes", () -> "3").draw(64)).isNotEqualTo(drawn);
        assertThat(new Dropout(0.5, SEED, "head.0", () -> "3").draw(64)).isNotEqualTo(drawn);
        assertThat(new Dropout(0.5, SEED, "classes", () -> "4").draw(64)).isNotEqualTo(drawn);
    }

    @Test
    void slopesPassWhereValuesDid() {
        var dropout = new Dropout(0.5, SEED, "classes", () -> "3");
        double[] factors = dropout.draw(6);
        INDArray values =
                Nd4j.createFromArray(new float[][] {{1, 2, 3}, {4, 5, 6}}).dup('f');
        INDArray slopes = Nd4j.createFromArray(new float[][] {{6, 5, 4}, {3, 2, 1}});

        INDArray result = dropout.applyDropout(values, values.ulike(), 0, 0, null);
        INDArray back = dropout.backprop(slopes, slopes.ulike(), 0, 0);

        for (int i = 0; i < 6; i++) {
            assertThat(result.getDouble(i / 3, i % 3)).isEqualTo((i + 1) * factors[i]);
            assertThat(back.getDouble(i / 3, i % 3)).isEqualTo((6 - i) * factors[i]);
        }
    }

    @Test
    void everyLayerOfTheHeadLosesValuesAndNoOther() {
        try (var network = network(new Block.Identity(4), DataType.FLOAT)) {
            var with = new ArrayList<String>();
            for (var layer : network.graph().getLayers()) {
                if (layer.conf().getLayer().getIDropout() != null) {
                    with.add(layer.conf().getLayer().getLayerName());
                }
            }

            assertThat(with).containsExactly("head.0", "classes");
        }
    }

    @Test
    void nothingIsLeftOutWhenANetworkAnswers() {
        var whole = new Blueprint(Trunks.tiny(), Set.of(), Scaling.TANH_PI, new Block.Identity(4), List.of(40), 2);
        float[] images = SampleNetwork.floats(SampleNetwork.images(Trunks.tiny(), 3));
        try (var network = network(new Block.Identity(4), DataType.FLOAT);
                var other = new HybridNetwork(whole, 0.1, 7)) {
            assertThat(network.classify(3, images)).isEqualTo(other.classify(3, images));
            network.learn(3, images, new int[] {0, 1, 1});
            other.learn(3, images, new int[] {0, 1, 1});
            assertThat(network.classify(3, images)).isNotEqualTo(other.classify(3, images));
        }
    }

    @Test
    void aHybridAndItsControlsLoseTheSameValues() {
        var hybrid = new Block.Quantum(ProductSimulator.onQubits(4));
        try (var network = network(hybrid, DataType.FLOAT);
                var control = network(new Block.Identity(4), DataType.FLOAT)) {
            boolean[] first = lost(network);
            boolean[] second = lost(control);
            // What is left out of a single image has no slope; so has what ReLU keeps at 0.
            assertThat(first).contains(true).contains(false);
            for (int i = 0; i < 4; i++) {
                assertThat(second[i]).isEqualTo(first[i]);
            }
        }
    }

    /** Which inputs of the first layer of the head were left out of a single image. */
    private static boolean[] lost(HybridNetwork network) {
        SampleNetwork.differentiate(network, SampleNetwork.data(Trunks.tiny(), 1, DataType.FLOAT));
        INDArray slopes = network.graph().gradient().gradientForVariable().get("head.0_W");
        var lost = new boolean[4];
        for (int i = 0; i < 4; i++) {
            lost[i] = slopes.getRow(i).ameanNumber().doubleValue() == 0;
        }
        return lost;
    }

    @Test
    void slopesAreThoseOfTheLossWithTheSameValuesLeftOut() {
        try (var network = network(new Block.Identity(4), DataType.DOUBLE);
                var narrow = network(new Block.Identity(4), DataType.FLOAT)) {
            var data = SampleNetwork.data(Trunks.tiny(), 5, DataType.DOUBLE);
            SampleNetwork.differentiate(narrow, SampleNetwork.data(Trunks.tiny(), 5, DataType.FLOAT));
            double width = 1e-5;
            for (String name : List.of("project", "head.0", "classes")) {
                SampleNetwork.differentiate(network, data);
                double[] slopes = biasSlopes(network, name);
                double[] inFloat = biasSlopes(narrow, name);
                INDArray bias = network.graph().getLayer(name).getParam("b");
                for (int i = 0; i < slopes.length; i++) {
                    double value = bias.getDouble(i);
                    double above = score(network, data, bias, i, value + width);
                    double below = score(network, data, bias, i, value - width);
                    bias.putScalar(i, value);

                    // Slopes are sums over the images, the score is their mean.
                    assertThat(slopes[i] / 5).as(name).isCloseTo((above - below) / (2 * width), within(1e-8));
                    assertThat(inFloat[i]).as(name).isCloseTo(slopes[i], within(1e-5));
                }
            }
        }
    }

    private static double[] biasSlopes(HybridNetwork network, String layer) {
        return network.graph()
                .gradient()
                .gradientForVariable()
                .get(layer + "_b")
                .dup()
                .data()
                .asDouble();
    }

    private static double score(HybridNetwork network, DataSet data, INDArray bias, int place, double value) {
        bias.putScalar(place, value);
        SampleNetwork.differentiate(network, data);
        return network.graph().score();
    }

    @Test
    void valuesAreLeftOutOnce() {
        var whole = new Blueprint(Trunks.tiny(), Scaling.TANH_PI, new Block.Identity(4), List.of(), 2);
        var thinned = new Blueprint(
                whole.trunk(), Set.of(), whole.scaling(), whole.block(), new Head(List.of(), 0.5), whole.classes());
        try (var network = new HybridNetwork(thinned, 0.1, 7);
                var other = new HybridNetwork(whole, 0.1, 7)) {
            INDArray images = SampleNetwork.array(Trunks.tiny(), 3, DataType.FLOAT);
            double[] angles =
                    Values.read(other.graph().feedForward(images, true).get("angles"));
            double[] factors = new Dropout(0.5, new Seed(7), "classes", () -> "0/0").draw(12);
            float[] weights = other.values().get("classes.weight");
            float[] bias = other.values().get("classes.bias");
            int[] labels = {0, 1, 1};
            double expected = 0;
            for (int i = 0; i < 3; i++) {
                double[] logits = {bias[0], bias[1]};
                for (int j = 0; j < 4; j++) {
                    logits[0] += weights[j] * angles[4 * i + j] * factors[4 * i + j];
                    logits[1] += weights[4 + j] * angles[4 * i + j] * factors[4 * i + j];
                }
                expected += Math.log(1 + Math.exp(logits[1 - labels[i]] - logits[labels[i]])) / 3;
            }

            double loss = network.learn(3, SampleNetwork.floats(SampleNetwork.images(Trunks.tiny(), 3)), labels);

            assertThat(loss).isCloseTo(expected, within(1e-5));
        }
    }

    @Test
    void theNextStepLosesOthers() {
        float[] images = SampleNetwork.floats(SampleNetwork.images(Trunks.tiny(), 5));
        try (var network = network(new Block.Identity(4), DataType.FLOAT)) {
            network.setRate(1e-30);
            double first = network.learn(5, images, new int[] {0, 1, 1, 0, 1});
            double second = network.learn(5, images, new int[] {0, 1, 1, 0, 1});

            // At such a rate nothing moves, and running statistics do not count while learning.
            assertThat(second).isNotEqualTo(first);
        }
    }

    @Test
    void everyPhaseLosesOthers() {
        float[] images = SampleNetwork.floats(SampleNetwork.images(Trunks.tiny(), 5));
        try (var network = network(new Block.Identity(4), DataType.FLOAT);
                var next = network(new Block.Identity(4), DataType.FLOAT)) {
            next.enter(1);

            assertThat(next.learn(5, images, new int[] {0, 1, 1, 0, 1}))
                    .isNotEqualTo(network.learn(5, images, new int[] {0, 1, 1, 0, 1}));
        }
    }

    private static HybridNetwork network(Block block, DataType type) {
        var blueprint = new Blueprint(Trunks.tiny(), Set.of(), Scaling.TANH_PI, block, new Head(List.of(40), 0.5), 2);
        return new HybridNetwork(
                blueprint, Engine.prepare(EngineChoice.AUTO), new RowUpdater(new Adam(), 0.1), 7, type);
    }
}
