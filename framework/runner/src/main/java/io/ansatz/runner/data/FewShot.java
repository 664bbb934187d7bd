package io.ansatz.runner.data;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Equally few images of each class to learn from. Which ones follows from the seed, and a larger number takes what a smaller
 * one takes and more, so that learning curves do not jump with the draw.
 */
record FewShot(int perClass, long seed) {

    /**
     * Which images are taken, in their order.
     *
     * @param labels the class of each image there is
     * @param classes the class names, in label order
     * @throws IOException if a class has fewer; the message names it
     */
    int[] choose(int[] labels, List<String> classes) throws IOException {
        var random = new SplittableRandom(seed);
        var chosen = IntStream.empty();
        for (int label = 0; label < classes.size(); label++) {
            int wanted = label;
            int[] images = IntStream.range(0, labels.length)
                    .filter(i -> labels[i] == wanted)
                    .toArray();
            if (images.length < perClass) {
                throw new IOException("per-class is %d, but there are only %d images of '%s' to learn from."
                        .formatted(perClass, images.length, classes.get(label)));
            }
            int[] shuffled = Shuffling.of(images, random.split());
            chosen = IntStream.concat(chosen, Arrays.stream(shuffled, 0, perClass));
        }
        return chosen.sorted().toArray();
    }

    /** In words, for a passport. */
    String words() {
        return "per-class %d, seed %d".formatted(perClass, seed);
    }
}
