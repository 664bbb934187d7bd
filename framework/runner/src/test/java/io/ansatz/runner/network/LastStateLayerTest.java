package io.ansatz.runner.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.ansatz.api.ImageShape;
import io.ansatz.api.backbone.Operation.Convolution;
import io.ansatz.api.backbone.Trunk;
import io.ansatz.api.network.Layers;
import io.ansatz.api.network.Layers.Vertex;
import io.ansatz.runner.experiment.EngineChoice;
import io.ansatz.runner.experiment.Head;
import io.ansatz.runner.experiment.Scaling;
import io.ansatz.runner.network.onednn.OneDnn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.rnn.ReverseTimeSeriesVertex;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.NoOp;

/** LSTMs on oneDNN against Deeplearning4j's own in double. */
class LastStateLayerTest {

    /** Rounding of floats in sums of some hundred products. */
    private static final float TOLERANCE = 1e-5f;

    @BeforeEach
    void requireOneDnn() {
        assumeThat(OneDnn.version()).as("oneDNN can be loaded on this machine").isPresent();
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1, 2, 1", "3, 3, 2, 2, 2", "4, 17, 5, 3, 13", "2, 40, 7, 7, 32"})
    void statesAndSlopesAreThoseOfDeeplearning4j(int batch, int channels, int height, int width, int units) {
        Trunk trunk = trunk(channels, height, width);
        try (var quick = network(trunk, units, EngineChoice.AUTO, DataType.FLOAT);
                var referee = network(trunk, units, EngineChoice.AUTO, DataType.DOUBLE)) {
            assertThat(quick.graph().getLayer("neck-there")).isInstanceOf(LastStatePass.class);
            assertThat(referee.graph().getLayer("neck-there")).isNotInstanceOf(LastStatePass.class);

            assertAgree(quick, referee, batch);
        }
    }

    @Test
    void slopesDoNotAddUpFromBatchToBatch() {
        Trunk trunk = trunk(3, 2, 3);
        try (var network = network(trunk, 4, EngineChoice.AUTO, DataType.FLOAT)) {
            Map<String, float[]> first = slopes(network, 3);
            Map<String, float[]> second = slopes(network, 3);

            first.forEach((name, slope) -> assertThat(second.get(name)).as(name).isEqualTo(slope));
        }
    }

    @Test
    void batchesOfManySizesMayFollowEachOther() {
        Trunk trunk = trunk(3, 2, 3);
        try (var quick = network(trunk, 4, EngineChoice.AUTO, DataType.FLOAT);
                var referee = network(trunk, 4, EngineChoice.AUTO, DataType.DOUBLE)) {
            for (int batch : new int[] {4, 1, 4, 2, 3, 5, 6, 4}) {
                assertAgree(quick, referee, batch);
            }
        }
    }

    @Test
    void valuesThatAreRestoredAreUsed() {
        Trunk trunk = trunk(3, 2, 3);
        try (var quick = network(trunk, 4, EngineChoice.AUTO, DataType.FLOAT);
                var referee = network(trunk, 4, EngineChoice.AUTO, DataType.DOUBLE)) {
            assertAgree(quick, referee, 3);
            Map<String, float[]> other = quick.values();
            other.values().forEach(values -> {
                for (int i = 0; i < values.length; i++) {
                    values[i] *= -0.7f;
                }
            });
            quick.restore(other);
            referee.restore(other);

            assertAgree(quick, referee, 3);
        }
    }

    @Test
    void aSequenceIsNotTurnedForALayerThatReadsFromTheEnd() {
        Trunk trunk = trunk(3, 2, 3);
        for (EngineChoice engine : List.of(EngineChoice.AUTO, EngineChoice.DEEPLEARNING4J)) {
            try (var network = network(trunk, 4, engine, DataType.FLOAT)) {
                assertThat(network.graph().getConfiguration().getVertices().containsKey("neck-turned"))
                        .isEqualTo(engine == EngineChoice.DEEPLEARNING4J);
            }
        }
    }

    @Test
    void aTurnedSequenceThatSomebodyElseReadsIsThere() {
        Layers drawn = new TwoWays().draw(new TwoWays.Settings(4), new ImageShape(3, 2, 3));
        var vertices = new ArrayList<>(drawn.vertices());
        vertices.remove(vertices.size() - 1);
        vertices.add(new Vertex.OfLayer("mean", new GlobalPoolingLayer(PoolingType.AVG), List.of(), List.of("turned")));
        vertices.add(new Vertex.OfGraph("all", new MergeVertex(), List.of("there", "back", "mean")));
        var graph = new NeuralNetConfiguration.Builder().graphBuilder().addInputs("map");

        new AddedLayers("neck", new Layers(vertices, 11, 0), true).add("map", graph, new ArrayList<>());

        assertThat(graph.getVertices()).containsKeys("neck-turned", "neck-back", "neck-mean");
        assertThat(graph.getVertexInputs().get("neck-back")).containsExactly("neck-turned");
    }

    @Test
    void aSequenceTurnedTwiceIsTurnedOnce() {
        Layers drawn = new TwoWays().draw(new TwoWays.Settings(4), new ImageShape(3, 2, 3));
        var vertices = new ArrayList<>(drawn.vertices());
        vertices.set(2, new Vertex.OfGraph("again", new ReverseTimeSeriesVertex(), List.of("turned")));
        vertices.set(3, renamed(vertices.get(3), "again"));
        vertices.set(4, new Vertex.OfGraph("both", new MergeVertex(), List.of("back")));
        var graph = new NeuralNetConfiguration.Builder().graphBuilder().addInputs("map");

        new AddedLayers("neck", new Layers(vertices, 4, 0), true).add("map", graph, new ArrayList<>());

        assertThat(graph.getVertices()).containsKey("neck-turned").doesNotContainKey("neck-again");
        assertThat(graph.getVertexInputs().get("neck-back")).containsExactly("neck-turned");
    }

    private static Vertex renamed(Vertex vertex, String input) {
        var of = (Vertex.OfLayer) vertex;
        return new Vertex.OfLayer(of.name(), of.layer(), of.arrays(), List.of(input));
    }

    static Stream<Layer> layersThatStay() {
        return Stream.of(
                lstm().build(),
                new LastTimeStep(lstm().activation(Activation.RELU).build()),
                new LastTimeStep(
                        lstm().gateActivationFunction(Activation.HARDSIGMOID).build()),
                new LastTimeStep(lstm().dataFormat(RNNFormat.NWC).build()),
                new LastTimeStep(lstm().dropOut(new Dropout(0.5)).build()),
                new LastTimeStep(lstm().l2(0.1).build()));
    }

    @ParameterizedTest
    @MethodSource("layersThatStay")
    void whatIsNoUsualLstmStaysWithDeeplearning4j(Layer layer) {
        assertThat(LastStateLayer.standingFor(layer, false)).isEmpty();
    }

    private static LSTM.Builder lstm() {
        return new LSTM.Builder().nIn(2).nOut(3).activation(Activation.TANH);
    }

    private static void assertAgree(HybridNetwork quick, HybridNetwork referee, int batch) {
        float[] expected = states(referee, batch, DataType.DOUBLE);
        assertThat(states(quick, batch, DataType.FLOAT)).containsExactly(expected, within(TOLERANCE));
        Map<String, float[]> slopes = slopes(referee, batch);
        slopes(quick, batch)
                .forEach((name, slope) ->
                        assertThat(slope).as(name).containsExactly(slopes.get(name), within(TOLERANCE * batch)));
    }

    private static float[] states(HybridNetwork network, int batch, DataType type) {
        return network.graph()
                .feedForward(SampleNetwork.array(network.blueprint().trunk(), batch, type), false)
                .get("neck-both")
                .dup('c')
                .data()
                .asFloat();
    }

    /** Those of the convolution in front tell what became of the slopes of the map. */
    private static Map<String, float[]> slopes(HybridNetwork network, int batch) {
        DataType type = network.graph().getConfiguration().getDataType();
        SampleNetwork.differentiate(
                network, SampleNetwork.data(network.blueprint().trunk(), batch, type));
        var slopes = new LinkedHashMap<String, float[]>();
        for (Parameter parameter : network.parameters()) {
            slopes.put(parameter.name(), Slopes.of(network, parameter));
        }
        return slopes;
    }

    /** A convolution that leaves a map of this shape. */
    private static Trunk trunk(int channels, int height, int width) {
        return Trunks.of(new ImageShape(2, height, width), new Convolution("conv", channels, 1, 0));
    }

    private static HybridNetwork network(Trunk trunk, int units, EngineChoice engine, DataType type) {
        var blueprint = new Blueprint(
                trunk,
                Set.of(),
                Optional.of(TwoWays.of(units)),
                Scaling.NONE,
                new Block.Identity(2),
                new Head(List.of()),
                2);
        var network = new HybridNetwork(blueprint, Engine.prepare(engine), new NoOp(), 3, type);
        network.restore(SampleNetwork.values(network.values()));
        return network;
    }
}
