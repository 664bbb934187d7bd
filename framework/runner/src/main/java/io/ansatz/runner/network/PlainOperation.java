package io.ansatz.runner.network;

import io.ansatz.api.ImageShape;
import java.util.Map;

/**
 * Arithmetic on feature maps in plain Java, for what Deeplearning4j does not have. Maps are
 * {@code [image][channel][row][column]}; an operation keeps nothing between calls and changes no array it is given.
 */
interface PlainOperation {

    /**
     * What a change of each number would do.
     *
     * @param inputs one per input value
     * @param parameters for each parameter, the sum over the batch
     */
    record Gradient(double[] inputs, Map<String, double[]> parameters) {}

    /** The shape of what comes out for each image. */
    ImageShape output();

    /** How many images come out where so many go in; an operation may make rows of their places, or images of rows. */
    default int rows(int batch) {
        return batch;
    }

    /** How many values each parameter has, in their order. */
    Map<String, Integer> parameters();

    /** Computes a batch. */
    double[] run(int batch, double[] inputs, Map<String, double[]> parameters);

    /** The gradient of whatever the outputs' slopes belong to. */
    Gradient differentiate(int batch, double[] inputs, Map<String, double[]> parameters, double[] slopes);
}
