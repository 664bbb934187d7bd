package io.ansatz.runner.metrics;

/**
 * Images sorted by how likely they are said to be of one class. At every score, from the highest down, it counts the images
 * that would be called this class if that score were enough; equal scores cannot be told apart, so they come in together.
 * Figures need images of the class and others.
 *
 * @param hits how many of these images are of the class; the first is 0, before any score
 * @param misses how many are not
 */
public record Ranking(int[] hits, int[] misses) {

    /** What sensitivity or specificity is held at: 19 of 20. */
    private static final long KEPT = 19;

    private static final long OF = 20;

    /** How many images are of the class. */
    public int positives() {
        return hits[hits.length - 1];
    }

    /** How many are not. */
    public int negatives() {
        return misses[misses.length - 1];
    }

    /** Whether there are images of both kinds; without them there is nothing to tell apart. */
    public boolean tells() {
        return positives() > 0 && negatives() > 0;
    }

    /** The share of images that are of the class: the precision of calling every image so. */
    public double prevalence() {
        return (double) positives() / (positives() + negatives());
    }

    /** Mann and Whitney: the share of pairs, one image of the class and one of the rest, that the score puts in order; ties count half. */
    public double auc() {
        long halves = 0;
        for (int i = 1; i < hits.length; i++) {
            halves += (long) (misses[i] - misses[i - 1]) * (hits[i] + hits[i - 1]);
        }
        return halves / 2.0 / ((double) positives() * negatives());
    }

    /** The sum of (R_n - R_(n-1)) P_n over the scores, with recall R and precision P: steps, no interpolation. */
    public double averagePrecision() {
        double sum = 0;
        for (int i = 1; i < hits.length; i++) {
            if (hits[i] > hits[i - 1]) {
                sum += (double) (hits[i] - hits[i - 1]) * hits[i] / (hits[i] + misses[i]);
            }
        }
        return sum / positives();
    }

    /** The most sensitive score of those that keep a specificity of at least 95 %. */
    double sensitivity() {
        int best = 0;
        for (int i = 0; i < hits.length; i++) {
            if (OF * (negatives() - misses[i]) >= KEPT * negatives()) {
                best = hits[i];
            }
        }
        return (double) best / positives();
    }

    /** The most specific score of those that keep a sensitivity of at least 95 %. */
    double specificity() {
        int i = 0;
        while (OF * hits[i] < KEPT * positives()) {
            i++;
        }
        return (double) (negatives() - misses[i]) / negatives();
    }
}
