package io.ansatz.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ansatz.api.ImageShape;
import io.ansatz.api.Meaning;
import io.ansatz.api.circuit.Start;
import io.ansatz.api.network.Layers;
import io.ansatz.api.network.Layers.Array;
import io.ansatz.api.network.Layers.Vertex;
import io.ansatz.api.network.Neck;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SelfAttentionLayer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;

class NeckContractTest {

    private static final ImageShape MAP = new ImageShape(3, 2, 2);
    private static final Start ZERO = new Start.At(0);

    @Test
    void holdsForAnHonestNeck() {
        assertThatCode(() -> NeckContract.of(new Drawn(NeckContractTest::honest), MAP, new ImageShape(2, 1, 3))
                        .holds())
                .doesNotThrowAnyException();
    }

    @Test
    void withoutMapsItIsTheContractForSmallOnes() {
        assertThatCode(() ->
                        NeckContract.of(new Drawn(NeckContractTest::honest)).holds())
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> NeckContract.of(new Drawn(map -> {
                            throw new IllegalArgumentException("Asked for %s.".formatted(map));
                        }))
                        .holds())
                .hasMessage("Asked for 4 x 3 x 2.");
    }

    @Test
    void showsThatTheNeckDoesNotFit() {
        assertThatThrownBy(() -> NeckContract.of(
                                new Drawn(map -> {
                                    throw new IllegalArgumentException("No map will do.");
                                }),
                                MAP)
                        .holds())
                .hasMessage("No map will do.");
    }

    @Test
    void theSameSettingsDrawTheSameLayers() {
        var calls = new AtomicInteger();
        fails(
                map -> dense(map, calls.incrementAndGet()),
                "'drawn' with Nothing[] on maps of 3 x 2 x 2 draws other layers the second time.");
    }

    @Test
    void layersAreNewEachTime() {
        Layers kept = honest(MAP);
        fails(
                map -> kept,
                "'drawn' with Nothing[] on maps of 3 x 2 x 2 hands out the same 'dense' twice. Make a new one each time:"
                        + " Deeplearning4j writes into it.");
    }

    @Test
    void arraysAreToldAndCounted() {
        fails(
                map -> dense(map, 4, new Array("W", "weight", map.size() * 4, ZERO)),
                "'drawn' with Nothing[] on maps of 3 x 2 x 2 says that its layer 'dense' owns the arrays {W=48}, but it owns"
                        + " {W=48, b=4}.");
    }

    @Test
    void featuresAreCounted() {
        fails(
                map -> new Layers(dense(map, 4).vertices(), 5, 0),
                "'drawn' with Nothing[] on maps of 3 x 2 x 2 promises 5 features and gives 4.");
    }

    @Test
    void anImageHasFeaturesOfItsOwn() {
        fails(
                map -> {
                    var vertices = new ArrayList<>(honest(map).vertices());
                    vertices.add(new Vertex.OfGraph(
                            "halves", new ReshapeVertex('c', new int[] {-1, 2}, null), List.of("dense")));
                    vertices.add(new Vertex.OfGraph(
                            "across", new ReshapeVertex('f', new int[] {-1, 4}, null), List.of("halves")));
                    return new Layers(vertices, 4, 0);
                },
                "'drawn' with Nothing[] on maps of 3 x 2 x 2 gives an image other features when another one is beside it.");
    }

    @Test
    void everyArrayMatters() {
        fails(
                map -> {
                    var vertices = new ArrayList<>(honest(map).vertices());
                    vertices.add(new Vertex.OfGraph("silenced", new ScaleVertex(0), List.of("dense")));
                    return new Layers(vertices, 4, 0);
                },
                "'drawn' with Nothing[] on maps of 3 x 2 x 2 has an array 'weight' that changes no feature.");
    }

    /** SameDiff's gradients are twice too large in 1.0.0-M2.1. */
    @Test
    void gradientsOfSameDiffAreFoundOut() {
        assertThatThrownBy(() -> NeckContract.of(new Drawn(NeckContractTest::attention), MAP)
                        .holds())
                .isInstanceOf(AssertionError.class)
                .hasMessageMatching(
                        "'drawn' with Nothing\\[] on maps of 3 x 2 x 2 has a gradient of \\S+ where finite differences give \\S+\\.");
    }

    private static void fails(Function<ImageShape, Layers> pen, String message) {
        assertThatThrownBy(() -> NeckContract.of(new Drawn(pen), MAP).holds())
                .isInstanceOf(AssertionError.class)
                .hasMessage(message);
    }

    private static Layers honest(ImageShape map) {
        return dense(map, 4);
    }

    private static Layers dense(ImageShape map, int width) {
        return dense(
                map, width, new Array("W", "weight", map.size() * width, ZERO), new Array("b", "bias", width, ZERO));
    }

    private static Layers dense(ImageShape map, int width, Array... arrays) {
        var dense = new DenseLayer.Builder()
                .nIn(map.size())
                .nOut(width)
                .activation(Activation.TANH)
                .build();
        return new Layers(
                List.of(new Vertex.OfLayer("dense", dense, List.of(arrays), List.of(Layers.INPUT))), width, 0);
    }

    private static Layers attention(ImageShape map) {
        int channels = map.channels();
        int places = map.height() * map.width();
        var sequence = new ReshapeVertex('c', new int[] {-1, channels, places}, null);
        var attention = new SelfAttentionLayer.Builder()
                .nIn(channels)
                .nOut(channels)
                .nHeads(1)
                .headSize(channels)
                .projectInput(true)
                .build();
        var arrays = Stream.of("Wq", "Wk", "Wv", "Wo")
                .map(key -> new Array(key, key, channels * channels, ZERO))
                .toList();
        return new Layers(
                List.of(
                        new Vertex.OfGraph("places", sequence, List.of(Layers.INPUT)),
                        new Vertex.OfLayer("attention", attention, arrays, List.of("places")),
                        new Vertex.OfLayer(
                                "mean", new GlobalPoolingLayer(PoolingType.AVG), List.of(), List.of("attention"))),
                channels,
                0);
    }

    @Meaning("Draws what it was given.")
    private record Drawn(Function<ImageShape, Layers> pen) implements Neck<Drawn.Nothing> {

        record Nothing() {}

        @Override
        public String name() {
            return "drawn";
        }

        @Override
        public Nothing defaults() {
            return new Nothing();
        }

        @Override
        public Layers draw(Nothing settings, ImageShape map) {
            return pen.apply(map);
        }
    }
}
