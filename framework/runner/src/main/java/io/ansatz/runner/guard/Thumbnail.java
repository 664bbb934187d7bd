package io.ansatz.runner.guard;

import io.ansatz.api.ImageShape;

/** Makes small grey pictures of images, each value the mean of the area it stands for. */
final class Thumbnail {

    private final ImageShape shape;
    private final int height;
    private final int width;

    Thumbnail(ImageShape shape, int height, int width) {
        this.shape = shape;
        this.height = height;
        this.width = width;
    }

    /** The small picture, row by row; grey is the mean of all channels. */
    float[] of(byte[] pixels) {
        var grey = new float[shape.height() * shape.width()];
        for (int channel = 0; channel < shape.channels(); channel++) {
            int start = channel * grey.length;
            for (int i = 0; i < grey.length; i++) {
                grey[i] += pixels[start + i] & 0xff;
            }
        }
        var small = new float[height * width];
        double perRow = (double) shape.height() / height;
        double perColumn = (double) shape.width() / width;
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                small[row * width + column] =
                        mean(grey, row * perRow, (row + 1) * perRow, column * perColumn, (column + 1) * perColumn);
            }
        }
        return small;
    }

    private float mean(float[] grey, double top, double bottom, double left, double right) {
        double sum = 0;
        double area = 0;
        for (int row = (int) top; row < Math.min(shape.height(), Math.ceil(bottom)); row++) {
            double tall = Math.min(bottom, row + 1) - Math.max(top, row);
            for (int column = (int) left; column < Math.min(shape.width(), Math.ceil(right)); column++) {
                double share = tall * (Math.min(right, column + 1) - Math.max(left, column));
                sum += share * grey[row * shape.width() + column];
                area += share;
            }
        }
        return (float) (sum / (area * shape.channels()));
    }
}
