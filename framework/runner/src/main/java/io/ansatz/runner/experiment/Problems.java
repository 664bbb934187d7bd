package io.ansatz.runner.experiment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The problems found so far, each once. */
final class Problems {

    private final List<String> sources = new ArrayList<>();
    private final Set<Problem> found = new LinkedHashSet<>();

    /** Says that a file is being read; problems are sorted by files in this order, and options come last. */
    void reading(String source) {
        if (!sources.contains(source)) {
            sources.add(source);
        }
    }

    void add(Location location, String message) {
        found.add(new Problem(location, message));
    }

    void add(Problem problem) {
        found.add(problem);
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    /** All of them, by place. */
    List<Problem> sorted() {
        Comparator<Problem> byPlace = Comparator.comparingInt(problem -> rank(problem.location()));
        byPlace = byPlace.thenComparingInt(problem -> problem.location().line())
                .thenComparingInt(problem -> problem.location().column());
        return found.stream().sorted(byPlace).toList();
    }

    void raise() throws ProblemsException {
        if (!found.isEmpty()) {
            throw new ProblemsException(sorted());
        }
    }

    private int rank(Location location) {
        int rank = sources.indexOf(location.source());
        return rank < 0 ? sources.size() : rank;
    }
}
