package io.ansatz.runner.metrics;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.function.IntPredicate;
import java.util.function.ToDoubleFunction;

/**
 * The probabilities that images got, and what the images are, made ready to be measured: what has to be sorted is sorted
 * once, so that a metric of any choice of the images takes a single pass over them.
 *
 * <p>The likeliest class is the answer, of equally likely ones the lowest, and its probability is the confidence. Arrays are
 * not copied; whoever hands them over leaves them as they are. May be used from several threads.
 */
public final class Scores {

    private final float[][] probabilities;
    private final int[] labels;
    private final int[] answers;
    private final int[] all;
    private final Places[] places;
    private Places sureness;

    /** Where every image stands if sorted by a score, the highest first; images of equal score share a place. */
    private record Places(int[] of, int count) {}

    private interface Score {

        float of(int image);
    }

    /**
     * Takes at least one image.
     *
     * @param probabilities {@code [image][class]}, all of them numbers
     * @param labels the true class of each image
     */
    public Scores(float[][] probabilities, int[] labels) {
        if (probabilities.length != labels.length || labels.length == 0) {
            throw new IllegalArgumentException(
                    "%d answers cannot be held against %d labels.".formatted(probabilities.length, labels.length));
        }
        this.probabilities = probabilities;
        this.labels = labels;
        answers = new int[labels.length];
        all = new int[labels.length];
        for (int i = 0; i < labels.length; i++) {
            answers[i] = likeliest(probabilities[i]);
            all[i] = i;
        }
        places = new Places[classes()];
    }

    private static int likeliest(float[] row) {
        int best = 0;
        for (int k = 0; k < row.length; k++) {
            if (!Float.isFinite(row[k])) {
                throw new IllegalArgumentException("Predictions that are not numbers cannot be judged.");
            }
            if (row[k] > row[best]) {
                best = k;
            }
        }
        return best;
    }

    /** How many images there are. */
    public int images() {
        return labels.length;
    }

    /** How many classes there are, with images or without. */
    public int classes() {
        return probabilities[0].length;
    }

    /** How many images of a class got which answer. */
    public Confusion confusion() {
        return confusion(all);
    }

    /** The same of chosen images; one that is chosen twice counts twice. */
    Confusion confusion(int[] indices) {
        var counts = new int[classes()][classes()];
        for (int i : indices) {
            counts[labels[i]][answers[i]]++;
        }
        return new Confusion(counts);
    }

    int[] all() {
        return all;
    }

    int label(int image) {
        return labels[image];
    }

    float probability(int image, int label) {
        return probabilities[image][label];
    }

    float confidence(int image) {
        return probabilities[image][answers[image]];
    }

    boolean right(int image) {
        return answers[image] == labels[image];
    }

    /**
     * A figure that tells one class from the rest: of two classes that of label 1, of more the plain mean over those that
     * are there. Empty unless two of them are.
     */
    OptionalDouble oneAgainstRest(int[] indices, ToDoubleFunction<Ranking> figure) {
        var there = new boolean[classes()];
        for (int i : indices) {
            there[labels[i]] = true;
        }
        int present = 0;
        for (boolean one : there) {
            present += one ? 1 : 0;
        }
        if (present < 2) {
            return OptionalDouble.empty();
        }
        if (classes() == 2) {
            return OptionalDouble.of(figure.applyAsDouble(ranking(1, indices)));
        }
        double sum = 0;
        for (int label = 0; label < there.length; label++) {
            if (there[label]) {
                sum += figure.applyAsDouble(ranking(label, indices));
            }
        }
        return OptionalDouble.of(sum / present);
    }

    /** All images by the score of a label. */
    public Ranking ranking(int label) {
        return ranking(label, all);
    }

    /** Chosen images by the score of a label. */
    Ranking ranking(int label, int[] indices) {
        int[][] counts = counts(places(label), indices, i -> labels[i] == label);
        return new Ranking(counts[0], counts[1]);
    }

    /** The answers of all images by how sure they are. */
    public Coverage coverage() {
        return coverage(all);
    }

    /** The same of chosen images; one that is chosen twice counts twice. */
    Coverage coverage(int[] indices) {
        int[][] counts = counts(sureness(), indices, this::right);
        return new Coverage(counts[0], counts[1]);
    }

    /** How many images up to every place are such, and how many are not; before the first place none. */
    private static int[][] counts(Places sorted, int[] indices, IntPredicate such) {
        var hits = new int[sorted.count + 1];
        var misses = new int[hits.length];
        for (int i : indices) {
            int place = sorted.of[i] + 1;
            int hit = such.test(i) ? 1 : 0;
            hits[place] += hit;
            misses[place] += 1 - hit;
        }
        for (int place = 1; place < hits.length; place++) {
            hits[place] += hits[place - 1];
            misses[place] += misses[place - 1];
        }
        return new int[][] {hits, misses};
    }

    /** The scores of a label, each once, from the highest down. */
    double[] distinct(int label) {
        Places sorted = places(label);
        var scores = new double[sorted.count];
        for (int i = 0; i < labels.length; i++) {
            scores[sorted.of[i]] = probabilities[i][label];
        }
        return scores;
    }

    private synchronized Places places(int label) {
        if (places[label] == null) {
            places[label] = sorted(i -> probabilities[i][label]);
        }
        return places[label];
    }

    private synchronized Places sureness() {
        if (sureness == null) {
            sureness = sorted(this::confidence);
        }
        return sureness;
    }

    private Places sorted(Score score) {
        var keys = new long[labels.length];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = (long) descending(score.of(i)) << Integer.SIZE | i;
        }
        Arrays.sort(keys);
        var of = new int[keys.length];
        int place = 0;
        for (int k = 0; k < keys.length; k++) {
            if (k > 0 && keys[k] >> Integer.SIZE != keys[k - 1] >> Integer.SIZE) {
                place++;
            }
            of[(int) keys[k]] = place;
        }
        return new Places(of, place + 1);
    }

    /** A whole number that is the lower the higher the score is: bits of floats sort as they do, below zero the other way round. */
    private static int descending(float score) {
        int bits = Float.floatToRawIntBits(score + 0.0f); // 0 and -0 are the same score
        return ~(bits ^ (bits >> Integer.SIZE - 1 & Integer.MAX_VALUE));
    }
}
