package io.ansatz.runner.material;

import io.ansatz.api.ImageShape;
import io.ansatz.api.dataset.Flip;
import io.ansatz.runner.experiment.Augmentation;
import java.util.SplittableRandom;

/**
 * What becomes of one image in one epoch: from where in it each place gets its brightness, and what happens to that. Places outside
 * get what lies nearest inside; between pixels it is interpolated bilinearly. Where nothing is turned, cut off or moved, pixels
 * stay what they are.
 */
final class Warp {

    private final ImageShape shape;
    private final boolean horizontal;
    private final boolean vertical;
    private final boolean bent;
    private final double cosine;
    private final double sine;
    private final double zoom;
    private final double down;
    private final double right;
    private final float contrast;
    private final float brightness;

    /** Draws what becomes of it; the same numbers are drawn whatever is asked for. */
    Warp(Augmentation how, ImageShape shape, SplittableRandom random) {
        this.shape = shape;
        boolean mirrored = random.nextBoolean();
        boolean overturned = random.nextBoolean();
        double angle = Math.toRadians(how.rotate()) * either(random);
        double left = 1 - how.crop() * random.nextDouble();
        double slackDown = either(random);
        double slackRight = either(random);
        double moveDown = how.shift() * either(random);
        double moveRight = how.shift() * either(random);
        contrast = (float) (1 + how.contrast() * either(random));
        brightness = (float) (255 * how.brightness() * either(random));
        horizontal = how.flips().contains(Flip.HORIZONTAL) && mirrored;
        vertical = how.flips().contains(Flip.VERTICAL) && overturned;
        bent = how.rotate() > 0 || how.crop() > 0 || how.shift() > 0;
        cosine = Math.cos(angle);
        sine = Math.sin(angle);
        zoom = left;
        // What is cut off is cut off anywhere.
        down = shape.height() * ((1 - left) / 2 * slackDown + moveDown);
        right = shape.width() * ((1 - left) / 2 * slackRight + moveRight);
    }

    private static double either(SplittableRandom random) {
        return 2 * random.nextDouble() - 1;
    }

    /** Puts the numbers of the changed image into an array, from a place on. */
    void read(byte[] pixels, PixelScale scale, float[] target, int start) {
        int height = shape.height();
        int width = shape.width();
        int area = height * width;
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                int place = row * width + column;
                int fromRow = vertical ? height - 1 - row : row;
                int fromColumn = horizontal ? width - 1 - column : column;
                if (!bent) {
                    int from = fromRow * width + fromColumn;
                    for (int channel = 0; channel < shape.channels(); channel++) {
                        target[start + channel * area + place] =
                                scale.number(toned(pixels[channel * area + from] & 0xff), channel);
                    }
                    continue;
                }
                double y = fromRow - (height - 1) / 2.0;
                double x = fromColumn - (width - 1) / 2.0;
                double atRow = clamp(zoom * (cosine * y + sine * x) + (height - 1) / 2.0 + down, height - 1);
                double atColumn = clamp(zoom * (cosine * x - sine * y) + (width - 1) / 2.0 + right, width - 1);
                int top = (int) atRow;
                int left = (int) atColumn;
                int bottom = Math.min(top + 1, height - 1);
                int beside = Math.min(left + 1, width - 1);
                float lower = (float) (atRow - top);
                float righter = (float) (atColumn - left);
                for (int channel = 0; channel < shape.channels(); channel++) {
                    int plane = channel * area;
                    float above = (1 - righter) * (pixels[plane + top * width + left] & 0xff)
                            + righter * (pixels[plane + top * width + beside] & 0xff);
                    float below = (1 - righter) * (pixels[plane + bottom * width + left] & 0xff)
                            + righter * (pixels[plane + bottom * width + beside] & 0xff);
                    target[start + plane + place] = scale.number(toned((1 - lower) * above + lower * below), channel);
                }
            }
        }
    }

    private static double clamp(double place, int most) {
        return Math.max(0, Math.min(most, place));
    }

    private float toned(float value) {
        return Math.max(0, Math.min(255, (value - 127.5f) * contrast + 127.5f + brightness));
    }
}
