package io.ansatz.runner.statistics;

/**
 * On how many of the same items only one side is right. Items on which both are right, or both wrong, say nothing about
 * which is better.
 */
public record Discordance(int onlyOurs, int onlyTheirs) {

    public Discordance {
        if (onlyOurs < 0 || onlyTheirs < 0) {
            throw new IllegalArgumentException(
                    "Items cannot be fewer than none: %d and %d.".formatted(onlyOurs, onlyTheirs));
        }
    }

    /** Counts items, which stand in the same order on both sides. */
    public static Discordance of(boolean[] oursRight, boolean[] theirsRight) {
        if (oursRight.length != theirsRight.length) {
            throw new IllegalArgumentException("Pairs need as many items on both sides, not %d and %d."
                    .formatted(oursRight.length, theirsRight.length));
        }
        int ours = 0;
        int theirs = 0;
        for (int i = 0; i < oursRight.length; i++) {
            ours += oursRight[i] && !theirsRight[i] ? 1 : 0;
            theirs += theirsRight[i] && !oursRight[i] ? 1 : 0;
        }
        return new Discordance(ours, theirs);
    }

    public int total() {
        return onlyOurs + onlyTheirs;
    }
}
