package io.ansatz.runner.cli;

import java.util.Optional;

/**
 * The images that published figures are of.
 *
 * @param positives how many of them are positive; empty where that is not known, or there are more than two classes
 * @param commonest how many are of the commonest class; empty where that is not known
 */
record TestImages(long count, Optional<Long> positives, Optional<Long> commonest) {

    /** Images of which a user said this much. */
    static TestImages of(long count, Optional<Long> positives) {
        return new TestImages(count, positives, positives.map(positive -> Math.max(positive, count - positive)));
    }
}
