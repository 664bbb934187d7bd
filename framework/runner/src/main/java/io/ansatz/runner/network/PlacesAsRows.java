package io.ansatz.runner.network;

import io.ansatz.api.ImageShape;
import java.util.Map;

/** Makes of each place of a map a row of its own, with the channels of the place. */
record PlacesAsRows(ImageShape map) implements PlainOperation {

    @Override
    public ImageShape output() {
        return new ImageShape(map.channels(), 1, 1);
    }

    @Override
    public int rows(int batch) {
        return batch * map.height() * map.width();
    }

    @Override
    public Map<String, Integer> parameters() {
        return Map.of();
    }

    @Override
    public double[] run(int batch, double[] inputs, Map<String, double[]> parameters) {
        return turn(batch, inputs, map.channels(), map.height() * map.width());
    }

    @Override
    public Gradient differentiate(int batch, double[] inputs, Map<String, double[]> parameters, double[] slopes) {
        int images = slopes.length / map.size();
        return new Gradient(turn(images, slopes, map.height() * map.width(), map.channels()), Map.of());
    }

    /** Makes {@code [image][column][row]} of {@code [image][row][column]}. */
    static double[] turn(int images, double[] values, int rows, int columns) {
        var turned = new double[values.length];
        for (int image = 0; image < images; image++) {
            int start = image * rows * columns;
            for (int row = 0; row < rows; row++) {
                for (int column = 0; column < columns; column++) {
                    turned[start + column * rows + row] = values[start + row * columns + column];
                }
            }
        }
        return turned;
    }
}
