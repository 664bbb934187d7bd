package io.ansatz.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.ansatz.runner.tracking.TrialRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class EnvironmentTest {

    private static final String DIGEST = "0123456789abcdef".repeat(4);

    @Test
    void pluginsAreListedWithVersionAndTheBeginningOfTheirDigest() throws Exception {
        Map<String, String> settings = Map.of("model.circuit.plugin", "circuit-<turns> " + DIGEST);
        Element page = page(
                told(1, settings, Map.of("java", "17", "plugin circuit-<turns>", "1.2.0")),
                told(2, settings, Map.of("java", "17")));

        assertThat(Xml.facts(page)).containsOnly(Map.entry("java", "17"));
        assertThat(Xml.rows(page, 0))
                .containsExactly(
                        List.of("circuit-<turns>", "1.2.0", "0123456789ab…", "1"),
                        List.of("circuit-<turns>", "not recorded", "0123456789ab…", "1"));
    }

    @Test
    void whereTrialsDifferItSaysHowManyWereSo() throws Exception {
        Element page = page(
                told(1, Map.of(), Map.of("processor", "Abacus 9")),
                told(2, Map.of(), Map.of("processor", "Abacus 9")),
                told(3, Map.of(), Map.of()));

        assertThat(Xml.facts(page)).containsEntry("processor", "Abacus 9 (2 trials); not recorded (1 trial)");
        assertThat(Xml.all(page, "table")).isEmpty();
    }

    private static TrialRecord told(int seed, Map<String, String> settings, Map<String, String> surroundings) {
        TrialRecord any = SampleTrials.finished("hybrid", seed, settings, 0.9);
        return SampleTrials.told(any, Path.of("runs", "sample", "a"), SampleTrials.DATA, surroundings, List.of());
    }

    private static Element page(TrialRecord... trials) throws Exception {
        var page = new Page("environment");
        new Environment(List.of(trials), page).write();
        return Xml.parse(page.html());
    }
}
