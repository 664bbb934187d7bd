package io.ansatz.runner.network;

import io.ansatz.api.ImageShape;
import java.util.Map;

/**
 * Gives every image of a batch the values of another one, so that an answer knows nothing of its own image. Who gets whose
 * depends on the seed and the size of the batch alone. An image alone in a batch gets zeros.
 */
record ShuffledRows(ImageShape shape, Seed seed) implements PlainOperation {

    @Override
    public ImageShape output() {
        return shape;
    }

    @Override
    public Map<String, Integer> parameters() {
        return Map.of();
    }

    @Override
    public double[] run(int batch, double[] inputs, Map<String, double[]> parameters) {
        var outputs = new double[inputs.length];
        int width = shape.size();
        int[] source = sources(batch);
        for (int row = 0; row < batch; row++) {
            if (source[row] != row) {
                System.arraycopy(inputs, source[row] * width, outputs, row * width, width);
            }
        }
        return outputs;
    }

    @Override
    public Gradient differentiate(int batch, double[] inputs, Map<String, double[]> parameters, double[] slopes) {
        var towardsInputs = new double[inputs.length];
        int width = shape.size();
        int[] source = sources(batch);
        for (int row = 0; row < batch; row++) {
            if (source[row] != row) {
                System.arraycopy(slopes, row * width, towardsInputs, source[row] * width, width);
            }
        }
        return new Gradient(towardsInputs, Map.of());
    }

    /**
     * Whose values each row gets. Sattolo's algorithm: one cycle through all rows, so that none keeps its own; a plain
     * shuffle would leave one in its place on average, and from that one a network can learn.
     */
    int[] sources(int batch) {
        var random = seed.generator("circuit.shuffle/" + batch);
        var source = new int[batch];
        for (int row = 0; row < batch; row++) {
            source[row] = row;
        }
        for (int row = batch - 1; row > 0; row--) {
            int other = random.nextInt(row);
            int kept = source[row];
            source[row] = source[other];
            source[other] = kept;
        }
        return source;
    }
}
