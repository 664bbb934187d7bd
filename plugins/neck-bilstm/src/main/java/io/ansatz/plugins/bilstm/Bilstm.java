package io.ansatz.plugins.bilstm;

import io.ansatz.api.ImageShape;
import io.ansatz.api.Meaning;
import io.ansatz.api.circuit.Start;
import io.ansatz.api.network.Layers;
import io.ansatz.api.network.Layers.Array;
import io.ansatz.api.network.Layers.Vertex;
import io.ansatz.api.network.Neck;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.graph.rnn.ReverseTimeSeriesVertex;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.nd4j.linalg.activations.Activation;
import org.pf4j.Extension;

/**
 * Two LSTMs (Hochreiter and Schmidhuber 1997, with the forget gate of Gers et al. 2000), one of which reads the sequence
 * backwards (Schuster and Paliwal 1997). Out comes what each of them knows when it has read all of it.
 */
@Extension
@Meaning("a bidirectional LSTM that reads the feature map place by place")
public final class Bilstm implements Neck<Bilstm.Settings> {

    private static final int MOST_UNITS = 1024;

    /** What makes a sequence of a map. */
    public enum Scan {
        /** A step for each place, row by row: the channels there. */
        PLACES,
        /** The mean of each channel, cut into pieces of equal length: a step for each. */
        CHANNELS
    }

    /** How wide each direction is, and what it reads. */
    public record Settings(
            @Meaning("units of each direction; twice as many features come out")
            int units,

            @Meaning("what becomes a step: each place of the map, or pieces of the mean over all places")
            Scan scan,

            @Meaning("into how many steps the channels are cut; for scan: channels alone")
            Optional<Integer> steps) {

        public Settings {
            if (units < 1 || units > MOST_UNITS) {
                throw new IllegalArgumentException(
                        "units must be between 1 and %d, not %d.".formatted(MOST_UNITS, units));
            }
            if (scan == Scan.PLACES && steps.isPresent()) {
                throw new IllegalArgumentException(
                        "steps is for scan: channels; with scan: places there is a step for each place.");
            }
            if (scan == Scan.CHANNELS && steps.isEmpty()) {
                throw new IllegalArgumentException("scan: channels needs steps, such as steps: 20.");
            }
            if (steps.isPresent() && steps.get() < 2) {
                throw new IllegalArgumentException("steps must be at least 2, not %d.".formatted(steps.get()));
            }
        }
    }

    /** What is read, step by step. */
    private record Sequence(List<Vertex> vertices, int steps, int features) {

        String last() {
            return vertices.get(vertices.size() - 1).name();
        }
    }

    @Override
    public String name() {
        return "bilstm";
    }

    @Override
    public Settings defaults() {
        return new Settings(64, Scan.PLACES, Optional.empty());
    }

    @Override
    public Layers draw(Settings settings, ImageShape map) {
        Sequence sequence = settings.steps().map(steps -> pieces(map, steps)).orElseGet(() -> places(map));
        int units = settings.units();
        var vertices = new ArrayList<>(sequence.vertices());
        vertices.add(new Vertex.OfGraph("reversed", new ReverseTimeSeriesVertex(), List.of(sequence.last())));
        vertices.add(lstm("forward", "", sequence.last(), sequence.features(), units));
        vertices.add(lstm("backward", "_reverse", "reversed", sequence.features(), units));
        vertices.add(new Vertex.OfGraph("states", new MergeVertex(), List.of("forward", "backward")));
        // Both directions keep what they read, four gates and two states for each step.
        return new Layers(vertices, 2 * units, 2L * sequence.steps() * (sequence.features() + 6L * units));
    }

    private static Sequence places(ImageShape map) {
        int places = map.height() * map.width();
        if (places == 1) {
            throw new IllegalArgumentException(
                    "bilstm reads a map place by place, but %s is a single one. Let the backbone leave more, or set scan: channels."
                            .formatted(map));
        }
        var rows = new ReshapeVertex('c', new int[] {-1, map.channels(), places}, null);
        return new Sequence(
                List.of(new Vertex.OfGraph("sequence", rows, List.of(Layers.INPUT))), places, map.channels());
    }

    private static Sequence pieces(ImageShape map, int steps) {
        int channels = map.channels();
        if (channels % steps != 0) {
            throw new IllegalArgumentException("bilstm cannot cut %s into %d steps of equal length.%s"
                    .formatted(channels == 1 ? "1 channel" : channels + " channels", steps, nearest(channels, steps)));
        }
        var vertices = new ArrayList<Vertex>();
        String vector = Layers.INPUT;
        if (map.height() * map.width() > 1) {
            vector = "mean";
            vertices.add(new Vertex.OfLayer(
                    vector, new GlobalPoolingLayer(PoolingType.AVG), List.of(), List.of(Layers.INPUT)));
        }
        // In columns, the first piece of the vector becomes the first step.
        var columns = new ReshapeVertex('f', new int[] {-1, channels / steps, steps}, null);
        vertices.add(new Vertex.OfGraph("sequence", columns, List.of(vector)));
        return new Sequence(vertices, steps, channels / steps);
    }

    /** The number of steps nearest to the wish that would do, the smaller of two; or nothing. */
    private static String nearest(int channels, int steps) {
        for (int distance = 1; distance < Math.max(channels, steps); distance++) {
            for (int candidate : new int[] {steps - distance, steps + distance}) {
                if (candidate > 1 && candidate <= channels && channels % candidate == 0) {
                    return " %d would do.".formatted(candidate);
                }
            }
        }
        return "";
    }

    /** torch draws all arrays of an LSTM alike, that of the forget gate's bias too. */
    private static Vertex lstm(String name, String suffix, String input, int features, int units) {
        var lstm = new LSTM.Builder()
                .nIn(features)
                .nOut(units)
                .activation(Activation.TANH)
                .gateActivationFunction(Activation.SIGMOID)
                .build();
        double bound = 1 / Math.sqrt(units);
        var start = new Start.Uniform(-bound, bound);
        return new Vertex.OfLayer(
                name,
                new LastTimeStep(lstm),
                List.of(
                        new Array("W", "weight_ih_l0" + suffix, 4 * units * features, start),
                        new Array("RW", "weight_hh_l0" + suffix, 4 * units * units, start),
                        new Array("b", "bias_l0" + suffix, 4 * units, start)),
                List.of(input));
    }
}
