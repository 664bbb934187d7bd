package io.ansatz.runner.material;

import io.ansatz.api.ImageShape;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Some of the rows of a file of floats, which the system maps into memory and keeps there as long as it likes.
 *
 * @param segments the file, cut between rows
 * @param rowsPerSegment how many rows every segment has but the last
 * @param first the row of the first image
 */
record Features(ImageShape shape, int[] labels, List<FloatBuffer> segments, int rowsPerSegment, int first)
        implements Supply {

    @Override
    public void read(int image, float[] target, int start) {
        int row = first + image;
        segments.get(row / rowsPerSegment).get(row % rowsPerSegment * shape.size(), target, start, shape.size());
    }
}
