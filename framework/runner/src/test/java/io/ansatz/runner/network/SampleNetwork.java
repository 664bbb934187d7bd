package io.ansatz.runner.network;

import io.ansatz.api.ImageShape;
import io.ansatz.api.backbone.Trunk;
import io.ansatz.runner.experiment.EngineChoice;
import io.ansatz.runner.experiment.Scaling;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;

/** Networks of a trunk and as little else as there can be, all with the same values for the same trunk, and images for them. */
final class SampleNetwork {

    private SampleNetwork() {}

    /** A network whose parameters are such that each of them matters. */
    static HybridNetwork of(Trunk trunk, Set<String> frozen, EngineChoice choice, IUpdater updater, DataType type) {
        var blueprint = new Blueprint(trunk, frozen, Scaling.NONE, new Block.Identity(2), List.of(), 2);
        var network = new HybridNetwork(blueprint, Engine.prepare(choice), updater, 3, type);
        network.restore(values(network.values()));
        return network;
    }

    /** Values in the place of these, drawn around one where they multiply and around zero where they add. */
    static Map<String, float[]> values(Map<String, float[]> places) {
        var random = new SplittableRandom(4);
        var values = new LinkedHashMap<String, float[]>();
        places.forEach((name, place) -> {
            var drawn = new float[place.length];
            double centre = name.endsWith("running_var") || name.contains("norm.weight") ? 1 : 0;
            for (int i = 0; i < drawn.length; i++) {
                drawn[i] = (float) (centre + random.nextDouble(-0.5, 0.5));
            }
            values.put(name, drawn);
        });
        return values;
    }

    /** Pixels between -2 and 2. */
    static double[] images(Trunk trunk, int batch) {
        return new SplittableRandom(5)
                .doubles((long) batch * trunk.input().size(), -2, 2)
                .toArray();
    }

    static float[] floats(double[] values) {
        var floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    /** The same pixels as an array. */
    static INDArray array(Trunk trunk, int batch, DataType type) {
        ImageShape shape = trunk.input();
        return Nd4j.create(
                images(trunk, batch), new long[] {batch, shape.channels(), shape.height(), shape.width()}, type);
    }

    /** Every other image is of the first class. */
    static int[] labels(int batch) {
        var labels = new int[batch];
        for (int i = 0; i < batch; i++) {
            labels[i] = i % 2;
        }
        return labels;
    }

    /** Images with their classes. */
    static DataSet data(Trunk trunk, int batch, DataType type) {
        INDArray targets = Nd4j.zeros(type, batch, 2);
        for (int i = 0; i < batch; i++) {
            targets.putScalar(i, i % 2, 1);
        }
        return new DataSet(array(trunk, batch, type), targets);
    }

    /** Goes forward and back, and leaves the parameters where they are. */
    static void differentiate(HybridNetwork network, DataSet data) {
        network.graph().setInputs(data.getFeatures());
        network.graph().setLabels(data.getLabels());
        network.graph().computeGradientAndScore();
    }
}
