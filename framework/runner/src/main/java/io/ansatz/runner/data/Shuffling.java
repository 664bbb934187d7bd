package io.ansatz.runner.data;

import java.util.SplittableRandom;

/** Another order, which follows from the generator alone. */
final class Shuffling {

    private Shuffling() {}

    /** These numbers in another order. */
    static int[] of(int[] numbers, SplittableRandom random) {
        int[] order = numbers.clone();
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int moved = order[i];
            order[i] = order[j];
            order[j] = moved;
        }
        return order;
    }
}
