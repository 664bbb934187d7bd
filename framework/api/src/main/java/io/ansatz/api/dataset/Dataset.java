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

    public ImageShape shape() {
        return train.shape();
    }

    public int classes() {
        return passport.classes().size();
    }
}
