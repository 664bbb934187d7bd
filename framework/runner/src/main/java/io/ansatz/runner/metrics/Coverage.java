package io.ansatz.runner.metrics;

/**
 * What it is worth to leave unsure answers to a person: answers sorted by their confidence, the probability of the likeliest
 * class. At every confidence, from the highest down, it counts the answers that would be given if that were enough; answers
 * of equal confidence are given or left together.
 *
 * @param right how many of the given answers are right; the first is 0, before any is given
 * @param wrong how many are not
 */
public record Coverage(int[] right, int[] wrong) {

    /** What share of the answers {@link #accuracyOfSurest} gives: 4 of 5. */
    private static final long GIVEN = 4;

    private static final long OF = 5;

    /** The share of right ones among the surest answers, as few as are at least 80 % of all. */
    public double accuracyOfSurest() {
        int i = 0;
        while (OF * given(i) < GIVEN * given(right.length - 1)) {
            i++;
        }
        return (double) right[i] / given(i);
    }

    /**
     * The area under risk over coverage (AURC; Geifman and El-Yaniv 2017): the mean over images of the share of mistakes
     * among the answers that are as sure as theirs or surer. The lower, the better; it is lowest where mistakes are less
     * sure than every right answer.
     */
    public double area() {
        double sum = 0;
        for (int i = 1; i < right.length; i++) {
            if (given(i) > given(i - 1)) {
                sum += (double) (given(i) - given(i - 1)) * wrong[i] / given(i);
            }
        }
        return sum / given(right.length - 1);
    }

    private int given(int i) {
        return right[i] + wrong[i];
    }
}
