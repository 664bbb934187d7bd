package io.ansatz.runner.network;

import io.ansatz.api.ImageShape;
import java.util.Map;

/** Puts rows, one for each place, together to maps with a channel for each column. */
record RowsAsMaps(ImageShape map) implements PlainOperation {

    @Override
    public ImageShape output() {
        return map;
    }

    @Override
    public int rows(int batch) {
        return batch / (map.height() * map.width());
    }

    @Override
    public Map<String, Integer> parameters() {
        return Map.of();
    }

    @Override
    public double[] run(int batch, double[] inputs, Map<String, double[]> parameters) {
        return PlacesAsRows.turn(rows(batch), inputs, map.height() * map.width(), map.channels());
    }

    @Override
    public Gradient differentiate(int batch, double[] inputs, Map<String, double[]> parameters, double[] slopes) {
        double[] turned = PlacesAsRows.turn(rows(batch), slopes, map.channels(), map.height() * map.width());
        return new Gradient(turned, Map.of());
    }
}
