package io.ansatz.api.dataset;

import java.util.List;

/**
 * How many images of each label the publisher of a data set says there are, in label order; empty for a part of which that was not
 * published.
 */
public record LabelCounts(List<Integer> train, List<Integer> validation, List<Integer> test) {

    /** Nothing was published. */
    public static final LabelCounts UNKNOWN = new LabelCounts(List.of(), List.of(), List.of());

    public LabelCounts {
        train = List.copyOf(train);
        validation = List.copyOf(validation);
        test = List.copyOf(test);
    }
}
