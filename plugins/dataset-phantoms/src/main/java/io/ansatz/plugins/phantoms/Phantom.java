package io.ansatz.plugins.phantoms;

import java.util.SplittableRandom;

/** Draws one image: a shape somewhere on a smooth backdrop, seen through noise. */
final class Phantom {

    private final int channels;
    private final int size;
    private final double contrast;
    private final double noise;

    /** @param difficulty from 0, plain to see, to 1, hardly visible */
    Phantom(int channels, int size, double difficulty) {
        this.channels = channels;
        this.size = size;
        this.contrast = mix(0.50, 0.04, difficulty);
        this.noise = mix(0.02, 0.22, difficulty);
    }

    /** Draws into {@code pixels} from {@code offset} on, {@code [channel][row][column]}. */
    void draw(Shape shape, SplittableRandom random, byte[] pixels, int offset) {
        // All four lie in the same range whatever the shape, so only the outline tells the classes apart.
        double length = size * random.nextDouble(0.22, 0.34);
        double margin = Shape.REACH * 0.34 * size;
        double centreX = random.nextDouble(margin, size - margin);
        double centreY = random.nextDouble(margin, size - margin);
        double turn = random.nextDouble(2 * Math.PI);
        double cos = StrictMath.cos(turn);
        double sin = StrictMath.sin(turn);
        double strength = contrast * random.nextDouble(0.8, 1.2);

        var light = new Backdrop(2, random);
        var texture = new Backdrop(5, random);
        double level = random.nextDouble(0.25, 0.45);
        for (int channel = 0; channel < channels; channel++) {
            double tint = channels == 1 ? 1 : random.nextDouble(0.7, 1.3);
            double dye = channels == 1 ? 1 : random.nextDouble(0.7, 1.3);
            for (int row = 0; row < size; row++) {
                for (int column = 0; column < size; column++) {
                    double x = (column + 0.5) / size;
                    double y = (row + 0.5) / size;
                    double right = column + 0.5 - centreX;
                    double down = row + 0.5 - centreY;
                    double outside = length
                            * shape.distance((cos * right + sin * down) / length, (cos * down - sin * right) / length);
                    double backdrop = tint * (level + 0.12 * light.height(x, y) + 0.06 * texture.height(x, y));
                    double value = backdrop + dye * strength * coverage(outside) + noise * gaussian(random);
                    pixels[offset++] = (byte) Math.round(255 * Math.min(Math.max(value, 0), 1));
                }
            }
        }
    }

    /** The share of a pixel inside the outline, for an outline that is straight across the pixel. */
    private static double coverage(double pixelsOutside) {
        return Math.min(Math.max(0.5 - pixelsOutside, 0), 1);
    }

    /** Marsaglia's polar method, with the logarithm that is the same on every machine. */
    private static double gaussian(SplittableRandom random) {
        while (true) {
            double u = random.nextDouble(-1, 1);
            double v = random.nextDouble(-1, 1);
            double square = u * u + v * v;
            if (square > 0 && square < 1) {
                return u * Math.sqrt(-2 * StrictMath.log(square) / square);
            }
        }
    }

    private static double mix(double easy, double hard, double difficulty) {
        return easy + (hard - easy) * difficulty;
    }
}
