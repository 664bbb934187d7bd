package io.ansatz.runner.material;

import io.ansatz.api.ImageShape;
import io.ansatz.api.dataset.Split;

/** Images as they are. */
public final class Pixels implements Supply {

    private final Split split;
    private final PixelScale scale;

    /** What every byte becomes in each channel. */
    private final float[][] numbers;

    public Pixels(Split split, PixelScale scale) {
        this.split = split;
        this.scale = scale;
        numbers = new float[split.shape().channels()][256];
        for (int channel = 0; channel < numbers.length; channel++) {
            for (int x = 0; x < numbers[channel].length; x++) {
                numbers[channel][x] = scale.number(x, channel);
            }
        }
    }

    Split split() {
        return split;
    }

    PixelScale scale() {
        return scale;
    }

    @Override
    public ImageShape shape() {
        return split.shape();
    }

    @Override
    public int[] labels() {
        return split.labels();
    }

    @Override
    public void read(int image, float[] target, int start) {
        byte[] pixels = split.images().read(image);
        int area = pixels.length / numbers.length;
        for (int channel = 0; channel < numbers.length; channel++) {
            float[] number = numbers[channel];
            for (int p = channel * area; p < (channel + 1) * area; p++) {
                target[start + p] = number[pixels[p] & 0xff];
            }
        }
    }
}
