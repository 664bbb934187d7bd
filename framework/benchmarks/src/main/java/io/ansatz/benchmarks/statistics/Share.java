package io.ansatz.benchmarks.statistics;

import java.util.Locale;

/** How many of some were so. */
record Share(long hits, long of) {

    static Share none() {
        return new Share(0, 0);
    }

    Share and(boolean hit) {
        return new Share(hits + (hit ? 1 : 0), of + 1);
    }

    Share and(Share other) {
        return new Share(hits + other.hits, of + other.of);
    }

    @Override
    public String toString() {
        return of == 0 ? "-" : String.format(Locale.ROOT, "%.1f", 100.0 * hits / of);
    }
}
