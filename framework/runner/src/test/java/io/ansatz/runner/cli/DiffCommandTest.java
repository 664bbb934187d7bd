package io.ansatz.runner.cli;

import static io.ansatz.runner.cli.Lab.STUDY;
import static org.assertj.core.api.Assertions.assertThat;

import io.ansatz.runner.cli.Lab.Said;
import io.ansatz.runner.tracking.StudyFolder;
import io.ansatz.runner.tracking.TrialRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffCommandTest {

    @TempDir
    private static Path folder;

    private static Lab lab;
    private static String slow;
    private static String fast;

    @BeforeAll
    static void trainTwoTrials() throws IOException {
        lab = Lab.in(folder).with("study.yaml", STUDY + "sweep: {train.rate: [0.02, 1e-3]}\n");
        lab.run("run", "LAB/study.yaml", "--runs", "LAB/runs");
        List<TrialRecord> trials = new StudyFolder(folder.resolve("runs/study")).records();
        fast = trials.get(0).id();
        slow = trials.get(1).id();
    }

    @Test
    void whatDiffersIsShownInGroups() {
        Said said = diff(fast, slow);

        assertThat(said.err()).isEmpty();
        assertThat(said.exit()).isEqualTo(1);
        assertThat(withoutNumbers(said.out())).isEqualTo(withoutNumbers("""
                a  LAB/runs/study/%s (finished)
                b  LAB/runs/study/%s (finished)

                settings
                  train.rate: 0.02 -> 0.001
                results
                  curve: differs from epoch 1 on: train/loss # -> # (#)
                """.formatted(fast, slow)) + tail(said));
        assertThat(said.out()).endsWith("\nOther settings: train.rate.\n");
    }

    /** The metrics, which differ from machine to machine. */
    private static String tail(Said said) {
        String text = withoutNumbers(said.out());
        return text.substring(text.indexOf('\n', text.indexOf("curve:")) + 1);
    }

    @Test
    void aRunIsFoundByItsFolderByTheBeginningOfItsNameAndByItsTitle() throws IOException {
        Said same = new Said(0, """
                a  LAB/runs/study/%s (finished)
                b  LAB/runs/study/%s (finished)

                The same trial, the same results.
                """.formatted(fast, fast), "");

        assertThat(diff("LAB/runs/study/" + fast, fast)).isEqualTo(same);
        assertThat(diff("study/" + fast, fast.substring(0, fast.length() - 2))).isEqualTo(same);
        assertThat(diff("hybrid seed 1 rate=0.02", "study hybrid seed 1 rate=2e-2"))
                .isEqualTo(same);
        assertThat(diff("hybrid seed 1 rate=1e-3", slow).exit()).isZero();
    }

    @Test
    void onRequestTheRestIsShownToo() {
        Said said = diff(fast, fast, "--all");

        assertThat(said.exit()).isZero();
        assertThat(said.out())
                .contains("settings\n  role: hybrid\n  seed: 1\n  dataset.use: shades\n")
                .contains("\ncode\n  framework: ", "\n  model.circuit.plugin: lab ")
                .contains("\n  source: made here\n", "\n  test images: 8\n", "\n  duplicates: verified\n")
                .contains("\nsurroundings\n  ansatz: ", "\n  experiment file: LAB/study.yaml\n")
                .contains("results\n  state: finished\n  epochs: 2\n  curve: the same for 2 epochs\n")
                .endsWith("""
                          val answers: the same
                          test answers: the same
                          metrics.json: the same bytes
                          predictions.csv: the same bytes
                        The same trial, the same results.
                        """);
    }

    @Test
    void aWordThatNamesNoRunOrSeveralIsAnsweredWithThoseThereAre() {
        String both = """
                  study/%s   hybrid seed 1 rate=0.02
                  study/%s   hybrid seed 1 rate=0.001
                """.formatted(fast, slow);

        assertThat(diff("elephant", fast))
                .isEqualTo(
                        toMend("There is no run 'elephant', neither as a folder nor in LAB/runs. There are:\n" + both));
        assertThat(diff("hybrid", fast)).isEqualTo(toMend("'hybrid' may be one of 2 runs:\n" + both));
        assertThat(diff("LAB/runs/study", fast))
                .isEqualTo(toMend("LAB/runs/study is a whole experiment. Name one of its runs:\n" + both));
        assertThat(lab.run("diff", "x", "y", "--runs", "LAB/nowhere"))
                .isEqualTo(toMend("There is no run 'x', neither as a folder nor in LAB/nowhere.\n"));
        assertThat(lab.run("diff", "x")).isEqualTo(toMend("""
                ansatz diff needs a RUN.
                ansatz diff --help shows what there is.
                """));
    }

    @Test
    void aFolderThatIsNoRunIsSaid() {
        assertThat(diff("LAB/home", fast)).isEqualTo(toMend("LAB/home is no folder of a run: no trial began there.\n"));
    }

    @Test
    void aDamagedJournalIsSaid() throws IOException {
        Path copy = Copies.of(folder.resolve("runs/study").resolve(fast), folder.resolve("torn"));
        Files.writeString(copy.resolve("journal.jsonl"), "{\"event\":\"begin\"\n");

        assertThat(diff("LAB/torn", fast)).isEqualTo(toMend("""
                LAB/torn/journal.jsonl:1 is not a line of a journal.
                Maybe the file was edited, or the disk is damaged.
                """));
    }

    @Test
    void resultsThatWereEditedAreNoResults() throws IOException {
        Path copy = Copies.of(folder.resolve("runs/study").resolve(fast), folder.resolve("edited"));
        Files.writeString(copy.resolve("metrics.json"), "{}");

        assertThat(diff(fast, "LAB/edited")).isEqualTo(new Said(1, """
                a  LAB/runs/study/%s (finished)
                b  LAB/edited (its results are not what was published there)

                results
                  state: finished -> not finished
                The same trial: one is finished, the other not finished.
                """.formatted(fast), ""));
    }

    private static Said diff(String... words) {
        var all = new ArrayList<String>();
        all.add("diff");
        all.addAll(List.of(words));
        all.addAll(List.of("--runs", "LAB/runs"));
        return lab.run(all.toArray(String[]::new));
    }

    private static Said toMend(String err) {
        return new Said(2, "", err);
    }

    private static String withoutNumbers(String text) {
        return text.replaceAll("[+-]?\\d+\\.\\d+(e-\\d+)?", "#");
    }
}
