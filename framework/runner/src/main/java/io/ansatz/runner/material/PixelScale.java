package io.ansatz.runner.material;

import io.ansatz.api.ImageShape;
import io.ansatz.api.dataset.Dataset;
import io.ansatz.api.dataset.Images;
import io.ansatz.runner.experiment.Normalization;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How the bytes of pixels become numbers: {@code (x / 255 - mean) / deviation}, channel by channel.
 *
 * @param means one for each channel
 * @param deviations one for each channel
 */
public record PixelScale(float[] means, float[] deviations) {

    private static final float[] IMAGENET_MEANS = {0.485f, 0.456f, 0.406f};
    private static final float[] IMAGENET_DEVIATIONS = {0.229f, 0.224f, 0.225f};

    /** What a channel without any contrast is divided by. */
    private static final double LEAST_DEVIATION = 1 / 255.0;

    /** From -1 to 1. */
    public static PixelScale half(ImageShape shape) {
        return same(shape, 0.5f, 0.5f);
    }

    /** That of a data set. */
    public static PixelScale of(Normalization normalization, Dataset dataset) {
        ImageShape shape = dataset.shape();
        return switch (normalization) {
            case UNIT -> same(shape, 0, 1);
            case HALF -> half(shape);
            case IMAGENET -> imagenet(shape);
            case TRAIN -> ofTraining(dataset.train().images());
        };
    }

    private static PixelScale same(ImageShape shape, float mean, float deviation) {
        var means = new float[shape.channels()];
        var deviations = new float[shape.channels()];
        Arrays.fill(means, mean);
        Arrays.fill(deviations, deviation);
        return new PixelScale(means, deviations);
    }

    /** What is not red, green and blue gets the mean of those three. */
    private static PixelScale imagenet(ImageShape shape) {
        return shape.channels() == IMAGENET_MEANS.length
                ? new PixelScale(IMAGENET_MEANS, IMAGENET_DEVIATIONS)
                : same(shape, mean(IMAGENET_MEANS), mean(IMAGENET_DEVIATIONS));
    }

    private static float mean(float[] values) {
        float sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static PixelScale ofTraining(Images images) {
        int channels = images.shape().channels();
        int area = images.shape().size() / channels;
        var counts = new long[channels][256];
        var pixels = new byte[images.shape().size()];
        for (int image = 0; image < images.size(); image++) {
            images.read(image, pixels, 0);
            for (int p = 0; p < pixels.length; p++) {
                counts[p / area][pixels[p] & 0xff]++;
            }
        }
        var means = new float[channels];
        var deviations = new float[channels];
        for (int channel = 0; channel < channels; channel++) {
            double all = (double) area * images.size();
            double mean = 0;
            double squares = 0;
            for (int x = 0; x < counts[channel].length; x++) {
                mean += counts[channel][x] * (x / 255.0) / all;
                squares += counts[channel][x] * (x / 255.0) * (x / 255.0) / all;
            }
            means[channel] = (float) mean;
            deviations[channel] = (float) Math.max(LEAST_DEVIATION, Math.sqrt(Math.max(0, squares - mean * mean)));
        }
        return new PixelScale(means, deviations);
    }

    /** The number for a brightness from 0 to 255. */
    float number(float brightness, int channel) {
        return (brightness / 255 - means[channel]) / deviations[channel];
    }

    /** In words, as part of what decides features: {@code (x / 255 - 0.5) / 0.5}, for each channel where they differ. */
    @Override
    public String toString() {
        return IntStream.range(0, means.length)
                .mapToObj(channel ->
                        String.format(Locale.ROOT, "(x / 255 - %s) / %s", means[channel], deviations[channel]))
                .distinct()
                .collect(Collectors.joining(", "));
    }
}
