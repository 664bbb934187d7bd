package io.ansatz.runner.metrics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What it is worth to leave unsure answers to a person: for every confidence that may be asked for, how many images still get
 * an answer, and how many of those answers are right. Images of equal confidence are answered or left together.
 *
 * @param points from the highest confidence down; at the last one every image gets its answer
 */
public record Coverage(List<Point> points) {

    /**
     * What happens if only answers of at least this confidence are given.
     *
     * @param confidence the probability of the answer
     * @param answered how many images get one
     * @param right how many of these answers are right
     * @param images how many images there are
     */
    public record Point(double confidence, int answered, int right, int images) {

        /** The share of images that get an answer. */
        public double coverage() {
            return (double) answered / images;
        }

        /** The share of given answers that are right. */
        public double accuracy() {
            return (double) right / answered;
        }

        /** The share of given answers that are wrong. */
        public double risk() {
            return (double) (answered - right) / answered;
        }
    }

    public Coverage {
        points = List.copyOf(points);
    }

    /**
     * Sorts answers by their confidence.
     *
     * @param probabilities {@code [image][class]}
     * @param labels the true class of each image
     */
    public static Coverage of(float[][] probabilities, int[] labels) {
        var scores = new Scores(probabilities, labels);
        List<Integer> order = IntStream.range(0, labels.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -scores.confidence(i)))
                .toList();
        var points = new ArrayList<Point>();
        int right = 0;
        for (int answered = 1; answered <= labels.length; answered++) {
            int last = order.get(answered - 1);
            right += scores.right(last) ? 1 : 0;
            boolean tied =
                    answered < labels.length && scores.confidence(order.get(answered)) == scores.confidence(last);
            if (!tied) {
                points.add(new Point(scores.confidence(last), answered, right, labels.length));
            }
        }
        return new Coverage(points);
    }

    /**
     * The most confident images, as few as are at least this share of all.
     *
     * @param share above 0, at most 1
     */
    public Point at(double share) {
        return points.stream()
                .filter(point -> point.coverage() >= share)
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("No part of the images is %s of them.".formatted(share)));
    }

    /**
     * The area under risk over coverage (AURC; Geifman and El-Yaniv 2017): the mean over images of the risk of answering each
     * of them and all that are as sure or surer. The lower, the better; without ties only mistakes that are less sure than
     * every right answer keep it at its least.
     */
    public double area() {
        double sum = 0;
        int before = 0;
        for (Point point : points) {
            sum += (point.answered() - before) * point.risk();
            before = point.answered();
        }
        return sum / before;
    }
}
