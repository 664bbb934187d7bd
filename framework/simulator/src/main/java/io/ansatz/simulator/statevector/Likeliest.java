package io.ansatz.simulator.statevector;

/** Finds the likeliest of several outcomes. */
final class Likeliest {

    private Likeliest() {}

    /** The number of ones in the likeliest outcome; of those that are as likely as makes no difference, the lowest counts. */
    static int ones(double[] probabilities, int from, int count, double tie) {
        int likeliest = 0;
        for (int k = 1; k < count; k++) {
            if (probabilities[from + k] > probabilities[from + likeliest] + tie) {
                likeliest = k;
            }
        }
        return Integer.bitCount(likeliest);
    }
}
