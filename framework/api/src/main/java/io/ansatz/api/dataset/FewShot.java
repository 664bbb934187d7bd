package io.ansatz.api.dataset;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Equally few images of each class to learn from. Which ones follows from the seed, and a larger number takes what a smaller
 * one takes and more, so that learning curves do not jump with the draw.
 */
public record FewShot(int perClass, long seed) {

    public FewShot {
        if (perClass < 1) {
            throw new IllegalArgumentException("per-class must be at least 1, not %d.".formatted(perClass));
        }
    }

    /**
     * Which images are taken, in their order.
     *
     * @param labels the class of each image there is
     * @param classes the class names, in label order
     * @throws IllegalArgumentException if a class has fewer; the message names it
     */
    public int[] choose(int[] labels, List<String> classes) {
        var random = new SplittableRandom(seed);
        var chosen = IntStream.empty();
        for (int label = 0; label < classes.size(); label++) {
            int wanted = label;
            int[] images = IntStream.range(0, labels.length)
                    .filter(i -> labels[i] == wanted)
                    .toArray();
            if (images.length < perClass) {
                throw new IllegalArgumentException(
                        "per-class is %d, but there are only %d images of '%s' to learn from."
                                .formatted(perClass, images.length, classes.get(label)));
            }
            shuffle(images, random.split());
            chosen = IntStream.concat(chosen, Arrays.stream(images, 0, perClass));
        }
        return chosen.sorted().toArray();
    }

    private static void shuffle(int[] images, SplittableRandom random) {
        for (int i = images.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int moved = images[i];
            images[i] = images[j];
            images[j] = moved;
        }
    }
}
