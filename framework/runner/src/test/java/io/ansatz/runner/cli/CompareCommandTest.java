package io.ansatz.runner.cli;

import static io.ansatz.runner.cli.Lab.STUDY;
import static org.assertj.core.api.Assertions.assertThat;

import io.ansatz.runner.cli.Lab.Said;
import io.ansatz.runner.tracking.RunFolder;
import io.ansatz.runner.tracking.StudyFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTest {

    private static final String FILE =
            STUDY + "controls: [mlp, identity]\nseeds: 2\ncompare: {metrics: [auc, mcc], resamples: 100}\n";

    @TempDir
    private static Path folder;

    private static Lab lab;

    @BeforeAll
    static void trainAStudy() throws IOException {
        lab = Lab.in(folder);
        lab.with("study.yaml", FILE);
        assertThat(lab.run("run", "LAB/study.yaml", "--runs", "LAB/runs").exit())
                .isZero();
        lab.with("ours.csv", predictions(0.9));
        lab.with("theirs.csv", predictions(0.6));
    }

    /** Eight images of which one is wrong; the others are as sure as this. */
    private static String predictions(double sure) {
        var text = new StringBuilder("item,label,score,seed\n");
        for (int seed = 1; seed <= 6; seed++) {
            for (int i = 0; i < 8; i++) {
                boolean right = sure > 0.8 ? i != 0 : i % 2 != 0 || i == 4;
                double score = (i % 2 == 1) == right ? sure : 1 - sure;
                text.append("image-%d,%d,%s,%d\n".formatted(i, i % 2, score, seed));
            }
        }
        return text.toString();
    }

    @Test
    void comparesEveryControlByEveryMetric() {
        Said said = lab.run("compare", "LAB/study.yaml", "--runs", "LAB/runs");

        assertThat(said.err()).isEmpty();
        assertThat(said.exit()).isZero();
        assertThat(said.out())
                .startsWith("Test AUC over seeds; margin 0.005, alpha 0.05 over all 2 pairs\nhybrid against  seeds ")
                .contains(
                        "Test MCC over seeds; margin 0.01, alpha 0.05 over all 2 pairs\n",
                        "On the same test images: the mean difference with its interval over 100 drawings of the images,",
                        "It cannot be told whether hybrid or mlp is better in AUC: ",
                        "A trial has converged if it stopped early,");
        assertThat(lab.run("compare", "study", "--runs", "LAB/runs")).isEqualTo(said);
    }

    @Test
    void theSettingOfAHybridStandsOnceBesideItsControls() throws IOException {
        lab.with("swept.yaml", FILE.replace("seeds: 2", "sweep: {train.rate: [0.02, 0.01]}"));
        assertThat(lab.run("run", "LAB/swept.yaml", "--runs", "LAB/swept").exit())
                .isZero();

        String said =
                lab.run("compare", "LAB/swept.yaml", "--runs", "LAB/swept").out();

        assertThat(said.lines().limit(6).map(line -> line.replaceFirst("  +1  .*|  +seeds .*", "")))
                .containsExactly(
                        "Test AUC over seeds; margin 0.005, alpha 0.05 over all 4 pairs",
                        "hybrid     hybrid against",
                        "rate=0.02  mlp",
                        "           identity",
                        "rate=0.01  mlp",
                        "           identity");
    }

    @Test
    void rulesThatWereChangedAfterTrainingAreNoticed() throws IOException {
        lab.with("changed.yaml", FILE.replace("metrics: [auc, mcc]", "metrics: [auc], alpha: 0.1"));

        Said said = lab.run("compare", "LAB/changed.yaml", "--runs", "LAB/runs");

        assertThat(said.out())
                .startsWith("Test AUC over seeds; margin 0.005, alpha 0.1 over all 2 pairs\n")
                .contains(
                        "The rules of comparison are not those of the last run: LAB/changed.yaml was changed since.\n");
    }

    @Test
    void otherMetricsCanBeAskedFor() {
        assertThat(lab.run("compare", "study", "--runs", "LAB/runs", "--metrics", "brier")
                        .out())
                .startsWith("Test Brier score over seeds;")
                .doesNotContain("MCC");
        assertThat(lab.run("compare", "study", "--runs", "LAB/runs", "--metrics", "aux"))
                .isEqualTo(
                        new Said(
                                2,
                                "",
                                "There is no metric 'aux'. There are auc, average-precision, accuracy, balanced-accuracy, mcc, f1,"
                                        + " sensitivity-at-95-specificity, specificity-at-95-sensitivity, brier, ece, accuracy-at-80-coverage, aurc, loss.\n"));
    }

    @Test
    void predictionsOfOtherProgramsAreComparedByTheSameRules() {
        Said said = lab.run("compare", "--predictions", "LAB/ours.csv", "LAB/theirs.csv", "--metrics", "accuracy");

        assertThat(said.err()).isEmpty();
        assertThat(said.out())
                .contains("ours is better than theirs: its accuracy is higher by 0.2500")
                .contains("p = 0.031; 6 seeds).")
                .contains(
                        "Whether training had come to its end is not known of predictions alone; it is taken for granted.")
                .doesNotContain("A trial has converged if");
    }

    @Test
    void onlyWhatIsBetterIsBold() throws IOException {
        String[] files = {"LAB/ours.csv", "LAB/theirs.csv"};
        String better = lab.run("compare", "--predictions", files[0], files[1], "--metrics", "accuracy", "--md")
                .out();
        String worse = lab.run("compare", "--predictions", files[1], files[0], "--metrics", "accuracy", "--md")
                .out();
        String latex = lab.run("compare", "--predictions", files[0], files[1], "--metrics", "accuracy", "--latex")
                .out();

        assertThat(better).contains("| **theirs** |", "| **better** |");
        assertThat(worse).contains("| worse |").doesNotContain("| **ours** |");
        assertThat(latex).contains("\\textbf{better}", "\\begin{tabular}{", "alpha 0.05");
        assertThat(lab.run("compare", "study", "--runs", "LAB/runs", "--csv", "-o", "LAB/all.csv")
                        .out())
                .isEqualTo("Wrote LAB/all.csv.\n");
        List<String> table = Files.readAllLines(lab.path("all.csv"));
        assertThat(table).hasSize(1 + 2 * 2);
        assertThat(table).allSatisfy(line -> assertThat(line.split(",", -1)).hasSize(31));
        assertThat(table.get(0))
                .startsWith("setting,hybrid,control,metric,seeds,")
                .endsWith(",majority rate,prevalence");
        assertThat(table.get(1)).startsWith(",hybrid,mlp,auc,2,").endsWith(",8,0.5,0.5");
    }

    @Test
    void latexGetsMinusSignsAndItsOwnCharactersEscaped() throws IOException {
        lab.with("o_1%.csv", predictions(0.9));

        String latex = lab.run(
                        "compare",
                        "--predictions",
                        "LAB/theirs.csv",
                        "LAB/o_1%.csv",
                        "--metrics",
                        "accuracy",
                        "--latex")
                .out();

        assertThat(latex)
                .contains("\\begin{tabular}{lrrrrrrrl}", "\no\\_1\\% & 6 & ", " & $-$0.250 [$-$0.250, $-$0.250] & ")
                .contains("% Judged on 8 test images, of which 4 are positive (0.500); always");
    }

    /** A copy of the study, in which one figure of one trial is another. */
    @Test
    void aTrialWhoseFiguresContradictEachOtherIsLeftOutAloud() throws IOException {
        List<RunFolder> trials = new StudyFolder(lab.path("runs/study")).trials();
        for (RunFolder trial : trials) {
            Path copy = Files.createDirectories(
                    lab.path("broken/study/" + trial.path().getFileName()));
            trial.published().orElseThrow().files().forEach((name, text) -> keep(copy, name, text));
            for (String name : List.of("trial.txt", "journal.jsonl", "done")) {
                keep(copy, name, Files.readString(trial.path().resolve(name)));
            }
        }
        var first =
                new RunFolder(lab.path("broken/study/" + trials.get(0).path().getFileName()));
        var results = new LinkedHashMap<>(first.published().orElseThrow().files());
        results.computeIfPresent(
                "metrics.json",
                (name, text) -> text.replaceFirst("\"majorityRate\": [0-9.]+", "\"majorityRate\": 0.123"));
        first.publish(results, 1);

        Said said = lab.run("compare", "study", "--runs", "LAB/broken");

        assertThat(said.exit()).isZero();
        assertThat(said.out())
                .contains(
                        "\nSeed 1 of hybrid and mlp is left out: its results break a check.\n",
                        "\nIntegrity, derived figures: violated (1). "
                                + first.path().getFileName()
                                + ": val: majority rate is 0.123000 in metrics.json, and the confusion matrix gives 0.");
    }

    private static void keep(Path folder, String name, String text) {
        try {
            new RunFolder(folder).keep(name, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void saysWhatIsMissing() {
        assertThat(lab.run("compare").err()).isEqualTo("Say which experiment, or name two files with --predictions.\n");
        assertThat(lab.run("compare", "nothing", "--runs", "LAB/runs").err()).isEqualTo("""
                There are no runs in LAB/runs/nothing.
                Maybe they are kept elsewhere: --runs says where, `ansatz run` makes them.
                """);
    }
}
