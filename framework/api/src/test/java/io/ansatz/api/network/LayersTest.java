package io.ansatz.api.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ansatz.api.circuit.Start;
import io.ansatz.api.network.Layers.Array;
import io.ansatz.api.network.Layers.Vertex;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.junit.jupiter.api.Test;

class LayersTest {

    private static final Start ZERO = new Start.At(0);

    @Test
    void arraysStandInTheOrderOfTheVertices() {
        var layers = new Layers(
                List.of(
                        layer("first", List.of(Layers.INPUT), new Array("W", "a.weight", 12, ZERO)),
                        layer(
                                "second",
                                List.of("first"),
                                new Array("W", "b.weight", 6, ZERO),
                                new Array("b", "b.bias", 2, ZERO)),
                        new Vertex.OfGraph("both", new MergeVertex(), List.of("first", "second"))),
                5,
                0);

        assertThat(layers.arrays()).extracting(Array::name).containsExactly("a.weight", "b.weight", "b.bias");
        assertThat(layers.parameterCount()).isEqualTo(20);
    }

    @Test
    void partsOfEqualLayersAreEqual() {
        assertThat(part(3)).isEqualTo(part(3)).hasSameHashCodeAs(part(3)).isNotEqualTo(part(4));
    }

    @Test
    void listsAreCopied() {
        var vertices = new ArrayList<Vertex>(List.of(layer("only", List.of(Layers.INPUT))));
        var layers = new Layers(vertices, 1, 0);

        vertices.clear();

        assertThat(layers.vertices()).hasSize(1);
    }

    @Test
    void aPartHasAVertexAndGivesSomething() {
        var only = List.<Vertex>of(layer("only", List.of(Layers.INPUT)));

        refuses(() -> new Layers(List.of(), 1, 0), "A part of a graph needs at least one vertex.");
        refuses(() -> new Layers(only, 0, 0), "A part of a graph gives at least one feature, not 0.");
        refuses(() -> new Layers(only, 1, -1), "A part of a graph cannot keep -1 values.");
    }

    @Test
    void everyVertexReadsWhatIsThereAndIsRead() {
        refuses(() -> part(layer("only", List.of())), "The vertex 'only' reads nothing.");
        refuses(
                () -> part(layer("a", List.of("b")), layer("b", List.of("a"))),
                "The vertex 'a' reads 'b', but nothing before it has that name.");
        refuses(() -> part(layer("a", List.of(Layers.INPUT)), layer("a", List.of("a"))), "Two vertices are named 'a'.");
        refuses(() -> part(layer(Layers.INPUT, List.of(Layers.INPUT))), "Two vertices are named 'input'.");
        refuses(
                () -> part(layer("a", List.of(Layers.INPUT)), layer("b", List.of(Layers.INPUT))),
                "Nothing reads the vertex 'a', and it is not the last.");
        refuses(
                () -> part(layer("a_b", List.of(Layers.INPUT))),
                "A vertex is named in lower case with hyphens, not 'a_b'.");
    }

    @Test
    void whatIsReadTwiceNeedNotBeReadNext() {
        var sum = new Vertex.OfGraph("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), List.of("a", "b"));

        var layers = new Layers(List.of(layer("a", List.of(Layers.INPUT)), layer("b", List.of("a")), sum), 1, 0);

        assertThat(layers.vertices()).hasSize(3);
    }

    @Test
    void arraysCanBeToldApart() {
        refuses(
                () -> part(
                        layer("a", List.of(Layers.INPUT), new Array("W", "weight", 1, ZERO)),
                        layer("b", List.of("a"), new Array("W", "weight", 1, ZERO))),
                "Two arrays are named 'weight'.");
        refuses(
                () -> part(layer(
                        "a",
                        List.of(Layers.INPUT),
                        new Array("W", "weight", 1, ZERO),
                        new Array("W", "bias", 1, ZERO))),
                "The vertex 'a' names the array 'W' twice.");
        refuses(() -> new Array("W", "weight", 0, ZERO), "The array 'weight' cannot have 0 values.");
    }

    private static Layers part(int width) {
        Layer dense = new DenseLayer.Builder().nIn(2).nOut(width).build();
        return new Layers(List.of(new Vertex.OfLayer("dense", dense, List.of(), List.of(Layers.INPUT))), width, 0);
    }

    private static Layers part(Vertex... vertices) {
        return new Layers(List.of(vertices), 1, 0);
    }

    private static Vertex layer(String name, List<String> inputs, Array... arrays) {
        return new Vertex.OfLayer(name, new DenseLayer.Builder().nOut(3).build(), List.of(arrays), inputs);
    }

    private static void refuses(Runnable making, String message) {
        assertThatThrownBy(making::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
