package io.ansatz.runner.cli;

import io.ansatz.runner.authoring.Verification;
import io.ansatz.runner.authoring.Verification.Verdict;
import io.ansatz.runner.catalog.Catalog;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Verifies parts one after the other, and prints what was looked at and how it ended. */
final class VerificationReport {

    private final Terminal terminal;
    private final Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);

    VerificationReport(Terminal terminal) {
        this.terminal = terminal;
    }

    void verify(List<Catalog.Entry> parts) {
        parts.forEach(this::verify);
        if (parts.size() > 1) {
            terminal.line("%d of %d parts keep their contracts%s%s."
                    .formatted(
                            count(Verdict.KEPT),
                            parts.size(),
                            clause(Verdict.BROKEN, "do not"),
                            clause(Verdict.WITHOUT_DATA, "could not be opened")));
        }
    }

    int count(Verdict verdict) {
        return counts.getOrDefault(verdict, 0);
    }

    private void verify(Catalog.Entry entry) {
        String title = "%s:%s".formatted(entry.kind(), entry.name());
        terminal.line("%s   (plugin %s)".formatted(title, entry.plugin()));
        Verification ended = Verification.of(entry.kind(), entry.part(), met -> terminal.line("  yes  " + met));
        counts.merge(ended.verdict(), 1, Integer::sum);
        switch (ended.verdict()) {
            case KEPT -> terminal.line("%s keeps its contract.".formatted(title));
            case BROKEN -> {
                terminal.line("  NO   " + indented(ended.sentence()));
                terminal.line("%s does not keep its contract.".formatted(title));
            }
            case WITHOUT_DATA -> {
                terminal.line("  -    " + indented(ended.sentence()));
                terminal.line("%s was not verified: its data is not at hand.".formatted(title));
            }
        }
        terminal.line("");
    }

    private static String indented(String sentence) {
        return sentence.replace("\n", "\n       ");
    }

    private String clause(Verdict verdict, String what) {
        return count(verdict) == 0 ? "" : ", %d %s".formatted(count(verdict), what);
    }
}
