package io.ansatz.runner.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ansatz.runner.experiment.Comparing;
import io.ansatz.runner.metrics.Metric;
import io.ansatz.runner.proof.Integrity;
import io.ansatz.runner.statistics.Verdict;
import io.ansatz.runner.tracking.PredictionsFile;
import io.ansatz.runner.tracking.RunFolder;
import io.ansatz.runner.tracking.SampleStudy;
import io.ansatz.runner.tracking.TrialMetrics;
import io.ansatz.runner.tracking.TrialRecord;
import io.ansatz.runner.training.Predictions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyComparisonTest {

    private static final Comparing RULES = new Comparing(
            List.of(Metric.ACCURACY), new Comparing.Margins(0.005, 0.01), 0.05, Comparing.Family.STUDY, 200);

    @TempDir
    private Path runs;

    /** Six seeds, each of which the hybrid gets one image more right of twenty. */
    @Test
    void aHybridThatIsAlwaysAheadIsBetter() throws IOException {
        var study = new SampleStudy(runs, "study");
        for (int seed = 1; seed <= 6; seed++) {
            study.trial("hybrid", seed, 1).with("train.epochs", "30").begins().ends(0.5, 0.80 + 0.05 * (seed % 3));
            study.trial("mlp", seed, 1).with("train.epochs", "30").begins().ends(0.5, 0.75 + 0.05 * (seed % 3));
        }

        StudyComparison comparison = compare(study, RULES);

        Versus versus = comparison.versus().get(0);
        assertThat(versus.ours()).isEqualTo("hybrid");
        assertThat(versus.theirs()).isEqualTo("mlp");
        assertThat(versus.setting()).isEmpty();
        assertThat(versus.seeds()).isEqualTo(6);
        Contrast contrast = versus.contrasts().get(0);
        assertThat(contrast.seeds().judgement().verdict()).isEqualTo(Verdict.BETTER);
        // All six on one side, of 2^6 equally likely ways, on either side.
        assertThat(contrast.seeds().p()).isEqualTo(2.0 / 64);
        assertThat(contrast.images().orElseThrow().difference()).isCloseTo(0.05, within(1e-6));
        assertThat(comparison.remarks()).isEmpty();
    }

    /** The same with five seeds can come to no p below 1/16. */
    @Test
    void fiveSeedsShowNothing() throws IOException {
        var study = new SampleStudy(runs, "study");
        for (int seed = 1; seed <= 5; seed++) {
            study.trial("hybrid", seed, 1).with("train.epochs", "30").begins().ends(0.5, 0.90);
            study.trial("mlp", seed, 1).with("train.epochs", "30").begins().ends(0.5, 0.75);
        }

        Contrast contrast = compare(study, RULES).versus().get(0).contrasts().get(0);

        assertThat(contrast.seeds().judgement().verdict()).isEqualTo(Verdict.CANNOT_TELL);
        assertThat(contrast.seeds().judgement().seeds()).hasValue(6);
    }

    @Test
    void whoHadNotConvergedIsNeverBetter() throws IOException {
        var study = new SampleStudy(runs, "study");
        for (int seed = 1; seed <= 6; seed++) {
            study.trial("hybrid", seed, 1).with("train.epochs", "30").begins().ends(30, 30, 0.5, 0.9);
            study.trial("mlp", seed, 1).with("train.epochs", "30").begins().ends(30, 12, 0.5, 0.75);
        }

        Versus versus = compare(study, RULES).versus().get(0);

        assertThat(versus.contrasts().get(0).seeds().judgement().verdict()).isEqualTo(Verdict.CANNOT_TELL);
        assertThat(versus.contrasts().get(0).seeds().judgement().sentence())
                .isEqualTo(
                        "It cannot be told whether hybrid or mlp is better in accuracy: 6 of 6 seeds of hybrid did not converge.");
        assertThat(versus.oursConverged()).contains(new Convergence(6, 6));
    }

    /** With one control six seeds suffice, with three p is tripled. */
    @Test
    void allPairsOfAStudyAreOneFamilyUnlessSaidOtherwise() throws IOException {
        var study = new SampleStudy(runs, "study", "model.circuit.layers");
        for (int layers = 1; layers <= 3; layers++) {
            for (int seed = 1; seed <= 6; seed++) {
                study.trial("hybrid", seed, layers)
                        .with("train.epochs", "30")
                        .begins()
                        .ends(0.5, 0.80);
                study.trial("mlp", seed, layers)
                        .with("train.epochs", "30")
                        .begins()
                        .ends(0.5, 0.75);
            }
        }
        var alone = new Comparing(
                RULES.metrics(), RULES.margins(), RULES.alpha(), Comparing.Family.HYBRID, RULES.resamples());

        StudyComparison together = compare(study, RULES);
        StudyComparison apart = compare(study, alone);

        assertThat(together.versus()).extracting(Versus::setting).containsExactly("layers=1", "layers=2", "layers=3");
        assertThat(verdicts(together)).containsOnly(Verdict.CANNOT_TELL).hasSize(3);
        assertThat(verdicts(apart)).containsOnly(Verdict.BETTER).hasSize(3);
        assertThat(apart.versus().get(1).contrasts().get(0).seeds().judgement().sentence())
                .startsWith("hybrid (layers=2) is better than mlp: its accuracy is higher by 0.0500");
    }

    @Test
    void seedsThatOnlyOneSideHasAreLeftOutAloud() throws IOException {
        var study = new SampleStudy(runs, "study");
        for (int seed = 1; seed <= 3; seed++) {
            study.trial("hybrid", seed, 1).with("train.epochs", "30").begins().ends(0.5, 0.80);
        }
        study.trial("mlp", 2, 1).with("train.epochs", "30").begins().ends(0.5, 0.75);

        StudyComparison comparison = compare(study, RULES);

        assertThat(comparison.versus().get(0).seeds()).isEqualTo(1);
        assertThat(comparison.remarks())
                .containsExactly("Of hybrid and mlp only one has seed 1, 3 on the same images; it is left out.");
    }

    /** Six seeds, all ahead, would be enough; of one the file was written by hand. */
    @Test
    void aTrialWhoseResultsContradictThemselvesIsNotComparedWith() throws IOException {
        var study = new SampleStudy(runs, "study");
        for (int seed = 1; seed <= 6; seed++) {
            study.trial("hybrid", seed, 1).with("train.epochs", "30").begins().ends(0.5, 0.80);
            study.trial("mlp", seed, 1).with("train.epochs", "30").begins().ends(0.5, 0.75);
        }
        assertThat(verdicts(compare(study, RULES))).containsExactly(Verdict.BETTER);
        RunFolder folder = study.trial("mlp", 3, 1).folder();
        var results = new LinkedHashMap<>(folder.published().orElseThrow().files());
        results.replace(TrialMetrics.FILE, results.get(TrialMetrics.FILE).replace("0.75", "0.7"));
        folder.publish(results, 1);

        StudyComparison comparison = compare(study, RULES);

        assertThat(verdicts(comparison)).containsExactly(Verdict.CANNOT_TELL);
        assertThat(comparison.versus().get(0).seeds()).isEqualTo(5);
        assertThat(comparison.remarks())
                .startsWith("Seed 3 of hybrid and mlp is left out: its results break a check.")
                .contains(
                        "Integrity, accuracy: violated (1). mlp-s3-l1: test: accuracy is 0.700000 of 20 images in metrics.json, which is 14"
                                + " right answers, and the confusion matrix has 15.");
    }

    /** Elsewhere the comparison would end there. */
    @Test
    void whoJudgedOtherImagesThanTheRestIsLeftOut() throws IOException {
        var study = new SampleStudy(runs, "study");
        for (int seed = 1; seed <= 2; seed++) {
            study.trial("hybrid", seed, 1).with("train.epochs", "30").begins().ends(0.5, 0.80);
            study.trial("mlp", seed, 1).with("train.epochs", "30").begins().ends(0.5, 0.75);
        }
        RunFolder folder = study.trial("hybrid", 1, 1).folder();
        var results = new LinkedHashMap<>(folder.published().orElseThrow().files());
        results.replace(PredictionsFile.FILE, results.get(PredictionsFile.FILE).replace("test/0,", "test/20,"));
        folder.publish(results, 1);

        StudyComparison comparison = compare(study, RULES);

        assertThat(comparison.versus().get(0).seeds()).isEqualTo(1);
        assertThat(comparison.remarks())
                .containsExactly(
                        "Seed 1 of hybrid and mlp is left out: its results break a check.",
                        "Integrity, same images: violated (1). hybrid-s1-l1: test: it judged test/20 where test/0 stands in mlp-s1-l1.");
    }

    /** In the first fold the hybrid is ahead by two images of twenty, in the second behind by one: by half an image on average. */
    @Test
    void foldsAreAveragedForEverySeed() throws IOException {
        var study = new SampleStudy(runs, "study", "dataset.split.folds.test");
        for (int seed = 1; seed <= 6; seed++) {
            inFold(study, "hybrid", seed, 1).ends(0.5, 0.90);
            inFold(study, "hybrid", seed, 2).ends(0.5, 0.70);
            inFold(study, "mlp", seed, 1).ends(0.5, 0.80);
            inFold(study, "mlp", seed, 2).ends(0.5, 0.75);
        }
        inFold(study, "hybrid", 7, 1).ends(0.5, 0.90);
        inFold(study, "mlp", 7, 1).ends(0.5, 0.80);

        StudyComparison comparison = compare(study, RULES);

        Versus versus = comparison.versus().get(0);
        assertThat(comparison.versus()).hasSize(1);
        assertThat(versus.setting()).isEmpty();
        assertThat(versus.seeds()).isEqualTo(6);
        assertThat(versus.yardstick().images()).isEqualTo(40);
        assertThat(versus.oursConverged()).contains(new Convergence(6, 0));
        assertThat(versus.contrasts().get(0).seeds().shift().value()).isCloseTo(0.025, within(1e-6));
        assertThat(versus.contrasts().get(0).images().orElseThrow().difference())
                .isCloseTo(0.025, within(1e-6));
        assertThat(versus.answers().orElseThrow().discordance().onlyOurs()).isEqualTo(2);
        assertThat(versus.answers().orElseThrow().discordance().onlyTheirs()).isEqualTo(1);
        assertThat(versus.ranks()).isEmpty();
        assertThat(comparison.remarks())
                .containsExactly(
                        "Of hybrid and mlp not both have seed 7 on the same images and in every fold; it is left out.",
                        "The metrics of a seed are means over 2 folds, and it has converged if at most one in five of them have not.");
    }

    private static SampleStudy.Trial inFold(SampleStudy study, String role, int seed, int fold) throws IOException {
        return study.trial(role, seed, fold)
                .with("model.circuit.layers", "1")
                .with("dataset.split.folds.test", Integer.toString(fold))
                .with("train.epochs", "30")
                .begins();
    }

    /** The hybrid alone is right on three images, the control alone on one. */
    @Test
    void imagesAreComparedWithTheProbabilitiesOfAllSeeds() throws IOException {
        float[] ours = {0.9f, 0.9f, 0.8f, 0.4f, 0.1f, 0.2f, 0.3f, 0.7f};
        float[] theirs = {0.9f, 0.4f, 0.3f, 0.6f, 0.1f, 0.2f, 0.6f, 0.8f};
        int[] labels = {1, 1, 1, 1, 0, 0, 0, 0};

        StudyComparison comparison = StudyComparison.of(
                "ours", List.of(run("1", ours, labels)), "theirs", List.of(run("1", theirs, labels)), RULES);

        Versus versus = comparison.versus().get(0);
        assertThat(versus.answers().orElseThrow().discordance().onlyOurs()).isEqualTo(3);
        assertThat(versus.answers().orElseThrow().discordance().onlyTheirs()).isEqualTo(1);
        assertThat(versus.ranks().orElseThrow().ours()).isEqualTo(15 / 16.0);
    }

    @Test
    void runsThatSpeakOfOtherImagesAreNotCompared() {
        int[] labels = {1, 0};
        Run one = run("1", new float[] {0.9f, 0.1f}, labels);
        var other = new Run("1", one.predictions(), List.of("a", "b"), List.of());
        Run turned = run("1", new float[] {0.9f, 0.1f}, new int[] {0, 1});

        assertThatThrownBy(() -> StudyComparison.of("ours", List.of(one), "theirs", List.of(other), RULES))
                .isInstanceOf(IOException.class)
                .hasMessage("Seed 1 of ours and seed 1 of theirs did not judge the same images.");
        assertThatThrownBy(() -> StudyComparison.of("ours", List.of(one), "theirs", List.of(turned), RULES))
                .isInstanceOf(IOException.class)
                .hasMessage("Seed 1 of ours and seed 1 of theirs have other labels for the same images.");
    }

    private static Run run(String seed, float[] scores, int[] labels) {
        var probabilities = new float[scores.length][];
        for (int i = 0; i < scores.length; i++) {
            probabilities[i] = new float[] {1 - scores[i], scores[i]};
        }
        List<String> items =
                IntStream.range(0, scores.length).mapToObj(i -> "test/" + i).toList();
        return new Run(seed, new Predictions(probabilities, labels), items, List.of());
    }

    private static List<Verdict> verdicts(StudyComparison comparison) {
        var verdicts = new ArrayList<Verdict>();
        for (Versus versus : comparison.versus()) {
            verdicts.add(versus.contrasts().get(0).seeds().judgement().verdict());
        }
        return verdicts;
    }

    private static StudyComparison compare(SampleStudy study, Comparing rules) throws IOException {
        List<TrialRecord> trials = study.folder().records();
        return StudyComparison.of(
                Configuration.of(trials, Varying.paths(trials, study.folder().plan())),
                Integrity.of(trials),
                rules,
                true);
    }
}
