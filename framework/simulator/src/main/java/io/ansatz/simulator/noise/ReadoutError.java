package io.ansatz.simulator.noise;

import io.ansatz.api.Meaning;

/** How often a measured bit is read wrongly, the same for every wire and independently of the others. */
public record ReadoutError(
        @Meaning("the probability that a 0 is read as 1") double zeroAsOne,
        @Meaning("the probability that a 1 is read as 0") double oneAsZero) {

    static final ReadoutError NONE = new ReadoutError(0, 0);

    public ReadoutError {
        Noise.requireProbability("zero-as-one", zeroAsOne);
        Noise.requireProbability("one-as-zero", oneAsZero);
    }

    /** Turns the probabilities of what is measured into those of what is read. */
    void apply(double[] probabilities, int from, int outcomes) {
        for (int bit = 1; bit < outcomes; bit <<= 1) {
            for (int k = 0; k < outcomes; k++) {
                if ((k & bit) == 0) {
                    double zero = probabilities[from + k];
                    double one = probabilities[from + k + bit];
                    probabilities[from + k] = zero - zeroAsOne * zero + oneAsZero * one;
                    probabilities[from + k + bit] = one - oneAsZero * one + zeroAsOne * zero;
                }
            }
        }
    }

    /** Turns slopes along the probabilities of what is read into those along what is measured. */
    void pullBack(double[] slopes, int from, int outcomes) {
        for (int bit = 1; bit < outcomes; bit <<= 1) {
            for (int k = 0; k < outcomes; k++) {
                if ((k & bit) == 0) {
                    double zero = slopes[from + k];
                    double one = slopes[from + k + bit];
                    slopes[from + k] = zero + zeroAsOne * (one - zero);
                    slopes[from + k + bit] = one + oneAsZero * (zero - one);
                }
            }
        }
    }
}
