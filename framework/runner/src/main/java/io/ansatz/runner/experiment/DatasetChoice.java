package io.ansatz.runner.experiment;

import io.ansatz.api.Meaning;
import io.ansatz.api.dataset.DatasetSource;
import java.util.Optional;

/** A data set, how it is divided, how much of it is learned from, how it is read, and whether its faults are borne. */
public record DatasetChoice(
        @Meaning("the part that opens it") Use<DatasetSource<?>> use,

        @Meaning("how images are divided; given leaves them as they are")
        Division split,

        @Meaning("how many training images of each class are kept; none for all of them")
        Optional<Integer> perClass,

        @Meaning("which training images per-class keeps: those of a smaller number are among those of a larger")
        long perClassSeed,

        @Meaning("how pixels become numbers") Normalization normalize,

        @Meaning(
                "whether nothing is trained on images that stand in two parts, or whose labels are not those published")
        boolean strict) {

    private static final long ANY_SEED = 1;

    public DatasetChoice {
        if (perClass.isPresent() && perClass.get() < 1) {
            throw new IllegalArgumentException("per-class must be at least 1, not %d.".formatted(perClass.get()));
        }
        if (perClass.isEmpty() && perClassSeed != ANY_SEED) {
            throw new IllegalArgumentException("per-class-seed goes with per-class, and there is none.");
        }
    }

    /** A data set as it is. */
    public DatasetChoice(Use<DatasetSource<?>> use) {
        this(use, new Division.Given(), Optional.empty(), ANY_SEED, Normalization.HALF, false);
    }

    /** What the part is called. */
    public String name() {
        return use.name();
    }
}
