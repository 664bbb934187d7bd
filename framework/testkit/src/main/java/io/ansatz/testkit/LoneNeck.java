package io.ansatz.testkit;

import io.ansatz.api.ImageShape;
import io.ansatz.api.network.Layers;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.misc.ElementWiseMultiplicationLayer;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * A neck without a network around it, computed by Deeplearning4j in double. Its arrays are zero until they are set. Arrays go
 * by the names of {@link Layers.Array} and in the order described there; maps are {@code [image][channel][row][column]},
 * features {@code [image][feature]}.
 *
 * <p>Whoever uses it needs Deeplearning4j and its native library at hand: {@code ansatz-nd4j}, of type pom.
 */
public final class LoneNeck implements AutoCloseable {

    private static final String MAPS = "maps";

    /** Multiplies each value with 1 and adds 0, so that the slope of what it adds is that of the value. */
    private static final String FRONT = "front";

    private final Layers layers;
    private final ImageShape map;
    private final ComputationGraph graph;

    /**
     * Slopes of whatever the features' slopes belong to.
     *
     * @param maps one for each value of the maps
     * @param arrays for each array, the sum over the images
     */
    public record Slopes(double[] maps, Map<String, double[]> arrays) {}

    /** The neck that these layers make of maps of this shape. */
    public LoneNeck(Layers layers, ImageShape map) {
        this.layers = layers;
        this.map = map;
        var builder = new NeuralNetConfiguration.Builder()
                .dataType(DataType.DOUBLE)
                .updater(new NoOp())
                .weightInit(WeightInit.ZERO)
                .activation(Activation.IDENTITY)
                .graphBuilder()
                .addInputs(MAPS)
                .setInputTypes(InputType.feedForward(map.size()))
                .addLayer(
                        FRONT,
                        new ElementWiseMultiplicationLayer.Builder()
                                .nIn(map.size())
                                .nOut(map.size())
                                .build(),
                        MAPS)
                .addVertex(
                        Layers.INPUT,
                        new PreprocessorVertex(
                                new FeedForwardToCnnPreProcessor(map.height(), map.width(), map.channels())),
                        FRONT);
        for (Layers.Vertex vertex : layers.vertices()) {
            String[] inputs = vertex.inputs().toArray(String[]::new);
            if (vertex instanceof Layers.Vertex.OfLayer one) {
                builder.addLayer(one.name(), one.layer(), inputs);
            } else if (vertex instanceof Layers.Vertex.OfGraph one) {
                builder.addVertex(one.name(), one.vertex(), inputs);
            }
        }
        builder.setOutputs(layers.vertices().get(layers.vertices().size() - 1).name());
        graph = new ComputationGraph(builder.build());
        graph.init();
        graph.params().assign(0);
        graph.getLayer(FRONT).getParam("W").assign(1);
    }

    /** The keys and sizes of the arrays that Deeplearning4j gives to a layer. */
    Map<String, Long> owned(Layers.Vertex vertex) {
        var owned = new TreeMap<String, Long>();
        if (vertex instanceof Layers.Vertex.OfLayer) {
            graph.getLayer(vertex.name()).paramTable().forEach((key, array) -> owned.put(key, array.length()));
        }
        return owned;
    }

    /** Sets the values of an array. */
    public void set(String array, double... values) {
        Owned owned = find(array);
        if (values.length != owned.array().size()) {
            throw new IllegalArgumentException("The array '%s' has %d values, not %d."
                    .formatted(array, owned.array().size(), values.length));
        }
        INDArray matrix = matrix(owned);
        matrix.assign(Nd4j.create(values, matrix.shape(), matrix.ordering()));
    }

    /** The features of some images. */
    public double[] run(double[] maps) {
        try (INDArray features = graph.outputSingle(false, input(maps))) {
            return features.dup('c').data().asDouble();
        }
    }

    /**
     * The slopes of some function of the features.
     *
     * @param towards the slope of that function along each feature
     */
    public Slopes differentiate(double[] maps, double[] towards) {
        int images = maps.length / map.size();
        var alongMaps = new double[maps.length];
        var alongArrays = new LinkedHashMap<String, double[]>();
        for (Layers.Array array : layers.arrays()) {
            alongArrays.put(array.name(), new double[array.size()]);
        }
        for (int image = 0; image < images; image++) {
            double[] one = Arrays.copyOfRange(maps, image * map.size(), (image + 1) * map.size());
            int width = towards.length / images;
            double[] slopes = Arrays.copyOfRange(towards, image * width, (image + 1) * width);
            graph.feedForward(new INDArray[] {input(one)}, true, false);
            Gradient gradient = graph.backpropGradient(Nd4j.create(slopes, new long[] {1, width}, DataType.DOUBLE));
            double[] along =
                    gradient.getGradientFor(FRONT + "_b").dup('c').data().asDouble();
            System.arraycopy(along, 0, alongMaps, image * map.size(), along.length);
            alongArrays.forEach((name, sums) -> {
                Owned owned = find(name);
                INDArray slope = gradient.getGradientFor(
                        owned.layer() + "_" + owned.array().key());
                double[] values = slope.dup(matrix(owned).ordering()).data().asDouble();
                for (int i = 0; i < sums.length; i++) {
                    sums[i] += values[i];
                }
            });
        }
        return new Slopes(alongMaps, alongArrays);
    }

    /** Gives the memory outside the Java heap back. */
    @Override
    public void close() {
        graph.close();
    }

    private record Owned(String layer, Layers.Array array) {}

    private Owned find(String name) {
        for (Layers.Vertex vertex : layers.vertices()) {
            for (Layers.Array array : vertex.arrays()) {
                if (array.name().equals(name)) {
                    return new Owned(vertex.name(), array);
                }
            }
        }
        throw new IllegalArgumentException("The neck has no array '%s'.".formatted(name));
    }

    private INDArray matrix(Owned owned) {
        return graph.getLayer(owned.layer()).getParam(owned.array().key());
    }

    private INDArray input(double[] maps) {
        return Nd4j.create(maps, new long[] {maps.length / map.size(), map.size()}, DataType.DOUBLE);
    }
}
