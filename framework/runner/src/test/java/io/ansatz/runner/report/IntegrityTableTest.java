package io.ansatz.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.ansatz.runner.guard.Verdict;
import io.ansatz.runner.proof.Check;
import io.ansatz.runner.proof.Flaw;
import io.ansatz.runner.proof.Integrity;
import io.ansatz.runner.proof.Integrity.Finding;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class IntegrityTableTest {

    private static final String NASTY = "<script>alert(1)</script> %s is there more than once.";

    private static final Finding SOUND = new Finding(Check.FILES, Verdict.VERIFIED, 0, List.of(), "All is well.");

    @Test
    void everyCheckHasALineWithItsVerdict() throws Exception {
        var broken = new Finding(
                Check.PREDICTIONS, Verdict.VIOLATED, 1, List.of(new Flaw(Check.PREDICTIONS, "mlp-s1", NASTY)), "");
        var unknown = new Finding(Check.SUPPORTS, Verdict.NOT_VERIFIABLE, 30, List.of(), "Nobody knows.");

        Element page = page(new Integrity(30, List.of(SOUND, broken, unknown)));

        assertThat(Xml.texts(page, "h2")).containsExactly("Integrity");
        assertThat(Xml.texts(page, "p"))
                .containsExactly(
                        "The results of 30 trials were checked: what follows from predictions and confusion matrices was computed again.",
                        "A trial that breaks a check other than supports is left out of every comparison.");
        assertThat(rows(page))
                .containsExactly(
                        List.of("files", "verified", "All is well."),
                        List.of("predictions", "violated (1)", "mlp-s1: " + NASTY),
                        List.of("supports", "not verifiable (30)", "Nobody knows."));
        assertThat(Xml.styled(page, "td", "word warn")).hasSize(1);
        assertThat(Xml.all(page, "script")).isEmpty();
    }

    @Test
    void whereNothingIsBrokenNothingIsLeftOut() throws Exception {
        assertThat(Xml.texts(page(new Integrity(1, List.of(SOUND))), "p"))
                .containsExactly(
                        "The results of 1 trial were checked: what follows from predictions and confusion matrices was computed again.");
    }

    @Test
    void withoutResultsThereIsNoSection() throws Exception {
        assertThat(Xml.texts(page(new Integrity(0, List.of(SOUND))), "h2")).isEmpty();
    }

    private static Element page(Integrity integrity) throws Exception {
        var page = new Page("sample");
        new IntegrityTable(integrity, page).write();
        return Xml.parse(page.html());
    }

    private static List<List<String>> rows(Element page) {
        return Xml.all(Xml.all(page, "tbody").get(0), "tr").stream()
                .map(row -> Xml.texts(row, "td").stream().map(String::strip).toList())
                .collect(Collectors.toList());
    }
}
