package io.ansatz.runner.network;

import io.ansatz.api.ImageShape;
import io.ansatz.runner.experiment.Training;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * The part of a network that never changes while the rest learns: a circuit without weights that reads pixels, and the frozen
 * stages behind it or at the beginning. What it makes of an image can be kept. Its initial values are those that the whole
 * network would have. To be used from the thread that made it.
 */
public final class FixedPart implements AutoCloseable {

    private final ImageShape input;
    private final ImageShape output;
    private final CircuitMeter meter = new CircuitMeter();
    private final ComputationGraph graph;
    private final ParameterTable table;

    /** @param engine what computes it; it was prepared in this thread */
    public FixedPart(Blueprint blueprint, Engine engine, long seed) {
        // Nothing in it learns, so nobody asks for a loss, and nothing is left out.
        var loss = new SoftmaxLoss(Training.Loss.plain(), blueprint.classes());
        var masks = new Masks(new Seed(seed), () -> "");
        var assembly = new Assembly(blueprint, Portion.FIXED, new NoOp(), loss, masks, DataType.FLOAT, engine, meter);
        input = assembly.input();
        output = blueprint.fixedOutput();
        graph = assembly.build();
        table = new ParameterTable(graph, assembly.parameters(), blueprint.trunkShapes());
        table.draw(new Seed(seed));
    }

    /** The shape of what it makes of an image. */
    public ImageShape output() {
        return output;
    }

    /** A copy of every parameter by name, as {@link HybridNetwork#values()} has them. */
    public Map<String, float[]> values() {
        return table.values();
    }

    /** Begins with these arrays of the trunk, under the names they have there; those that it does not have are another part's. */
    public void begin(Map<String, float[]> arrays) {
        table.begin(arrays);
    }

    /** The shape of every parameter by name. */
    public Map<String, int[]> shapes() {
        return table.shapes();
    }

    /** How many circuits ran so far. */
    public long circuitEvaluations() {
        return meter.evaluations();
    }

    /**
     * What it makes of images.
     *
     * @param images {@code [batch][channel][row][column]}; what lies behind the batch is ignored
     * @param features where it goes, laid out in the same way
     */
    public void run(int batch, float[] images, float[] features) {
        try (INDArray array =
                Nd4j.createUninitialized(DataType.FLOAT, batch, input.channels(), input.height(), input.width())) {
            array.data().asNioFloat().put(images, 0, batch * input.size());
            try (INDArray maps = graph.outputSingle(false, array)) {
                INDArray plain = maps.ordering() == 'c' && !maps.isView() ? maps : maps.dup('c');
                plain.data().asNioFloat().get(features, 0, batch * output.size());
            }
        }
    }

    @Override
    public void close() {
        table.stacks().forEach(ConvStackPass::close);
        graph.close();
    }
}
