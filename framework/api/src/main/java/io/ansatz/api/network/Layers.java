package io.ansatz.api.network;

import io.ansatz.api.circuit.Start;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.layers.Layer;

/**
 * Part of a Deeplearning4j graph, and what the framework must know of it beyond that.
 *
 * @param vertices in an order in which each one's inputs come before it; the last one's output leaves the part
 * @param outputs how many features the last vertex gives for each image, as a vector
 * @param kept about how many values per image stay in memory between the way forward and the way back, for the estimate of
 *     what training takes
 */
public record Layers(List<Vertex> vertices, int outputs, long kept) {

    /** What a vertex calls the map that enters: {@code [image][channel][row][column]}. */
    public static final String INPUT = "input";

    public Layers {
        vertices = List.copyOf(vertices);
        if (vertices.isEmpty()) {
            throw new IllegalArgumentException("A part of a graph needs at least one vertex.");
        }
        if (outputs < 1) {
            throw new IllegalArgumentException(
                    "A part of a graph gives at least one feature, not %d.".formatted(outputs));
        }
        if (kept < 0) {
            throw new IllegalArgumentException("A part of a graph cannot keep %d values.".formatted(kept));
        }
        requireOrder(vertices);
        requireDistinctArrays(vertices);
    }

    /** A vertex with its name in the part and what it reads: {@link #INPUT}, or vertices before it. */
    public sealed interface Vertex {

        String name();

        List<String> inputs();

        /** The arrays it owns. */
        List<Array> arrays();

        /**
         * A layer.
         *
         * @param arrays every array that Deeplearning4j gives to this layer, in any order
         */
        record OfLayer(String name, Layer layer, List<Array> arrays, List<String> inputs) implements Vertex {

            public OfLayer {
                arrays = List.copyOf(arrays);
                inputs = List.copyOf(inputs);
            }
        }

        /** What only rearranges, joins or adds. */
        record OfGraph(String name, GraphVertex vertex, List<String> inputs) implements Vertex {

            public OfGraph {
                inputs = List.copyOf(inputs);
            }

            @Override
            public List<Array> arrays() {
                return List.of();
            }
        }
    }

    /**
     * An array of numbers that are learned. They are drawn from the trial's seed by name, and saved and restored in the order
     * of their memory: a matrix that Deeplearning4j keeps as {@code [input][output]} in columns is {@code [output][input]}, as
     * torch has it.
     *
     * @param key what Deeplearning4j calls it in its layer
     * @param name what published weights call it; no other array of the part has it
     * @param size how many numbers there are
     * @param start where each of them begins
     */
    public record Array(String key, String name, int size, Start start) {

        public Array {
            if (size < 1) {
                throw new IllegalArgumentException("The array '%s' cannot have %d values.".formatted(name, size));
            }
        }
    }

    /** All arrays, in the order of the vertices. */
    public List<Array> arrays() {
        return vertices.stream().flatMap(vertex -> vertex.arrays().stream()).toList();
    }

    /** The number of values that learn. */
    public long parameterCount() {
        return arrays().stream().mapToLong(Array::size).sum();
    }

    private static void requireOrder(List<Vertex> vertices) {
        Set<String> known = new HashSet<>(Set.of(INPUT));
        Set<String> read = new HashSet<>();
        for (Vertex vertex : vertices) {
            String name = vertex.name();
            if (!name.matches("[a-z][a-z0-9-]*")) {
                throw new IllegalArgumentException(
                        "A vertex is named in lower case with hyphens, not '%s'.".formatted(name));
            }
            if (vertex.inputs().isEmpty()) {
                throw new IllegalArgumentException("The vertex '%s' reads nothing.".formatted(name));
            }
            for (String input : vertex.inputs()) {
                if (!known.contains(input)) {
                    throw new IllegalArgumentException(
                            "The vertex '%s' reads '%s', but nothing before it has that name.".formatted(name, input));
                }
            }
            if (!known.add(name)) {
                throw new IllegalArgumentException("Two vertices are named '%s'.".formatted(name));
            }
            read.addAll(vertex.inputs());
        }
        read.add(vertices.get(vertices.size() - 1).name());
        for (Vertex vertex : vertices) {
            if (!read.contains(vertex.name())) {
                throw new IllegalArgumentException(
                        "Nothing reads the vertex '%s', and it is not the last.".formatted(vertex.name()));
            }
        }
    }

    private static void requireDistinctArrays(List<Vertex> vertices) {
        Set<String> names = new HashSet<>();
        for (Vertex vertex : vertices) {
            Set<String> keys = new HashSet<>();
            for (Array array : vertex.arrays()) {
                if (!names.add(array.name())) {
                    throw new IllegalArgumentException("Two arrays are named '%s'.".formatted(array.name()));
                }
                if (!keys.add(array.key())) {
                    throw new IllegalArgumentException(
                            "The vertex '%s' names the array '%s' twice.".formatted(vertex.name(), array.key()));
                }
            }
        }
    }
}
