package io.ansatz.runner.network;

import java.nio.FloatBuffer;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * Adam (Kingma and Ba, 2015, algorithm 1) as torch computes it, with epsilon added behind the correction of the bias. ND4J's own
 * takes several times as long, because it leaves the processor's vectors unused.
 */
record Adam(double rate) implements IUpdater {

    private static final double FIRST_DECAY = 0.9;
    private static final double SECOND_DECAY = 0.999;
    private static final float EPSILON = 1e-8f;

    /** So many values are worked on at a time; all they need fits into the nearest cache. */
    private static final int CHUNK = 2048;

    @Override
    public long stateSize(long parameters) {
        return 2 * parameters;
    }

    @Override
    public GradientUpdater<Adam> instantiate(INDArray state, boolean initialise) {
        return new Moments(this, state, initialise);
    }

    @Override
    public GradientUpdater<Adam> instantiate(Map<String, INDArray> state, boolean initialise) {
        throw new UnsupportedOperationException("Graphs keep the state in one row.");
    }

    @Override
    public IUpdater clone() {
        return new Adam(rate);
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
        throw new UnsupportedOperationException("The rate is chosen when the network is made.");
    }

    /** The running means of the gradients and of their squares. */
    private static final class Moments implements GradientUpdater<Adam> {

        private final Adam settings;
        private final INDArray state;

        Moments(Adam settings, INDArray state, boolean initialise) {
            this.settings = settings;
            this.state = state;
            if (initialise) {
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
            FloatBuffer means = state.data().asNioFloat().slice();
            FloatBuffer squares = means.slice(count, count);
            double step = iteration + 1;
            float factor = (float) (settings.rate() / (1 - Math.pow(FIRST_DECAY, step)));
            float correction = (float) (1 / Math.sqrt(1 - Math.pow(SECOND_DECAY, step)));
            var g = new float[CHUNK];
            var m = new float[CHUNK];
            var v = new float[CHUNK];
            for (int start = 0; start < count; start += CHUNK) {
                int size = Math.min(CHUNK, count - start);
                gradients.get(start, g, 0, size);
                means.get(start, m, 0, size);
                squares.get(start, v, 0, size);
                move(size, g, m, v, factor, correction);
                gradients.put(start, g, 0, size);
                means.put(start, m, 0, size);
                squares.put(start, v, 0, size);
            }
        }

        /** Simple enough for the compiler to use the processor's vectors. */
        private static void move(int size, float[] g, float[] m, float[] v, float factor, float correction) {
            float first = (float) FIRST_DECAY;
            float second = (float) SECOND_DECAY;
            float restOfFirst = (float) (1 - FIRST_DECAY);
            float restOfSecond = (float) (1 - SECOND_DECAY);
            for (int i = 0; i < size; i++) {
                float mean = first * m[i] + restOfFirst * g[i];
                float square = second * v[i] + restOfSecond * g[i] * g[i];
                m[i] = mean;
                v[i] = square;
                g[i] = factor * mean / ((float) Math.sqrt(square) * correction + EPSILON);
            }
        }

        @Override
        public Adam getConfig() {
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
