package io.ansatz.runner.guard;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Tells whether two images of a data set look alike: after scaling, other compression, or small changes of brightness and contrast.
 *
 * <p>A hash of 64 bits says which way the grey falls from each place to the next (the difference hash); images whose hashes differ
 * in few bits are compared once more. As all images of a data set have something in common, such as the dark ring around an eye,
 * their mean is taken off first and each place is divided by how much it varies; what is left must correlate almost fully.
 */
final class Likeness {

    /** Of 64; other pictures differ in about 32, but those of one kind in fewer. */
    private static final int MOST_BITS = 12;

    /** Found on BreastMNIST, RetinaMNIST and HAM10000: {@code framework/decisions/guard.md}. */
    private static final double LEAST_CORRELATION = 0.98;

    private static final int SIDE = 16;
    private static final int HASH_ROWS = 8;
    private static final int HASH_COLUMNS = 9;

    /** Keeps places that hardly vary from counting for much; of 255. */
    private static final double LEAST_SPREAD = 4;

    private final long[] hashes;
    private final float[][] looks;

    private Likeness(long[] hashes, float[][] looks) {
        this.hashes = hashes;
        this.looks = looks;
    }

    /** That of all images of these parts, which are counted through. */
    static Likeness of(List<Part> parts) {
        int all = parts.stream().mapToInt(Part::size).sum();
        var hashes = new long[all];
        var looks = new float[all][];
        int before = 0;
        for (Part part : parts) {
            int start = before;
            var forHash = new Thumbnail(part.split().shape(), HASH_ROWS, HASH_COLUMNS);
            var forLook = new Thumbnail(part.split().shape(), SIDE, SIDE);
            IntStream.range(0, part.size()).parallel().forEach(i -> {
                byte[] pixels = part.split().images().read(i);
                hashes[start + i] = hash(forHash.of(pixels));
                looks[start + i] = forLook.of(pixels);
            });
            before += part.size();
        }
        standardise(looks);
        return new Likeness(hashes, looks);
    }

    private static long hash(float[] small) {
        long hash = 0;
        for (int row = 0; row < HASH_ROWS; row++) {
            for (int column = 1; column < HASH_COLUMNS; column++) {
                int place = row * HASH_COLUMNS + column;
                hash = hash << 1 | (small[place] > small[place - 1] ? 1 : 0);
            }
        }
        return hash;
    }

    /** Takes off what all have in common, and makes each as long as any other. */
    private static void standardise(float[][] looks) {
        var mean = new double[SIDE * SIDE];
        var squares = new double[SIDE * SIDE];
        for (float[] look : looks) {
            for (int i = 0; i < look.length; i++) {
                mean[i] += look[i] / looks.length;
                squares[i] += (double) look[i] * look[i] / looks.length;
            }
        }
        for (float[] look : looks) {
            double sum = 0;
            for (int i = 0; i < look.length; i++) {
                double spread = Math.sqrt(Math.max(0, squares[i] - mean[i] * mean[i])) + LEAST_SPREAD;
                look[i] = (float) ((look[i] - mean[i]) / spread);
                sum += look[i];
            }
            double length = 0;
            for (int i = 0; i < look.length; i++) {
                look[i] -= (float) (sum / look.length);
                length += look[i] * look[i];
            }
            // An image without any structure of its own is like no other.
            float scale = length < 1e-6 ? 0 : (float) (1 / Math.sqrt(length));
            for (int i = 0; i < look.length; i++) {
                look[i] *= scale;
            }
        }
    }

    /** How much alike two images are, up to 1; 0 where they are not. */
    double between(int one, int other) {
        if (Long.bitCount(hashes[one] ^ hashes[other]) > MOST_BITS) {
            return 0;
        }
        float[] a = looks[one];
        float[] b = looks[other];
        float sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum >= LEAST_CORRELATION ? sum : 0;
    }
}
