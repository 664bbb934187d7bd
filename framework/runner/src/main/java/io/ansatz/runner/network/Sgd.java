package io.ansatz.runner.network;

/**
 * Stochastic gradient descent as torch computes it. With momentum it remembers the running sum of the slopes, to which each is
 * added in full; the rate is applied behind it, so that a new rate counts at once.
 *
 * @param momentum the share of the sum that is left at the next step
 * @param decay the share of a value that counts as slope
 */
record Sgd(double momentum, double decay) implements UpdateRule {

    @Override
    public int memories() {
        return momentum > 0 ? 1 : 0;
    }

    @Override
    public boolean decays() {
        return decay > 0;
    }

    @Override
    public Step step(int number, double rate) {
        return (size, slopes, values, memories) -> {
            if (decays()) {
                UpdateRule.addTo(slopes, (float) decay, values, size);
            }
            if (momentum > 0) {
                gather(size, slopes, memories[0], (float) momentum);
            }
            scale(size, slopes, (float) rate);
        };
    }

    private static void gather(int size, float[] g, float[] sum, float momentum) {
        for (int i = 0; i < size; i++) {
            sum[i] = momentum * sum[i] + g[i];
            g[i] = sum[i];
        }
    }

    private static void scale(int size, float[] g, float rate) {
        for (int i = 0; i < size; i++) {
            g[i] *= rate;
        }
    }
}
