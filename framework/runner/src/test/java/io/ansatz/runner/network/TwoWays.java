package io.ansatz.runner.network;

import io.ansatz.api.ImageShape;
import io.ansatz.api.Meaning;
import io.ansatz.api.circuit.Start;
import io.ansatz.api.network.Layers;
import io.ansatz.api.network.Layers.Array;
import io.ansatz.api.network.Layers.Vertex;
import io.ansatz.api.network.Neck;
import io.ansatz.runner.experiment.Use;
import java.util.List;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.graph.rnn.ReverseTimeSeriesVertex;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.nd4j.linalg.activations.Activation;

/** A neck to test with: it reads the places of a map in order and against it. */
@Meaning("reads the places of a map in order and against it")
public final class TwoWays implements Neck<TwoWays.Settings> {

    /** @param units for each way */
    public record Settings(int units) {}

    /** The neck with so many units. */
    public static Use<Neck<?>> of(int units) {
        return new Use<>(new TwoWays(), new Settings(units));
    }

    @Override
    public String name() {
        return "two-ways";
    }

    @Override
    public Settings defaults() {
        return new Settings(2);
    }

    @Override
    public Layers draw(Settings settings, ImageShape map) {
        int places = map.height() * map.width();
        if (places == 1) {
            throw new IllegalArgumentException("two-ways needs more than one place, not %s.".formatted(map));
        }
        int channels = map.channels();
        int units = settings.units();
        return new Layers(
                List.of(
                        new Vertex.OfGraph(
                                "places",
                                new ReshapeVertex('c', new int[] {-1, channels, places}, null),
                                List.of(Layers.INPUT)),
                        new Vertex.OfGraph("turned", new ReverseTimeSeriesVertex(), List.of("places")),
                        lstm("there", "places", channels, units),
                        lstm("back", "turned", channels, units),
                        new Vertex.OfGraph("both", new MergeVertex(), List.of("there", "back"))),
                2 * units,
                2L * places * (channels + 6L * units));
    }

    private static Vertex lstm(String name, String input, int channels, int units) {
        var lstm = new LSTM.Builder()
                .nIn(channels)
                .nOut(units)
                .activation(Activation.TANH)
                .gateActivationFunction(Activation.SIGMOID)
                .build();
        Start start = new Start.Uniform(-1 / Math.sqrt(units), 1 / Math.sqrt(units));
        return new Vertex.OfLayer(
                name,
                new LastTimeStep(lstm),
                List.of(
                        new Array("W", name + ".input", 4 * units * channels, start),
                        new Array("RW", name + ".state", 4 * units * units, start),
                        new Array("b", name + ".bias", 4 * units, start)),
                List.of(input));
    }
}
