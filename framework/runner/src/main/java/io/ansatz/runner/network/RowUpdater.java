package io.ansatz.runner.network;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * Applies an update rule to the parameters of one network, in a single pass over flat rows of floats. ND4J's own updaters take
 * several times as long, because they leave the processor's vectors unused. All layers of the network share this object.
 */
final class RowUpdater implements IUpdater {

    private static final long serialVersionUID = 1;

    /** So many values are worked on at a time; all they need fits into the nearest cache. */
    private static final int CHUNK = 2048;

    private static final FloatBuffer NOTHING = FloatBuffer.allocate(0);

    private final transient UpdateRule rule;
    private double rate;
    private float share = 1;

    RowUpdater(UpdateRule rule, double rate) {
        this.rule = rule;
        this.rate = rate;
    }

    /** Sets the learning rate of the steps to come. */
    void setRate(double rate) {
        this.rate = rate;
    }

    /** Lets every run of parameters that is moved by a rule of ours see the values it moves. */
    static void attach(ComputationGraph graph) {
        INDArray values = graph.params().reshape(graph.params().length());
        for (UpdaterBlock block : blocks(graph)) {
            if (block.getGradientUpdater() instanceof Row row) {
                row.values = values.get(NDArrayIndex.interval(block.getParamOffsetStart(), block.getParamOffsetEnd()));
            }
        }
    }

    /**
     * Takes only a share of the next step's slopes if their length, over all that learns, is more than this. They are still
     * sums over the batch here, and means when they are applied.
     */
    void shorten(ComputationGraph graph, double most) {
        double squares = 0;
        for (UpdaterBlock block : blocks(graph)) {
            if (block.getGradientUpdater() instanceof Row) {
                squares += Row.squares(block.getGradientView());
            }
        }
        double length = Math.sqrt(squares) / graph.batchSize();
        share = (float) Math.min(1, most / (length + 1e-6));
    }

    private static List<UpdaterBlock> blocks(ComputationGraph graph) {
        return graph.getUpdater().getUpdaterBlocks();
    }

    @Override
    public long stateSize(long parameters) {
        return rule.memories() * parameters;
    }

    @Override
    public GradientUpdater<RowUpdater> instantiate(INDArray state, boolean initialise) {
        return new Row(this, state, initialise);
    }

    @Override
    public GradientUpdater<RowUpdater> instantiate(Map<String, INDArray> state, boolean initialise) {
        throw new UnsupportedOperationException("Graphs keep the state in one row.");
    }

    /** Deeplearning4j clones what it is told for every layer; the rate is one for all. */
    @Override
    public IUpdater clone() {
        return this;
    }

    @Override
    public double getLearningRate(int iteration, int epoch) {
        return rate;
    }

    @Override
    public boolean hasLearningRate() {
        return true;
    }

    @Override
    public void setLrAndSchedule(double other, ISchedule schedule) {
        throw new UnsupportedOperationException("The rate is set by the network.");
    }

    /** A run of parameters, and what the rule remembers of them. */
    private static final class Row implements GradientUpdater<RowUpdater> {

        private final RowUpdater settings;
        private final INDArray state;
        private INDArray values = Nd4j.empty(DataType.FLOAT);

        /** @param state nothing where nothing is remembered */
        Row(RowUpdater settings, INDArray state, boolean initialise) {
            this.settings = settings;
            this.state = state == null ? Nd4j.empty(DataType.FLOAT) : state;
            if (initialise && !this.state.isEmpty()) {
                state.assign(0);
            }
        }

        @Override
        public void applyUpdater(INDArray gradient, int iteration, int epoch) {
            if (gradient.dataType() != DataType.FLOAT || gradient.elementWiseStride() != 1) {
                throw new IllegalArgumentException("Gradients must be a row of floats.");
            }
            int count = (int) gradient.length();
            FloatBuffer gradients = gradient.data().asNioFloat().slice();
            UpdateRule rule = settings.rule;
            FloatBuffer remembered =
                    rule.memories() > 0 ? state.data().asNioFloat().slice() : NOTHING;
            FloatBuffer moved = rule.decays() ? values.data().asNioFloat().slice() : NOTHING;
            UpdateRule.Step step = rule.step(iteration + 1, settings.rate);
            var slopes = new float[CHUNK];
            var values = new float[rule.decays() ? CHUNK : 0];
            var memories = new float[rule.memories()][CHUNK];
            for (int start = 0; start < count; start += CHUNK) {
                int size = Math.min(CHUNK, count - start);
                gradients.get(start, slopes, 0, size);
                if (settings.share != 1) {
                    scale(slopes, settings.share, size);
                }
                for (int i = 0; i < memories.length; i++) {
                    remembered.get(i * count + start, memories[i], 0, size);
                }
                if (rule.decays()) {
                    moved.get(start, values, 0, size);
                }
                step.take(size, slopes, values, memories);
                gradients.put(start, slopes, 0, size);
                for (int i = 0; i < memories.length; i++) {
                    remembered.put(i * count + start, memories[i], 0, size);
                }
            }
        }

        private static double squares(INDArray gradient) {
            int count = (int) gradient.length();
            FloatBuffer gradients = gradient.data().asNioFloat().slice();
            var slopes = new float[CHUNK];
            double sum = 0;
            for (int start = 0; start < count; start += CHUNK) {
                int size = Math.min(CHUNK, count - start);
                gradients.get(start, slopes, 0, size);
                for (int i = 0; i < size; i++) {
                    sum += (double) slopes[i] * slopes[i];
                }
            }
            return sum;
        }

        private static void scale(float[] slopes, float share, int size) {
            for (int i = 0; i < size; i++) {
                slopes[i] *= share;
            }
        }

        @Override
        public RowUpdater getConfig() {
            return settings;
        }

        @Override
        public void setState(Map<String, INDArray> state, boolean initialise) {
            throw new UnsupportedOperationException("Graphs keep the state in one row.");
        }

        @Override
        public Map<String, INDArray> getState() {
            return Map.of();
        }

        @Override
        public void setStateViewArray(INDArray view, long[] shape, char order, boolean initialise) {
            throw new UnsupportedOperationException("The state is given when the updater is made.");
        }
    }
}
