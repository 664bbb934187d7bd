package io.ansatz.runner.network;

import io.ansatz.api.ImageShape;
import io.ansatz.runner.experiment.EngineChoice;
import io.ansatz.runner.experiment.Training;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * A network that learns: a blueprint's trunk, circuit and head as one Deeplearning4j graph, and how it takes its steps. Initial
 * values are drawn for each parameter by its name, so a hybrid and its controls of one seed start from identical values
 * wherever they have a layer in common. To be used from the thread that made it, where {@link Engine} was
 * prepared; networks in different threads do not disturb each other.
 */
public final class HybridNetwork implements AutoCloseable {

    private final Blueprint blueprint;
    private final ImageShape input;
    private final CircuitMeter meter = new CircuitMeter();
    private final ComputationGraph graph;
    private final ParameterTable table;
    private final IUpdater updater;
    private final SoftmaxLoss loss;
    private int phase;

    // The same two arrays carry every batch of one size; the last batch of an epoch may be shorter.
    private INDArray images = Nd4j.empty(DataType.FLOAT);
    private INDArray targets = Nd4j.empty(DataType.FLOAT);

    /**
     * A network with the initial values of a seed.
     *
     * @param engine what computes it; it was prepared in this thread
     * @param settings how it learns, at their rate until {@link #setRate} sets another
     */
    public HybridNetwork(Blueprint blueprint, Engine engine, Training settings, long seed) {
        this(
                blueprint,
                Portion.WHOLE,
                engine,
                new RowUpdater(UpdateRule.of(settings), settings.rate()),
                settings.loss(),
                seed,
                DataType.FLOAT);
        settings.clip().ifPresent(most -> graph.setListeners(new Clipping((RowUpdater) updater, most)));
    }

    /** A network that takes plain steps of Adam. */
    public HybridNetwork(Blueprint blueprint, Engine engine, double rate, long seed) {
        this(blueprint, engine, new RowUpdater(new Adam(), rate), seed, DataType.FLOAT);
    }

    /** The same on the faster engine of those that are here. */
    public HybridNetwork(Blueprint blueprint, double rate, long seed) {
        this(blueprint, Engine.prepare(EngineChoice.AUTO), rate, seed);
    }

    /** The part of a network that learns; it reads what a {@link FixedPart} makes of images. */
    public static HybridNetwork onFeatures(Blueprint blueprint, Engine engine, Training settings, long seed) {
        var updater = new RowUpdater(UpdateRule.of(settings), settings.rate());
        return new HybridNetwork(blueprint, Portion.REST, engine, updater, settings.loss(), seed, DataType.FLOAT);
    }

    static HybridNetwork onFeatures(Blueprint blueprint, Engine engine, RowUpdater updater, long seed) {
        return new HybridNetwork(blueprint, Portion.REST, engine, updater, Training.Loss.plain(), seed, DataType.FLOAT);
    }

    HybridNetwork(Blueprint blueprint, Engine engine, IUpdater updater, long seed, DataType type) {
        this(blueprint, engine, updater, Training.Loss.plain(), seed, type);
    }

    /** In double there are only Deeplearning4j's own layers. */
    HybridNetwork(Blueprint blueprint, Engine engine, IUpdater updater, Training.Loss loss, long seed, DataType type) {
        this(blueprint, Portion.WHOLE, engine, updater, loss, seed, type);
    }

    private HybridNetwork(
            Blueprint blueprint,
            Portion portion,
            Engine engine,
            IUpdater updater,
            Training.Loss loss,
            long seed,
            DataType type) {
        this.blueprint = blueprint;
        this.loss = new SoftmaxLoss(loss, blueprint.classes());
        this.updater = updater;
        var generator = new Seed(seed);
        Engine able = type == DataType.FLOAT ? engine : engine.withLayers();
        var masks = new Masks(generator, () -> phase + "/" + steps());
        var assembly = new Assembly(blueprint, portion, updater, this.loss, masks, type, able, meter);
        input = assembly.input();
        graph = assembly.build();
        RowUpdater.attach(graph);
        table = new ParameterTable(graph, assembly.parameters(), blueprint.trunkShapes());
        table.draw(generator);
    }

    /** The shape of what it reads: that of the images, or of the features in their place. */
    public ImageShape input() {
        return input;
    }

    public Blueprint blueprint() {
        return blueprint;
    }

    /** Says which phase of training it is for, from 0: steps are counted anew in each, and leave out other values. */
    public void enter(int phase) {
        this.phase = phase;
    }

    /** Sets the learning rate of the steps to come. */
    public void setRate(double rate) {
        ((RowUpdater) updater).setRate(rate);
    }

    /** Sets what an image of each class counts in the steps to come; at first they all count the same. */
    public void weighClasses(double[] weights) {
        if (weights.length != blueprint.classes()) {
            throw new IllegalArgumentException(
                    "%d classes cannot have %d weights.".formatted(blueprint.classes(), weights.length));
        }
        loss.weigh(weights);
    }

    /**
     * Takes one step on a batch.
     *
     * @param images {@code [batch][channel][row][column]}; what lies behind the batch is ignored
     * @param labels one class per image
     * @return the loss of the batch, before the step; no number if anything on the way to it was none
     */
    public double learn(int batch, float[] images, int[] labels) {
        int classes = blueprint.classes();
        var rows = new float[batch * classes];
        for (int i = 0; i < batch; i++) {
            rows[i * classes + labels[i]] = 1;
        }
        load(batch, images);
        if (targets.length() != rows.length) {
            targets.close();
            targets = Nd4j.createUninitialized(DataType.FLOAT, batch, classes);
        }
        targets.data().asNioFloat().put(rows);
        graph.fit(new INDArray[] {this.images}, new INDArray[] {targets});
        return table.stacks().allMatch(ConvStackPass::finite) ? graph.score() : Double.NaN;
    }

    /**
     * The probability of each class for each image, with batch normalisation in evaluation mode.
     *
     * @return {@code [batch][class]}
     */
    public float[] classify(int batch, float[] images) {
        load(batch, images);
        try (INDArray probabilities = graph.outputSingle(false, this.images)) {
            var values = new float[batch * blueprint.classes()];
            double[] rows = Values.read(probabilities);
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) rows[i];
            }
            return values;
        }
    }

    /**
     * A copy of every parameter by name, running statistics of batch normalisation included. Layouts are torch's: dense
     * weights {@code [output][input]}, convolutions {@code [filter][channel / groups][row][column]}.
     */
    public Map<String, float[]> values() {
        return table.values();
    }

    /** Sets parameters by name; those not named stay as they are. */
    public void restore(Map<String, float[]> values) {
        table.restore(values);
    }

    /** Begins with these arrays of the trunk, under the names they have there; those that it does not have are another part's. */
    public void begin(Map<String, float[]> arrays) {
        table.begin(arrays);
    }

    /** The shape of every parameter by name, in the layouts of {@link #values()}. */
    public Map<String, int[]> shapes() {
        return table.shapes();
    }

    /** A copy of everything that the next step depends on, apart from the images. */
    public NetworkState state() {
        INDArray row = updaterRow();
        var updater = new float[(int) row.length()];
        if (updater.length > 0) {
            row.data().asNioFloat().slice().get(updater);
        }
        return new NetworkState(values(), updater, steps(), meter.evaluations(), meter.nanos());
    }

    /**
     * Goes on from a state of an equal network of the same seed on the same engine, as if it were that one.
     *
     * @throws IllegalArgumentException if it is the state of another network
     */
    public void resume(NetworkState state) {
        INDArray row = updaterRow();
        if (state.updater().length != row.length()) {
            throw new IllegalArgumentException(
                    "The updater remembers %d values, not %d.".formatted(row.length(), state.updater().length));
        }
        for (Parameter parameter : table.parameters()) {
            if (!state.values().containsKey(parameter.name())) {
                throw new IllegalArgumentException("The state has no '%s'.".formatted(parameter.name()));
            }
        }
        restore(state.values());
        if (state.updater().length > 0) {
            row.data().asNioFloat().slice().put(state.updater());
        }
        graph.getConfiguration().setIterationCount(state.steps());
        meter.resume(state.circuitEvaluations(), state.quantumNanos());
    }

    /**
     * Goes on from the values of a network of the same trial in which less learned. What learns only now keeps the values it has,
     * and the updater begins afresh. Costs go on.
     */
    public void succeed(NetworkState state) {
        restore(state.values());
        meter.resume(state.circuitEvaluations(), state.quantumNanos());
    }

    private int steps() {
        return graph.getConfiguration().getIterationCount();
    }

    private INDArray updaterRow() {
        INDArray row = graph.getUpdater().getStateViewArray();
        return row == null ? Nd4j.empty(DataType.FLOAT) : row;
    }

    /** Trainable values outside the block. */
    public long classicalParameters() {
        return blueprint.classicalParameters();
    }

    /** Trainable values of the circuit, or of the control in its place. */
    public int blockParameters() {
        return blueprint.block().parameters();
    }

    /** How many circuits ran so far, one per image and pass, forward or backward. */
    public long circuitEvaluations() {
        return meter.evaluations();
    }

    /** The time spent in the simulator so far. */
    public long quantumNanos() {
        return meter.nanos();
    }

    /** The time spent in the backbone so far, where oneDNN computes it. */
    public long backboneNanos() {
        return table.stacks().mapToLong(ConvStackPass::nanos).sum();
    }

    /** Gives the memory outside the Java heap back; the network is then of no more use. */
    @Override
    public void close() {
        table.stacks().forEach(ConvStackPass::close);
        Stream.of(graph.getLayers())
                .filter(LastStatePass.class::isInstance)
                .map(LastStatePass.class::cast)
                .forEach(LastStatePass::close);
        graph.close();
        images.close();
        targets.close();
    }

    ComputationGraph graph() {
        return graph;
    }

    List<Parameter> parameters() {
        return table.parameters();
    }

    private void load(int batch, float[] source) {
        int size = batch * input.size();
        if (source.length < size) {
            throw new IllegalArgumentException(
                    "%d images of %s need %d values, not %d.".formatted(batch, input, size, source.length));
        }
        if (images.length() != size) {
            images.close();
            images = Nd4j.createUninitialized(DataType.FLOAT, batch, input.channels(), input.height(), input.width());
        }
        images.data().asNioFloat().put(source, 0, size);
    }
}
