package io.ansatz.runner.experiment;

import io.ansatz.api.Meaning;
import java.util.Locale;

/**
 * How images are divided into those to learn from, to choose by and to be judged on. Wherever they are divided anew, each class is
 * divided for itself, and images of one group stay together.
 */
public sealed interface Division {

    /** As the data set has them. */
    record Given() implements Division {}

    /** All images anew, by shares. */
    record Shares(
            @Meaning("the share to learn from, such as 0.7") double train,
            @Meaning("the share to choose by, such as 0.1") double val,

            @Meaning("the share to be judged on, such as 0.2")
            double test,

            @Meaning("another seed divides otherwise") long seed)
            implements Division {

        public Shares {
            requireShare("train", train);
            requireShare("val", val);
            requireShare("test", test);
            if (Math.abs(train + val + test - 1) > 1e-6) {
                throw new IllegalArgumentException(String.format(
                        Locale.ROOT,
                        "test must make up 1 with train and val: %s, %s and %s make %.4g.",
                        train,
                        val,
                        test,
                        train + val + test));
            }
        }

        private static void requireShare(String name, double share) {
            if (!(share > 0 && share < 1)) {
                throw new IllegalArgumentException("%s must be between 0 and 1, not %s.".formatted(name, share));
            }
        }
    }

    /** All images anew, into equal folds: one to be judged on, the next to choose by, the others to learn from. */
    record Folds(
            @Meaning("how many folds there are") int count,

            @Meaning("the fold to be judged on, from 1; the next one, or behind the last the first, is to choose by")
            int test,

            @Meaning("another seed divides otherwise") long seed)
            implements Division {

        private static final int FEWEST = 3;

        public Folds {
            if (count < FEWEST) {
                throw new IllegalArgumentException(
                        "count must be at least %d, not %d: one fold to learn from, one to choose by, and one to be judged on."
                                .formatted(FEWEST, count));
            }
            if (test < 1 || test > count) {
                throw new IllegalArgumentException("test must be a fold from 1 to %d, not %d.".formatted(count, test));
            }
        }
    }
}
