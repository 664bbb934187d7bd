package io.ansatz.runner.material;

import io.ansatz.api.ImageShape;
import io.ansatz.api.dataset.Split;

/** Images as they are. Pixels become {@code (x / 255 - 0.5) / 0.5}, from -1 to 1. */
public record Pixels(Split split) implements Supply {

    /** How pixels become numbers, in words. */
    static final String SCALE = "(x / 255 - 0.5) / 0.5";

    private static final float[] BRIGHTNESS = new float[256];

    static {
        for (int x = 0; x < BRIGHTNESS.length; x++) {
            BRIGHTNESS[x] = (x / 255f - 0.5f) / 0.5f;
        }
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
        for (int p = 0; p < pixels.length; p++) {
            target[start + p] = BRIGHTNESS[pixels[p] & 0xff];
        }
    }
}
