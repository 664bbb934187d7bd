package io.ansatz.api.dataset;

import io.ansatz.api.ImageShape;

/** Three parts of labelled images: to learn from, to choose by, and to be judged on. */
public record Dataset(Passport passport, Split train, Split validation, Split test) {

    public Dataset {
        if (!train.shape().equals(validation.shape()) || !train.shape().equals(test.shape())) {
            throw new IllegalArgumentException(
                    "The parts of a data set must hold images of one shape, not %s, %s and %s."
                            .formatted(train.shape(), validation.shape(), test.shape()));
        }
        int classes = passport.classes().size();
        for (Split split : new Split[] {train, validation, test}) {
            for (int label : split.labels()) {
                if (label < 0 || label >= classes) {
                    throw new IllegalArgumentException(
                            "A label is %d, but the passport names %d classes.".formatted(label, classes));
                }
            }
        }
    }

    /** Images that nobody has divided yet: all of them are in the first part, and an experiment says how to divide them. */
    public static Dataset undivided(Passport passport, Split all) {
        return new Dataset(passport, all, all.only(), all.only());
    }

    /** Whether somebody has divided the images. */
    public boolean divided() {
        return validation.size() > 0 || test.size() > 0;
    }

    public ImageShape shape() {
        return train.shape();
    }

    public int classes() {
        return passport.classes().size();
    }
}
