package io.ansatz.runner.network;

import io.ansatz.api.ImageShape;
import java.util.Map;
import java.util.Optional;

/**
 * Cuts images, whose pixels are between -1 and 1, into patches: a row for each, with pixels between 0 and 1.
 *
 * @param threshold a brightness beyond which pixels become 1, and all others 0
 */
record PatchesAsRows(PatchGrid grid, Optional<Double> threshold) implements PlainOperation {

    @Override
    public ImageShape output() {
        return new ImageShape(grid.values(), 1, 1);
    }

    @Override
    public int rows(int batch) {
        return batch * grid.count();
    }

    @Override
    public Map<String, Integer> parameters() {
        return Map.of();
    }

    @Override
    public double[] run(int batch, double[] inputs, Map<String, double[]> parameters) {
        int values = grid.values();
        var outputs = new double[rows(batch) * values];
        for (int patch = 0; patch < grid.count(); patch++) {
            for (int value = 0; value < values; value++) {
                int place = grid.place(patch, value);
                for (int image = 0; image < batch; image++) {
                    double pixel = inputs[image * grid.images().size() + place] / 2 + 0.5;
                    outputs[(image * grid.count() + patch) * values + value] =
                            threshold.isEmpty() ? pixel : pixel > threshold.get() ? 1 : 0;
                }
            }
        }
        return outputs;
    }

    /** Nothing learns in front of the images; their slopes are there to be complete. */
    @Override
    public Gradient differentiate(int batch, double[] inputs, Map<String, double[]> parameters, double[] slopes) {
        int values = grid.values();
        var towardsInputs = new double[inputs.length];
        if (threshold.isPresent()) {
            return new Gradient(towardsInputs, Map.of());
        }
        for (int patch = 0; patch < grid.count(); patch++) {
            for (int value = 0; value < values; value++) {
                int place = grid.place(patch, value);
                for (int image = 0; image < batch; image++) {
                    towardsInputs[image * grid.images().size() + place] +=
                            slopes[(image * grid.count() + patch) * values + value] / 2;
                }
            }
        }
        return new Gradient(towardsInputs, Map.of());
    }
}
