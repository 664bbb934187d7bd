package io.ansatz.runner.network;

import io.ansatz.api.ImageShape;
import java.util.Map;

/**
 * Makes maps larger by linear interpolation. A pixel of the result looks at the four pixels of the source around its own
 * centre; what lies beyond the border is the outermost pixel, as in torch without aligned corners.
 */
record Interpolation(ImageShape input, int factor) implements PlainOperation {

    /** Takes one product of the many: a share of a pixel of the source goes to a pixel of the result. */
    private interface Share {

        void at(int target, int source, double share);
    }

    /** Where a row or column of the result lies between two of the source. */
    private record Between(int first, int second, double shareOfSecond) {

        static Between of(int place, int factor, int length) {
            double centre = Math.max(0, (place + 0.5) / factor - 0.5);
            int first = (int) centre;
            return new Between(first, Math.min(first + 1, length - 1), centre - first);
        }
    }

    @Override
    public ImageShape output() {
        return new ImageShape(input.channels(), input.height() * factor, input.width() * factor);
    }

    @Override
    public Map<String, Integer> parameters() {
        return Map.of();
    }

    @Override
    public double[] run(int batch, double[] inputs, Map<String, double[]> parameters) {
        var outputs = new double[batch * output().size()];
        share(batch, (target, source, share) -> outputs[target] += share * inputs[source]);
        return outputs;
    }

    @Override
    public Gradient differentiate(int batch, double[] inputs, Map<String, double[]> parameters, double[] slopes) {
        var towardsInputs = new double[inputs.length];
        share(batch, (target, source, share) -> towardsInputs[source] += share * slopes[target]);
        return new Gradient(towardsInputs, Map.of());
    }

    private void share(int batch, Share share) {
        ImageShape output = output();
        for (int y = 0; y < output.height(); y++) {
            Between rows = Between.of(y, factor, input.height());
            for (int x = 0; x < output.width(); x++) {
                Between columns = Between.of(x, factor, input.width());
                for (int map = 0; map < batch * input.channels(); map++) {
                    int target = (map * output.height() + y) * output.width() + x;
                    for (int corner = 0; corner < 4; corner++) {
                        boolean below = corner / 2 == 1;
                        boolean right = corner % 2 == 1;
                        int row = below ? rows.second() : rows.first();
                        int column = right ? columns.second() : columns.first();
                        double down = below ? rows.shareOfSecond() : 1 - rows.shareOfSecond();
                        double across = right ? columns.shareOfSecond() : 1 - columns.shareOfSecond();
                        share.at(target, (map * input.height() + row) * input.width() + column, down * across);
                    }
                }
            }
        }
    }
}
