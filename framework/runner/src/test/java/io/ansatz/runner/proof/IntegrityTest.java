package io.ansatz.runner.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.ansatz.runner.guard.Verdict;
import io.ansatz.runner.proof.Integrity.Finding;
import io.ansatz.runner.tracking.PredictionsFile;
import io.ansatz.runner.tracking.RunFolder;
import io.ansatz.runner.tracking.SampleStudy;
import io.ansatz.runner.tracking.TrialMetrics;
import io.ansatz.runner.training.Evaluation;
import io.ansatz.runner.training.Predictions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Twenty validation and twenty test images, half of them of each class, of which 14 and 16 are answered right. */
class IntegrityTest {

    private static final Map<String, List<Integer>> PUBLISHED =
            Map.of("train", List.of(12, 12), "val", List.of(10, 10), "test", List.of(10, 10));

    @TempDir
    private Path runs;

    private SampleStudy study;
    private SampleStudy.Trial hybrid;
    private SampleStudy.Trial control;

    @BeforeEach
    void aHybridAndItsControl() throws IOException {
        study = new SampleStudy(runs, "study");
        hybrid = study.trial("hybrid", 1, 2).onPublished(PUBLISHED).begins().ends(0.7, 0.8);
        control = study.trial("mlp", 1, 2).onPublished(PUBLISHED).begins().ends(0.7, 0.8);
        withThreshold(hybrid);
        withThreshold(control);
    }

    @Test
    void whatWasTrainedPassesEveryCheck() throws IOException {
        Integrity integrity = integrity();

        assertThat(integrity.trials()).isEqualTo(2);
        assertThat(integrity.findings()).extracting(Finding::check).containsExactly(Check.values());
        assertThat(integrity.findings()).extracting(Finding::words).containsOnly("verified");
        assertThat(integrity.findings())
                .allSatisfy(finding -> assertThat(finding.sentences())
                        .containsExactly(finding.check().promise()));
        assertThat(integrity.violations()).isEmpty();
        assertThat(integrity.unsound()).isEmpty();
    }

    @Test
    void anAccuracyThatNoCountGivesIsImpossible() throws IOException {
        metrics(hybrid, text -> behind("\"test\"", text, "\"accuracy\": 0.8", "\"accuracy\": 0.9991"));

        assertOnly(
                Check.ACCURACY,
                "hybrid-s1-l2: test: accuracy is 0.999100 of 20 images in metrics.json, which is impossible: no count of them gives"
                        + " it, and the confusion matrix has 16 right answers.");
    }

    @Test
    void anAccuracyIsTheDiagonal() throws IOException {
        metrics(hybrid, text -> behind("\"test\"", text, "\"accuracy\": 0.8", "\"accuracy\": 0.85"));

        assertOnly(
                Check.ACCURACY,
                "hybrid-s1-l2: test: accuracy is 0.850000 of 20 images in metrics.json, which is 17 right answers, and the"
                        + " confusion matrix has 16.");
    }

    /** With the figures that follow from the false matrix, only the predictions tell. */
    @Test
    void aConfusionMatrixIsCountedAgain() throws IOException {
        Evaluation sound = metrics(hybrid).test();
        var shifted = new int[][] {{8, 2}, {1, 9}};
        // Of 20 answers 17 right: the mean of 8/10 and 9/10, TP 9, FP 2, FN 1.
        var further = new LinkedHashMap<>(sound.further());
        further.put("mcc", 70 / Math.sqrt(9 * 11 * 100));
        further.put("f1", 18.0 / 21);
        tests(hybrid, new Evaluation(20, sound.loss(), 0.85, 0.85, sound.auc(), 0.5, shifted, sound.absent(), further));
        endOfJournal(
                hybrid, "\"accuracy\":0.8,\"balanced-accuracy\":0.8,", "\"accuracy\":0.85,\"balanced-accuracy\":0.85,");

        assertThat(violations())
                .startsWith(
                        "hybrid-s1-l2: test: the matrix has 1 at label 1 and answer 0, and the predictions give 2 (and 1 more).")
                .noneMatch(flaw -> flaw.contains("metrics.json"));
    }

    @Test
    void figuresFollowFromTheMatrix() throws IOException {
        metrics(hybrid, text -> behind("\"validation\"", text, "\"mcc\": 0.4", "\"mcc\": 0.41"));

        assertOnly(
                Check.DERIVED,
                "hybrid-s1-l2: val: MCC is 0.410000 in metrics.json, and the confusion matrix gives 0.400000.");
    }

    @Test
    void figuresOfProbabilitiesAreMeasuredAgain() throws IOException {
        double auc = metrics(hybrid).test().auc().orElseThrow();
        metrics(hybrid, text -> behind("\"test\"", text, "\"auc\": " + auc, "\"auc\": " + (auc + 1e-3)));

        assertOnly(
                Check.SCORES,
                "hybrid-s1-l2: test: AUC is 0.801000 in metrics.json, and the predictions give 0.800000.");
    }

    @Test
    void theJournalTellsTheSame() throws IOException {
        endOfJournal(hybrid, "\"accuracy\":0.8,", "\"accuracy\":0.85,");
        endOfJournal(hybrid, "\"images\":20.0,", "\"images\":21.0,");

        assertThat(violations())
                .containsExactly(
                        "hybrid-s1-l2: test: accuracy is 0.850000 of 20 images in the journal, which is 17 right answers, and the"
                                + " confusion matrix has 16.",
                        "hybrid-s1-l2: test: the number of images is 21 in the journal, and the confusion matrix gives 20.");
    }

    @Test
    void probabilitiesSumToOne() throws IOException {
        predictions(hybrid, text -> text.replace("test,test/1,,1,0.19999999,0.8", "test,test/1,,1,0.3,0.8"));

        assertThat(violations())
                .startsWith("hybrid-s1-l2: test: the probabilities of test/1 sum to 1.100000 instead of 1.");
    }

    @Test
    void probabilitiesLieBetweenZeroAndOne() throws IOException {
        predictions(
                hybrid,
                text -> text.replace("val,val/0,,0,0.7,0.3", "val,val/0,,0,1.2,-0.2")
                        .replace("val,val/2,,0,0.7,0.3", "val,val/2,,0,1.1,-0.1"));

        assertThat(violations())
                .startsWith(
                        "hybrid-s1-l2: val: val/0 has the probabilities [1.2, -0.2], which do not all lie between 0 and 1"
                                + " (and 1 more).");
    }

    @Test
    void probabilitiesAreNumbers() throws IOException {
        predictions(hybrid, text -> text.replace("val,val/2,,0,0.7,0.3", "val,val/2,,0,NaN,0.3"));

        assertThat(violations())
                .startsWith("hybrid-s1-l2: predictions.csv has a probability in part val that is not a number.");
    }

    @Test
    void anImageIsJudgedOnce() throws IOException {
        predictions(hybrid, text -> text.replace("test/7", "test/5"));

        assertThat(violations())
                .containsExactly(
                        "hybrid-s1-l2: test: test/5 is there more than once.",
                        "mlp-s1-l2: test: it judged test/7 where test/5 stands in hybrid-s1-l2.");
    }

    /** Of three trials the one that differs is the one to doubt. */
    @Test
    void aControlThatJudgedOtherImagesIsFound() throws IOException {
        SampleStudy.Trial third =
                study.trial("identity", 1, 2).onPublished(PUBLISHED).begins().ends(0.7, 0.8);
        withThreshold(third);
        predictions(hybrid, text -> text.replace("test/19", "test/20"));

        assertOnly(Check.SAME_IMAGES, "hybrid-s1-l2: test: it judged test/20 where test/19 stands in mlp-s1-l2.");
    }

    @Test
    void aPartIsWhole() throws IOException {
        predictions(hybrid, text -> text.replaceAll("test,test/19,.*\n", ""));

        assertThat(violations())
                .startsWith("hybrid-s1-l2: test: 19 images are there, and the data set has 20.")
                .contains("mlp-s1-l2: it judged 40 images, and there are 39 in hybrid-s1-l2.");
    }

    @Test
    void aRowThatBreaksOffIsNamed() throws IOException {
        predictions(hybrid, text -> text.substring(0, text.lastIndexOf(',')));

        Integrity integrity = integrity();

        assertThat(violations()).containsExactly("hybrid-s1-l2: Line 41 of predictions.csv is no row of predictions.");
        assertThat(finding(integrity, Check.SCORES).words()).isEqualTo("not verifiable (1)");
        assertThat(finding(integrity, Check.SCORES).sentences())
                .containsExactly("The predictions cannot be judged. That is so of 1 of 2 trials; the others keep it.");
    }

    @Test
    void aFileThatWasChangedAfterItWasPublishedIsFound() throws IOException {
        Path file = hybrid.folder().path().resolve(PredictionsFile.FILE);
        String recorded = RunFolder.sha256(Files.readAllBytes(file)).substring(0, 12);
        Files.writeString(file, Files.readString(file).substring(0, 100));
        String there = RunFolder.sha256(Files.readAllBytes(file)).substring(0, 12);

        assertOnly(
                Check.FILES,
                "hybrid-s1-l2: predictions.csv has the SHA-256 %s, and %s was recorded.".formatted(there, recorded));
        assertThat(integrity().trials()).isEqualTo(2);
    }

    @Test
    void aFileThatIsGoneIsFound() throws IOException {
        Files.delete(hybrid.folder().path().resolve(PredictionsFile.FILE));

        assertOnly(Check.FILES, "hybrid-s1-l2: predictions.csv is missing.");
    }

    @Test
    void aMarkerThatCannotBeUnderstoodIsFound() throws IOException {
        Files.writeString(hybrid.folder().path().resolve("done"), "nonsense");

        assertOnly(Check.FILES, "hybrid-s1-l2: its marker 'done' holds no digest of metrics.json.");
    }

    @Test
    void thresholdsFollowFromValidation() throws IOException {
        metrics(hybrid, text -> behind("\"test\"", text, "\"threshold\": 0.55", "\"threshold\": 0.4"));

        assertThat(violations())
                .containsExactly(
                        "hybrid-s1-l2: test: threshold is 0.400000 in metrics.json, and the validation images choose 0.550000.");
    }

    @Test
    void supportsAreThoseThatWerePublished() throws IOException {
        study.trial("hybrid", 2, 2)
                .onPublished(Map.of("test", List.of(11, 9)))
                .begins()
                .ends(0.7, 0.8);

        Integrity integrity = integrity();

        assertThat(finding(integrity, Check.SUPPORTS).words()).isEqualTo("violated (1)");
        assertThat(violations())
                .containsExactly("hybrid-s2-l2: test has [10, 10] images of the classes, and [11, 9] were published.");
        assertThat(integrity.unsound()).isEmpty();
    }

    @Test
    void hybridAndControlSawTheSameData() throws IOException {
        withThreshold(study.trial("identity", 1, 2)
                .on("other")
                .onPublished(PUBLISHED)
                .begins()
                .ends(0.7, 0.8));

        assertOnly(
                Check.PAIRS,
                "identity-s1-l2: it saw the data other, and hybrid-s1-l2 saw 0123456789abcdef0123456789abcdef0123456789abcdef.");
    }

    @Test
    void whatEarlierVersionsDidNotRecordIsNotVerifiable() throws IOException {
        var old = new SampleStudy(runs, "old");
        SampleStudy.Trial trial = old.trial("hybrid", 1, 2).begins().ends(0.7, 0.8);
        TrialMetrics now = metrics(trial);
        metrics(
                trial,
                text -> new TrialMetrics(
                                now.role(),
                                now.seed(),
                                now.epochs(),
                                now.bestEpoch(),
                                now.classicalParameters(),
                                now.blockParameters(),
                                now.circuitEvaluations(),
                                old(now.validation()),
                                old(now.test()))
                        .text()
                        .replaceAll(",\\s*\"further\": \\{\\}", ""));

        Integrity integrity = Integrity.of(old.folder().records());

        assertThat(integrity.findings())
                .filteredOn(finding -> finding.verdict() == Verdict.VERIFIED)
                .extracting(Finding::check)
                .containsExactly(
                        Check.FILES, Check.PREDICTIONS, Check.CONFUSION, Check.ACCURACY, Check.DERIVED, Check.SCORES);
        assertThat(integrity.findings())
                .filteredOn(finding -> finding.verdict() == Verdict.NOT_VERIFIABLE)
                .extracting(finding -> finding.check().word() + ": " + String.join(" ", finding.sentences()))
                .containsExactly(
                        "threshold: No threshold is recorded.",
                        "supports: How many images of each class there should be is not recorded.",
                        "same images: No two trials are known to be on the same data.",
                        "pairs: No two trials differ in their role alone.");
    }

    @Test
    void withoutPredictionsTheMatrixIsStillChecked() throws IOException {
        var results =
                new LinkedHashMap<>(hybrid.folder().published().orElseThrow().files());
        results.remove(PredictionsFile.FILE);
        hybrid.folder().publish(results, 1);
        Files.delete(hybrid.folder().path().resolve(PredictionsFile.FILE));
        metrics(hybrid, text -> behind("\"test\"", text, "\"f1\": 0.8", "\"f1\": 0.9"));

        Integrity integrity = integrity();

        assertThat(violations())
                .containsExactly(
                        "hybrid-s1-l2: test: F1 is 0.900000 in metrics.json, and the confusion matrix gives 0.800000.");
        assertThat(finding(integrity, Check.PREDICTIONS).sentences())
                .containsExactly("There is no predictions.csv. That is so of 1 of 2 trials; the others keep it.");
    }

    @Test
    void ofManyFlawsTheFirstAreNamed() throws IOException {
        for (int seed = 2; seed <= 9; seed++) {
            study.trial("hybrid", seed, 2)
                    .onPublished(Map.of("test", List.of(11, 9)))
                    .begins()
                    .ends(0.7, 0.8);
        }

        Finding supports = finding(integrity(), Check.SUPPORTS);

        assertThat(supports.words()).isEqualTo("violated (8)");
        assertThat(supports.sentences()).hasSize(5).endsWith("And 4 more.");
        assertThat(supports.toString())
                .startsWith(
                        "Integrity, supports: violated (8). hybrid-s2-l2: test has [10, 10] images of the classes,");
    }

    @Test
    void trialsWithoutResultsAreNotChecked() throws IOException {
        study.trial("hybrid", 2, 2).begins().fails("No room.");

        assertThat(integrity().trials()).isEqualTo(2);
    }

    private Integrity integrity() throws IOException {
        return Integrity.of(study.folder().records());
    }

    private static Finding finding(Integrity integrity, Check check) {
        return integrity.findings().get(check.ordinal());
    }

    private List<String> violations() throws IOException {
        return integrity().violations().stream()
                .flatMap(finding -> finding.sentences().stream())
                .toList();
    }

    /** This check alone is broken, by this. */
    private void assertOnly(Check check, String flaw) throws IOException {
        Integrity integrity = integrity();
        assertThat(integrity.violations()).extracting(Finding::check).containsExactly(check);
        assertThat(finding(integrity, check).sentences()).containsExactly(flaw);
        assertThat(integrity.unsound()).containsExactly(flaw.substring(0, flaw.indexOf(':')));
    }

    private static TrialMetrics metrics(SampleStudy.Trial trial) throws IOException {
        return TrialMetrics.read(Files.readString(trial.folder().path().resolve(TrialMetrics.FILE)));
    }

    private static Evaluation old(Evaluation now) {
        return new Evaluation(
                now.images(),
                now.loss(),
                now.accuracy(),
                now.balancedAccuracy(),
                now.auc(),
                now.majorityRate(),
                now.confusion(),
                now.absent());
    }

    private static void withThreshold(SampleStudy.Trial trial) throws IOException {
        var said = PredictionsFile.read(Files.readString(trial.folder().path().resolve(PredictionsFile.FILE)));
        Predictions validation = said.get("val").predictions();
        tests(trial, Evaluation.of(said.get("test").predictions(), validation));
    }

    /** As if this had come out of its test images. */
    private static void tests(SampleStudy.Trial trial, Evaluation test) throws IOException {
        TrialMetrics now = metrics(trial);
        metrics(
                trial,
                text -> new TrialMetrics(
                                now.role(),
                                now.seed(),
                                now.epochs(),
                                now.bestEpoch(),
                                now.classicalParameters(),
                                now.blockParameters(),
                                now.circuitEvaluations(),
                                now.validation(),
                                test)
                        .text());
    }

    /** The text with something replaced behind a word. */
    private static String behind(String word, String text, String old, String replacement) {
        int at = text.indexOf(word);
        int there = text.indexOf(old, at);
        assertThat(there).as(old).isPositive();
        return text.substring(0, there) + replacement + text.substring(there + old.length());
    }

    private static void metrics(SampleStudy.Trial trial, UnaryOperator<String> change) throws IOException {
        publish(trial, TrialMetrics.FILE, change);
    }

    private static void predictions(SampleStudy.Trial trial, UnaryOperator<String> change) throws IOException {
        publish(trial, PredictionsFile.FILE, change);
    }

    /** Publishes a result anew, as if it had come out so. */
    private static void publish(SampleStudy.Trial trial, String file, UnaryOperator<String> change) throws IOException {
        var results =
                new LinkedHashMap<>(trial.folder().published().orElseThrow().files());
        String before = results.get(file);
        String after = change.apply(before);
        assertThat(after).isNotEqualTo(before);
        results.put(file, after);
        trial.folder().publish(results, 1);
    }

    private static void endOfJournal(SampleStudy.Trial trial, String old, String replacement) throws IOException {
        Path journal = trial.folder().journal();
        Files.writeString(journal, behind("\"end\"", Files.readString(journal), old, replacement));
    }
}
