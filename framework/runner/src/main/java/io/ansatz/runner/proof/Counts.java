package io.ansatz.runner.proof;

/** Whole numbers in a row, the last included; none if the last comes before the first. */
public record Counts(long from, long to) {

    public boolean none() {
        return to < from;
    }

    public boolean single() {
        return from == to;
    }

    public boolean holds(long count) {
        return from <= count && count <= to;
    }

    Counts with(Counts others) {
        return new Counts(Math.max(from, others.from), Math.min(to, others.to));
    }
}
