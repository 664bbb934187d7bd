package io.ansatz.runner.statistics;

/** Two sides that share everything but one thing: the same seeds, parts and images. The verdict is on {@code ours}. */
public record Pair(Criterion criterion, Side ours, Side theirs) {

    public Differences differences() {
        return Differences.between(ours.values(), theirs.values());
    }
}
