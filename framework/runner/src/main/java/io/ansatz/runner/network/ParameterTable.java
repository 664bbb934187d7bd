package io.ansatz.runner.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * The arrays of a graph under their own names. Layouts are torch's: dense weights {@code [output][input]}, convolutions
 * {@code [filter][channel / groups][row][column]}.
 */
final class ParameterTable {

    private final ComputationGraph graph;
    private final List<Parameter> parameters;
    private final Map<String, int[]> trunk;

    /** @param trunk the shapes of the arrays that belong to a trunk, by their full names */
    ParameterTable(ComputationGraph graph, List<Parameter> parameters, Map<String, int[]> trunk) {
        this.graph = graph;
        this.parameters = List.copyOf(parameters);
        this.trunk = trunk;
    }

    /** Gives every array the values that a seed draws for its name. */
    void draw(Seed seed) {
        var values = new LinkedHashMap<String, float[]>();
        for (Parameter parameter : parameters) {
            values.put(parameter.name(), parameter.draw(seed));
        }
        restore(values);
    }

    /** A copy of every array, running statistics included. */
    Map<String, float[]> values() {
        var values = new LinkedHashMap<String, float[]>();
        for (Parameter parameter : parameters) {
            values.put(parameter.name(), parameter.read(graph));
        }
        return values;
    }

    /** Sets arrays by name; those not named stay as they are. */
    void restore(Map<String, float[]> values) {
        var unknown = new LinkedHashMap<>(values);
        for (Parameter parameter : parameters) {
            float[] source = unknown.remove(parameter.name());
            if (source == null) {
                continue;
            }
            if (source.length != parameter.starts().size()) {
                throw new IllegalArgumentException("'%s' has %d values, not %d."
                        .formatted(parameter.name(), parameter.starts().size(), source.length));
            }
            parameter.write(source, graph);
        }
        stacks().forEach(ConvStackPass::changed);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("The network has no '%s'."
                    .formatted(unknown.keySet().iterator().next()));
        }
    }

    /** Sets arrays of the trunk, under the names they have there, as far as they are here. */
    void begin(Map<String, float[]> arrays) {
        var values = new LinkedHashMap<String, float[]>();
        for (Parameter parameter : parameters) {
            String prefix = TrunkNames.TRUNK.parameters();
            if (parameter.name().startsWith(prefix)) {
                float[] array = arrays.get(parameter.name().substring(prefix.length()));
                if (array != null) {
                    values.put(parameter.name(), array);
                }
            }
        }
        restore(values);
    }

    /** The shape of every array. */
    Map<String, int[]> shapes() {
        var shapes = new LinkedHashMap<String, int[]>();
        for (Parameter parameter : parameters) {
            // A depthwise convolution is kept with one axis for channels and one for the filters of a channel.
            int[] published = trunk.get(parameter.name());
            shapes.put(parameter.name(), published == null ? parameter.shape(graph) : published);
        }
        return shapes;
    }

    List<Parameter> parameters() {
        return parameters;
    }

    /** The layers that oneDNN computes. */
    Stream<ConvStackPass> stacks() {
        return Stream.of(graph.getLayers())
                .filter(ConvStackPass.class::isInstance)
                .map(ConvStackPass.class::cast);
    }
}
