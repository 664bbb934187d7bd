package io.ansatz.runner.guard;

import java.util.Locale;

/** What became of a promise. */
public enum Verdict {
    /** It was looked at and holds. */
    VERIFIED,
    /** It was looked at and does not hold. */
    VIOLATED,
    /** There is nothing to look at. */
    NOT_VERIFIABLE;

    /** As it is written: {@code not verifiable}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
