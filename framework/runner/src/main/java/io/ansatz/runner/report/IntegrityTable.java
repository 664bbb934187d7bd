package io.ansatz.runner.report;

import io.ansatz.runner.guard.Verdict;
import io.ansatz.runner.proof.Integrity;
import java.util.List;

/** Whether results can be what the trials came to: a line for each check, with what breaks it. */
final class IntegrityTable {

    private final Integrity integrity;
    private final Page page;

    IntegrityTable(Integrity integrity, Page page) {
        this.integrity = integrity;
        this.page = page;
    }

    void write() {
        if (integrity.trials() == 0) {
            return;
        }
        page.heading("Integrity");
        page.paragraph(
                "The results of %s were checked: what follows from predictions and confusion matrices was computed again."
                        .formatted(Markup.count(integrity.trials(), "trial")));
        page.beginTable(
                "Checks",
                List.of(Page.Column.texts("check"), Page.Column.texts("verdict"), Page.Column.texts("what was found")));
        integrity.findings().forEach(this::row);
        page.endTable();
        if (!integrity.unsound().isEmpty()) {
            page.note("A trial that breaks a check other than supports is left out of every comparison.");
        }
    }

    private void row(Integrity.Finding finding) {
        page.add("<tr>");
        page.word(finding.check().word());
        page.add(
                "<td class=\"word%s\">%s</td>".formatted(finding.verdict() == Verdict.VIOLATED ? " warn" : "", "%s"),
                finding.words());
        page.add("<td>");
        finding.sentences().forEach(sentence -> page.add("<div>%s</div>", sentence));
        page.add("</td>");
        page.add("</tr>");
    }
}
