package io.ansatz.testkit;

import java.util.function.Consumer;

/** What a part owes because of its kind. A contract keeps nothing: it can be asked again. */
public interface Contract {

    /**
     * Fails with a sentence about the first obligation that the part does not meet.
     *
     * @throws Breach with that sentence
     */
    default void holds() {
        holds(met -> {});
    }

    /**
     * The same; besides, of each obligation that is met it says what was looked at, in a line.
     *
     * @throws Breach with a sentence about the first one that is not
     */
    void holds(Consumer<String> met);
}
