package io.ansatz.simulator.noise;

import java.util.Arrays;

/** How outputs follow from how often each outcome of a measurement occurs; linear, but for {@link Ones}. */
sealed interface Tally {

    /** How many numbers come out. */
    int outputs();

    /** Writes the outputs, from {@code at} on, for the frequencies from {@code from} on. */
    void read(double[] frequencies, int from, double[] outputs, int at);

    /** Writes the slopes along the frequencies, from {@code from} on, for the slopes along the outputs from {@code at} on. */
    void pullBack(double[] slopes, int at, double[] frequencySlopes, int from);

    /**
     * The mean of a product of signs for each mask: 1 bits count as -1.
     *
     * @param masks the bits whose signs are multiplied
     */
    record Signs(int[] masks, int outcomes) implements Tally {

        @Override
        public int outputs() {
            return masks.length;
        }

        @Override
        public void read(double[] frequencies, int from, double[] outputs, int at) {
            for (int i = 0; i < masks.length; i++) {
                double sum = 0;
                for (int k = 0; k < outcomes; k++) {
                    sum += sign(k, masks[i]) * frequencies[from + k];
                }
                outputs[at + i] = sum;
            }
        }

        @Override
        public void pullBack(double[] slopes, int at, double[] frequencySlopes, int from) {
            Arrays.fill(frequencySlopes, from, from + outcomes, 0);
            for (int i = 0; i < masks.length; i++) {
                for (int k = 0; k < outcomes; k++) {
                    frequencySlopes[from + k] += sign(k, masks[i]) * slopes[at + i];
                }
            }
        }

        private static int sign(int k, int mask) {
            return 1 - 2 * (Integer.bitCount(k & mask) & 1);
        }
    }

    /**
     * The frequency of each outcome of some wires, scaled.
     *
     * @param parts the outcome of those wires in each outcome of all of them
     */
    record Marginals(int[] parts, double scale, int outputs) implements Tally {

        @Override
        public void read(double[] frequencies, int from, double[] outputs, int at) {
            Arrays.fill(outputs, at, at + this.outputs, 0);
            for (int k = 0; k < parts.length; k++) {
                outputs[at + parts[k]] += scale * frequencies[from + k];
            }
        }

        @Override
        public void pullBack(double[] slopes, int at, double[] frequencySlopes, int from) {
            for (int k = 0; k < parts.length; k++) {
                frequencySlopes[from + k] = scale * slopes[at + parts[k]];
            }
        }
    }

    /** The number of ones in the most frequent outcome, the lowest of equally frequent ones. */
    record Ones(int outcomes) implements Tally {

        /** Frequencies nearer than this count as equal, so that rounding does not decide a tie; no number of shots is so fine. */
        private static final double TIE = 1e-12;

        @Override
        public int outputs() {
            return 1;
        }

        @Override
        public void read(double[] frequencies, int from, double[] outputs, int at) {
            int likeliest = 0;
            for (int k = 1; k < outcomes; k++) {
                if (frequencies[from + k] > frequencies[from + likeliest] + TIE) {
                    likeliest = k;
                }
            }
            outputs[at] = Integer.bitCount(likeliest);
        }

        @Override
        public void pullBack(double[] slopes, int at, double[] frequencySlopes, int from) {
            throw new AssertionError("A read-out without a gradient is refused before anything runs.");
        }
    }
}
