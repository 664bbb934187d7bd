package io.ansatz.benchmarks.trunks;

import io.ansatz.api.ImageShape;
import io.ansatz.api.backbone.Operation.Convolution;
import io.ansatz.api.backbone.Trunk;

/**
 * How much the convolutions of a trunk have to compute for one image; all else is left out. Padding counts as image, as it does
 * in published counts, although libraries pass over it.
 *
 * @param multiplyAdds those of the way forward
 * @param first those of the first convolution among them
 */
record ConvolutionWork(long multiplyAdds, long first) {

    static ConvolutionWork of(Trunk trunk) {
        long all = 0;
        long first = 0;
        for (Trunk.Step step : trunk.steps()) {
            if (step.operation() instanceof Convolution convolution) {
                long one = multiplyAdds(convolution, step.input(), step.output());
                first = all == 0 ? one : first;
                all += one;
            }
        }
        return new ConvolutionWork(all, first);
    }

    private static long multiplyAdds(Convolution convolution, ImageShape input, ImageShape output) {
        long window = (long) convolution.kernel() * convolution.kernel() * (input.channels() / convolution.groups());
        return output.size() * window;
    }

    /**
     * Floating-point operations; a multiply-add is two. The way back costs as much as the way forward for the slopes of the
     * weights, and once more for those of the input, which nobody asks of the first convolution.
     */
    long operations(Way way) {
        return switch (way) {
            case TRAIN -> 2 * (3 * multiplyAdds - first);
            case CLASSIFY -> 2 * multiplyAdds;
        };
    }
}
