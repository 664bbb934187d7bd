package io.ansatz.runner.cli;

import io.ansatz.runner.proof.Comparison;
import io.ansatz.runner.proof.Comparison.Fact;
import io.ansatz.runner.proof.Comparison.Group;
import io.ansatz.runner.tracking.TrialRecord;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** What two runs differ in, in lines. */
final class ComparisonSheet {

    private final Comparison comparison;
    private final boolean all;

    /** @param all whether to show what they agree in, too */
    ComparisonSheet(Comparison comparison, boolean all) {
        this.comparison = comparison;
        this.all = all;
    }

    void print(Terminal terminal) {
        for (Group group : Group.values()) {
            List<Fact> facts = comparison.facts().stream()
                    .filter(fact -> fact.group() == group && (all || fact.differs()))
                    .toList();
            if (!facts.isEmpty()) {
                terminal.line(group.name().toLowerCase(Locale.ROOT));
                facts.forEach(fact -> terminal.line("  %s: %s".formatted(fact.name(), fact.words())));
            }
        }
    }

    /** A run, and what became of it. */
    static String heading(String letter, TrialRecord run) throws IOException {
        String state =
                run.folder().damaged() ? "its results are not what was published there" : Comparison.word(run.state());
        return "%s  %s (%s)".formatted(letter, run.folder().path(), state);
    }
}
