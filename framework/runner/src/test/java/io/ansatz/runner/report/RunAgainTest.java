package io.ansatz.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.ansatz.runner.tracking.TrialRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class RunAgainTest {

    private static final Map<String, String> COMMIT = Map.of("git commit", "743b7fa", "git changes", "uncommitted");

    @Test
    void commandsNameTheTrialsThatAreThere() throws Exception {
        TrialRecord killed = SampleTrials.unfinished("hybrid", 1, Map.of(), TrialRecord.State.KILLED, "");

        Element page = page(
                killed,
                told("hybrid", 2, "sample/hybrid-s2-ab"),
                told("hybrid", 3, "sample/hybrid-s3-cd"),
                told("mlp", 2, "sample/mlp-s2-ef"));

        assertThat(Xml.texts(page, "pre"))
                .containsExactly(
                        "ansatz reproduce sample/hybrid-s2-ab",
                        "ansatz run experiment.yaml",
                        "name: <sample>\nseeds: 2\n",
                        "ansatz compare sample",
                        "ansatz diff sample/hybrid-s2-ab sample/mlp-s2-ef");
        assertThat(Xml.texts(page, "summary")).containsExactly("experiment.yaml, 2 lines");
        assertThat(Xml.texts(page, "p"))
                .contains(
                        "The experiment file stood in a git repository at commit not recorded (1 trial); 743b7fa with uncommitted changes (3 trials).");
    }

    @Test
    void namesAreWordsOfAShell() {
        assertThat(RunAgain.quoted("breast/hybrid-s1-05e3")).isEqualTo("breast/hybrid-s1-05e3");
        assertThat(RunAgain.quoted("it's $HOME")).isEqualTo("'it'\\''s $HOME'");
    }

    @Test
    void withoutResultsThereIsNothingToHoldAgainst() throws Exception {
        Element page = page(SampleTrials.unfinished("hybrid", 1, Map.of(), TrialRecord.State.KILLED, ""));

        assertThat(Xml.texts(page, "pre")).containsExactly("ansatz run experiment.yaml", "name: <sample>\nseeds: 2\n");
    }

    private static TrialRecord told(String role, int seed, String place) {
        TrialRecord any = SampleTrials.finished(role, seed, Map.of(), 0.9);
        return SampleTrials.told(any, Path.of("runs").resolve(place), SampleTrials.DATA, COMMIT, List.of());
    }

    private static Element page(TrialRecord... trials) throws Exception {
        var page = new Page("again");
        new RunAgain(List.of(trials), Optional.of("name: <sample>\nseeds: 2\n"), page).write();
        return Xml.parse(page.html());
    }
}
