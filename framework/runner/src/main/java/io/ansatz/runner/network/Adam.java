package io.ansatz.runner.network;

/**
 * Adam (Kingma and Ba, 2015, algorithm 1) as torch computes it, with epsilon added behind the correction of the bias. It
 * remembers the running means of the slopes and of their squares.
 *
 * @param decay the share of a value that counts as slope
 * @param decoupled whether that share bypasses the means and is taken off at the rate itself (Loshchilov and Hutter, 2019,
 *     algorithm 2), as torch's AdamW does
 */
record Adam(double decay, boolean decoupled) implements UpdateRule {

    private static final double FIRST_DECAY = 0.9;
    private static final double SECOND_DECAY = 0.999;
    private static final float EPSILON = 1e-8f;

    /** Adam as it was published: values do not decay. */
    Adam() {
        this(0, false);
    }

    @Override
    public int memories() {
        return 2;
    }

    @Override
    public boolean decays() {
        return decay > 0;
    }

    @Override
    public Step step(int number, double rate) {
        float factor = (float) (rate / (1 - Math.pow(FIRST_DECAY, number)));
        float correction = (float) (1 / Math.sqrt(1 - Math.pow(SECOND_DECAY, number)));
        return (size, slopes, values, memories) -> {
            if (decays() && !decoupled) {
                UpdateRule.addTo(slopes, (float) decay, values, size);
            }
            move(size, slopes, memories[0], memories[1], factor, correction);
            if (decays() && decoupled) {
                UpdateRule.addTo(slopes, (float) (rate * decay), values, size);
            }
        };
    }

    private static void move(int size, float[] g, float[] m, float[] v, float factor, float correction) {
        float first = (float) FIRST_DECAY;
        float second = (float) SECOND_DECAY;
        float restOfFirst = (float) (1 - FIRST_DECAY);
        float restOfSecond = (float) (1 - SECOND_DECAY);
        for (int i = 0; i < size; i++) {
            float mean = first * m[i] + restOfFirst * g[i];
            float square = second * v[i] + restOfSecond * g[i] * g[i];
            m[i] = mean;
            v[i] = square;
            g[i] = factor * mean / ((float) Math.sqrt(square) * correction + EPSILON);
        }
    }
}
