package io.ansatz.runner.network;

import io.ansatz.api.network.Layers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.graph.rnn.ReverseTimeSeriesVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Adds layers of Deeplearning4j that a part drew to a graph, under a word of ours: its vertices become {@code word-vertex}, its
 * arrays {@code word.array}. What the part says of them is held against what Deeplearning4j makes of them, since an array
 * that nobody names would stay at zero without a sound.
 *
 * @param oneDnn whether LSTMs are computed by oneDNN, where it can
 */
record AddedLayers(String word, Layers layers, boolean oneDnn) {

    /**
     * Adds the vertices and their parameters.
     *
     * @param input the vertex that they read
     * @return the vertex that holds the features
     */
    String add(String input, GraphBuilder graph, List<Parameter> parameters) {
        Map<String, String> turned = turned();
        for (Layers.Vertex vertex : layers.vertices()) {
            String name = vertex(vertex.name());
            String[] inputs = vertex.inputs().stream()
                    .map(one -> turned.getOrDefault(one, one))
                    .map(one -> one.equals(Layers.INPUT) ? input : vertex(one))
                    .toArray(String[]::new);
            if (vertex instanceof Layers.Vertex.OfLayer added) {
                boolean backwards = turned.containsKey(vertex.inputs().get(0));
                graph.addLayer(name, standIn(vertex, backwards).orElse(added.layer()), inputs);
            } else if (vertex instanceof Layers.Vertex.OfGraph added && !turned.containsKey(added.name())) {
                graph.addVertex(name, added.vertex(), inputs);
            }
            for (Layers.Array array : vertex.arrays()) {
                parameters.add(Parameter.of(word + "." + array.name(), name, array.key(), array.size(), array.start()));
            }
        }
        return last();
    }

    /** What oneDNN computes in the place of a layer; empty where it does not. */
    private Optional<Layer> standIn(Layers.Vertex vertex, boolean backwards) {
        return oneDnn && vertex.inputs().size() == 1 && vertex instanceof Layers.Vertex.OfLayer of
                ? LastStateLayer.standingFor(of.layer(), backwards).map(layer -> layer)
                : Optional.empty();
    }

    /** Turned sequences that need not be turned, since who reads them can read from the end; and what they are unturned. */
    private Map<String, String> turned() {
        var turned = new HashMap<String, String>();
        for (Layers.Vertex vertex : layers.vertices()) {
            if (standIn(vertex, true).isEmpty()) {
                vertex.inputs().forEach(turned::remove);
            }
            if (vertex instanceof Layers.Vertex.OfGraph of && of.vertex() instanceof ReverseTimeSeriesVertex) {
                turned.put(of.name(), of.inputs().get(0));
            }
        }
        turned.remove(layers.vertices().get(layers.vertices().size() - 1).name());
        return turned;
    }

    /**
     * Compares with a graph that was built of them.
     *
     * @param images what enters the graph
     * @throws IllegalStateException if the part and Deeplearning4j do not agree
     */
    void verify(ComputationGraph graph, InputType images) {
        for (Layers.Vertex vertex : layers.vertices()) {
            var told = new TreeMap<String, Long>();
            vertex.arrays().forEach(array -> told.put(array.key(), (long) array.size()));
            var found = new TreeMap<String, Long>();
            if (vertex instanceof Layers.Vertex.OfLayer) {
                Map<String, INDArray> arrays =
                        graph.getLayer(vertex(vertex.name())).paramTable();
                arrays.forEach((key, array) -> found.put(key, array.length()));
            }
            if (!told.equals(found)) {
                throw new IllegalStateException("The %s says that its layer '%s' owns the arrays %s, but it owns %s."
                        .formatted(word, vertex.name(), told, found));
            }
        }
        long outputs = graph.getConfiguration()
                .getLayerActivationTypes(images)
                .get(last())
                .arrayElementsPerExample();
        if (outputs != layers.outputs()) {
            throw new IllegalStateException("The %s says that %d features come out of it, but there are %d."
                    .formatted(word, layers.outputs(), outputs));
        }
    }

    private String last() {
        return vertex(layers.vertices().get(layers.vertices().size() - 1).name());
    }

    private String vertex(String name) {
        return word + "-" + name;
    }
}
