package io.ansatz.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.ansatz.runner.proof.Integrity;
import io.ansatz.runner.tracking.Journal;
import io.ansatz.runner.tracking.RunFolder;
import io.ansatz.runner.tracking.StudyFolder;
import io.ansatz.runner.tracking.StudyPlan;
import io.ansatz.runner.tracking.TrialMetrics;
import io.ansatz.runner.tracking.TrialRecord;
import io.ansatz.runner.training.Evaluation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

class StudyReportTest {

    private static final String NASTY = "<script>alert('&\"')</script> 良性 %s";
    private static final Map<String, String> SLOW = Map.of("train.rate", "0.001");
    private static final Map<String, String> FAST = Map.of("train.rate", "0.1");

    @TempDir
    Path runs;

    @Test
    void aFolderBecomesAPage() throws Exception {
        finished("hybrid-s1-aaaa", "hybrid", 1, 0.9);
        finished("hybrid-s2-bbbb", "hybrid", 2, 0.8);
        plan("hybrid-s1-aaaa", "hybrid-s2-bbbb", "hybrid-s3-cccc");

        Element page = page(StudyReport.of(study()));

        assertThat(Xml.texts(page, "h1")).containsExactly("Phantoms");
        assertThat(Xml.texts(page, "h2"))
                .containsExactly(
                        "What was asked",
                        "Configurations",
                        "Learning and answers over seeds",
                        "Integrity",
                        "Cost",
                        "Circuit",
                        "Data",
                        "Trials",
                        "Surroundings",
                        "How to reproduce it");
        assertThat(Xml.texts(page, "p"))
                .contains(
                        "Of hybrid, seeds 1, 2 are left out of all but the learning curves. Seed 1: There is no predictions.csv.",
                        "There are no learning curves: No epochs are recorded.");
        assertThat(Xml.facts(page))
                .containsEntry("experiment", "Phantoms")
                .containsEntry("file", "experiments/phantoms.yaml")
                .containsEntry("trials", "2 of 3 trials asked for are finished. 1 did not begin, or cannot be read.")
                .containsEntry("varies", "nothing but role and seed")
                .containsEntry("source", "generated")
                .containsEntry("images", "train 400, val 100, test 200")
                .containsEntry("java", "17");
        // t(1) = 12.706, and half the difference is the standard error.
        assertThat(Xml.rows(page, "Configurations"))
                .containsExactly(List.of("hybrid", "2", "0.850 [0.215, 1.485]", "0.750 [0.115, 1.385]"));
        assertThat(Xml.rows(page, "Trials"))
                .extracting(row -> row.subList(0, 8))
                .containsExactly(
                        List.of("hybrid", "1", "finished", "0.900", "0.800", "8", "7", "12.5"),
                        List.of("hybrid", "2", "finished", "0.800", "0.700", "8", "7", "12.5"));
        assertThat(Xml.rows(page, "Classes"))
                .containsExactly(
                        List.of("0", "disc", "not recorded", "95", "95"),
                        List.of("1", NASTY, "not recorded", "105", "105"));
        assertThat(Xml.texts(page, "pre"))
                .containsExactly(
                        "ansatz reproduce phantoms/hybrid-s1-aaaa",
                        "ansatz run experiment.yaml",
                        "name: phantoms\n# hybrid-s2-bbbb\n",
                        "ansatz compare phantoms");
    }

    @Test
    void filesAreLinkedFromWhereThePageLies() throws Exception {
        finished("hybrid-s1-a b#ü", "hybrid", 1, 0.9);

        Element page = page(StudyReport.of(study()));

        assertThat(Xml.all(page, "a"))
                .extracting(link -> link.getAttribute("href"))
                .containsExactly(
                        "./hybrid-s1-a%20b%23%C3%BC/",
                        "./hybrid-s1-a%20b%23%C3%BC/metrics.json",
                        "./hybrid-s1-a%20b%23%C3%BC/journal.jsonl",
                        "./hybrid-s1-a%20b%23%C3%BC/experiment.yaml");
        assertThat(Xml.texts(page, "a")).containsExactly("hybrid-s1-a b#ü", "metrics", "journal", "experiment");
    }

    @Test
    void aJournalThatCannotBeReadIsNamed() throws Exception {
        finished("hybrid-s1-aaaa", "hybrid", 1, 0.9);
        Path broken = Files.createDirectories(study().path().resolve("hybrid-s2-bbbb"));
        Files.writeString(broken.resolve("trial.txt"), "role = hybrid\n");
        Files.writeString(broken.resolve("journal.jsonl"), "nonsense\n");

        Element page = page(StudyReport.of(study()));

        assertThat(Xml.texts(page, "pre").get(0)).isEqualTo("""
                %s:1 is not a line of a journal.
                Maybe the file was edited, or the disk is damaged.""".formatted(broken.resolve("journal.jsonl")));
        assertThat(Xml.facts(page))
                .containsEntry(
                        "trials", "1 of the 1 trial that began is finished; how many were asked for is not known.");
    }

    @Test
    void theExperimentIsThatOfTheTrialsLastAskedFor() throws Exception {
        finished("hybrid-s1-aaaa", "hybrid", 1, 0.9);
        finished("hybrid-s2-bbbb", "hybrid", 2, 0.9);
        plan("hybrid-s1-aaaa");

        StudyReport report = StudyReport.of(study());

        assertThat(report.resolved()).hasValue("name: phantoms\n# hybrid-s1-aaaa\n");
        assertThat(Xml.facts(page(report)))
                .containsEntry(
                        "trials",
                        "1 of 1 trial asked for is finished. The folder has 1 trial more that the last run did not ask for; it is shown too.");
    }

    @Test
    void aFolderWithoutTrialsIsAPageThatSaysSo() throws Exception {
        plan("hybrid-s1-aaaa");

        Element page = page(StudyReport.of(study()));

        assertThat(Xml.texts(page, "h2")).containsExactly("What was asked");
        assertThat(Xml.facts(page))
                .containsEntry("trials", "0 of 1 trial asked for are finished. 1 did not begin, or cannot be read.");
    }

    @Test
    void trialsWithoutResultsAreListedWithTheirReasons() throws Exception {
        Element page = page(report(
                SampleTrials.finished("hybrid", 1, SLOW, 0.9),
                SampleTrials.unfinished(
                        "mlp", 1, SLOW, TrialRecord.State.FAILED, "No <room>.\nMaybe the disk is full."),
                SampleTrials.unfinished("mlp", 1, FAST, TrialRecord.State.KILLED, ""),
                SampleTrials.unfinished("hybrid", 1, FAST, TrialRecord.State.RUNNING, "")));

        assertThat(Xml.facts(page))
                .containsEntry("failed", "mlp rate=0.001 seed 1")
                .containsEntry("killed", "mlp rate=0.1 seed 1")
                .containsEntry("running or vanished", "hybrid rate=0.1 seed 1")
                .containsEntry("varies", "train.rate");
        assertThat(Xml.texts(page, "pre")).contains("No <room>.\nMaybe the disk is full.");
        assertThat(Xml.rows(page, "Configurations"))
                .extracting(row -> row.subList(0, 4))
                .contains(List.of("mlp", "0.001", "0", "–"), List.of("hybrid", "0.001", "1", "0.900"));
    }

    @Test
    void oneSeedHasNoIntervalAndThePageSaysSo() throws Exception {
        Element page = page(report(SampleTrials.finished("hybrid", 1, SLOW, 0.9)));

        assertThat(Xml.texts(page, "li"))
                .startsWith(
                        "Intervals of few seeds are wide. Whether two of them overlap decides nothing: it neither shows a difference nor rules one out.",
                        "Where n is 1 there is no interval: one seed says nothing of how far another would be from it.",
                        "Judged on 200 test images, of which 105 are positive (0.525); always answering the commonest class scores an accuracy of 0.525.");
        assertThat(Xml.styled(page, "line", "span")).isEmpty();
        assertThat(Xml.texts(page, "title")).contains("hybrid: 0.900; one seed, no interval.");
    }

    @Test
    void seedsThatAgreeDoNotPromiseThatAnotherWill() throws Exception {
        Element page = page(
                report(SampleTrials.finished("hybrid", 1, SLOW, 0.5), SampleTrials.finished("hybrid", 2, SLOW, 0.5)));

        assertThat(Xml.texts(page, "li"))
                .contains("An interval without width says that these seeds agree, not that another one must.");
    }

    @Test
    void anIntervalThatLeavesTheAxisEndsInAnArrow() throws Exception {
        Element page = page(
                report(SampleTrials.finished("hybrid", 1, SLOW, 0.99), SampleTrials.finished("hybrid", 2, SLOW, 0.9)));

        assertThat(Xml.texts(page, "li")).contains("An interval may pass 0 or 1, which its formula does not know of.");
        // Upwards for both metrics; only a fall of more than 1.3 below the mean would leave the axis downwards.
        assertThat(Xml.styled(page, "path", "beyond")).hasSize(2);
        assertThat(Xml.styled(page, "circle", "dot")).hasSize(4);
    }

    @Test
    void theMetricThatChoseTheEpochsComesFirst() throws Exception {
        var plan = new StudyPlan("sample", "sample.yaml", "loss", "", List.of(), List.of());
        var report = new StudyReport(
                "sample",
                Optional.of(plan),
                List.of(SampleTrials.finished("hybrid", 1, SLOW, 0.9)),
                List.of(),
                Optional.empty(),
                new Integrity(0, List.of()),
                Optional.empty(),
                Map.of());

        assertThat(Xml.texts(page(report), "h3"))
                .startsWith("Test loss of every seed", "Test AUC of every seed", "Test accuracy of every seed");
        assertThat(Xml.texts(page(report), "p")).contains("The folder has no experiment.yaml to run again.");
    }

    @Test
    void aMetricThatNoTrialHasIsNotShown() throws Exception {
        Element page = page(
                report(SampleTrials.finished("hybrid", 1, SLOW, SampleTrials.evaluation(0.7, OptionalDouble.empty()))));

        assertThat(Xml.texts(page, "h3"))
                .contains("Test accuracy of every seed")
                .doesNotContain("Test AUC of every seed");
    }

    @Test
    void whereTrialsDifferInDataOrSurroundingsThePageSaysSo() throws Exception {
        TrialRecord one = SampleTrials.finished("hybrid", 1, SLOW, 0.9);
        var data = new TrialRecord.Data(
                "elsewhere",
                "",
                "",
                "",
                Optional.empty(),
                List.of(),
                Map.of(),
                Map.of(),
                Optional.empty(),
                Map.of(),
                List.of("Small."),
                Map.of(),
                Map.of());
        var other = new TrialRecord(
                one.folder(),
                one.identity(),
                one.state(),
                one.reason(),
                one.begun(),
                one.last(),
                List.of(),
                List.of(),
                data,
                Map.of("git commit", "743b7fa"),
                List.of(),
                one.result());

        Element page = page(report(one, other));

        assertThat(Xml.texts(page, "p")).contains("The trials did not all see the same data.");
        assertThat(Xml.texts(page, "h3")).contains("What 1 trial saw");
        assertThat(Xml.facts(page))
                .containsEntry("licence", "not recorded")
                .containsEntry("known issues", "Small.")
                .containsEntry("ansatz", "0.1.0 (1 trial); not recorded (1 trial)")
                .containsEntry("git commit", "not recorded (1 trial); 743b7fa (1 trial)");
    }

    @Test
    void whateverNamesHoldThePageLoadsAndRunsNothing() throws Exception {
        var settings = Map.of("model.circuit.use", NASTY);
        String html = report(
                        SampleTrials.finished("hybrid", 1, settings, 0.9),
                        SampleTrials.finished("hybrid", 1, Map.of("model.circuit.use", "\u0000]]>"), 0.9))
                .html();

        Element page = Xml.parse(html);
        assertThat(Xml.all(page, "script")).isEmpty();
        assertThat(Xml.all(page, "link")).isEmpty();
        assertThat(Xml.all(page, "img")).isEmpty();
        assertThat(Xml.texts(page, "td")).contains(NASTY, "\ufffd]]>");
        assertThat(html)
                .startsWith("<!DOCTYPE html>")
                .contains("default-src 'none'")
                .doesNotContain("url(", "@import");
    }

    @Test
    void theSameFolderGivesTheSameBytes() throws IOException {
        finished("hybrid-s1-aaaa", "hybrid", 1, 0.9);
        finished("mlp-s1-bbbb", "mlp", 1, 0.8);

        assertThat(StudyReport.of(study()).html())
                .isEqualTo(StudyReport.of(study()).html());
    }

    @Test
    void manyConfigurationsHaveTheAxisAboveTheirDotsToo() throws Exception {
        var few = new TrialRecord[12];
        var many = new TrialRecord[13];
        for (int i = 0; i < many.length; i++) {
            many[i] = SampleTrials.finished("hybrid", 1, Map.of("train.batch", Integer.toString(i)), 0.8 + 0.01 * i);
        }
        System.arraycopy(many, 0, few, 0, few.length);

        assertThat(axes(page(report(few)))).isEqualTo(2);
        assertThat(axes(page(report(many)))).isEqualTo(4);
    }

    @Test
    void weightsThatABackboneBeginsWithAreNamedByTheirDigest() throws Exception {
        String path = "model.backbone.weights.digest";
        TrialRecord random = SampleTrials.finished("hybrid", 1, Map.of(), 0.9);
        TrialRecord given = SampleTrials.finished("hybrid", 1, Map.of(path, "ab".repeat(32)), 0.8);

        assertThat(Xml.facts(page(report(given))))
                .containsEntry("backbone begins with", "weights with the SHA-256 " + "ab".repeat(32));
        assertThat(Xml.facts(page(report(random, given))))
                .containsEntry("varies", path)
                .containsEntry(
                        "backbone begins with",
                        "random values (1 trial); weights with the SHA-256 %s (1 trial)".formatted("ab".repeat(32)));
        assertThat(Xml.facts(page(report(random)))).doesNotContainKey("backbone begins with");
    }

    @Test
    void theQuestionNamesTheControlsAndWhatTheHybridIsMadeOf() throws Exception {
        var settings = new LinkedHashMap<String, String>();
        settings.put("dataset.use", "medmnist");
        settings.put("dataset.variant", "breastmnist");
        settings.put("model.backbone.use", "cnn5");
        settings.put("model.circuit.use", "angle-embedding");
        settings.put("model.circuit.qubits", "4");
        settings.put("model.circuit.plugin", "circuit-angle-embedding " + "ab".repeat(32));
        settings.put("train.epochs", "30");
        settings.put("train.stop.patience", "10");
        settings.put("train.batch", "64");
        settings.put("train.optimizer", "adam");
        settings.put("train.rate", "0.001");
        settings.put("train.select", "val.auc");

        Map<String, String> facts = Xml.facts(page(report(
                SampleTrials.finished("hybrid", 10, settings, 0.9),
                SampleTrials.finished("hybrid", 2, settings, 0.9),
                SampleTrials.finished("mlp", 2, settings, 0.8))));

        assertThat(facts)
                .containsEntry(
                        "question", "Does the circuit do better than what stands in its place, all else equal: mlp?")
                .containsEntry("data set", "medmnist: variant breastmnist")
                .containsEntry("backbone", "cnn5")
                .containsEntry("circuit", "angle-embedding: qubits 4")
                .containsEntry(
                        "training",
                        "at most 30 epochs, until 10 epochs in a row are no better; batches of 64, adam with rate 0.001;"
                                + " the epoch with the best val.auc is kept")
                .containsEntry("seeds", "2, 10");
    }

    private static long axes(Element page) {
        return Xml.all(page, "svg").stream()
                .filter(svg -> svg.getAttribute("aria-hidden").equals("true"))
                .count();
    }

    private static Element page(StudyReport report) throws Exception {
        return Xml.parse(report.html());
    }

    private static StudyReport report(TrialRecord... trials) {
        return new StudyReport(
                "sample",
                Optional.empty(),
                List.of(trials),
                List.of(),
                Optional.of("name: sample\n"),
                new Integrity(0, List.of()),
                Optional.empty(),
                Map.of());
    }

    private StudyFolder study() {
        return new StudyFolder(runs.resolve("phantoms"));
    }

    private void plan(String... trials) throws IOException {
        var plan =
                new StudyPlan("Phantoms", "experiments/phantoms.yaml", "auc", "embedded", List.of(), List.of(trials));
        study().keep(plan, "name: phantoms\n");
    }

    /** Writes the folder of a trial that is done; its accuracy is a tenth below its AUC. */
    private void finished(String id, String role, int seed, double auc) throws IOException {
        var folder = new RunFolder(Files.createDirectories(study().path().resolve(id)));
        var identity = new LinkedHashMap<String, String>();
        identity.put("role", role);
        identity.put("seed", Integer.toString(seed));
        folder.keep("trial.txt", TrialRecord.identityLines(identity));
        folder.keep("experiment.yaml", "name: phantoms\n# " + id + "\n");
        Evaluation test = SampleTrials.evaluation(auc - 0.1, OptionalDouble.of(auc));
        try (Journal journal = Journal.open(folder.journal())) {
            var images = new LinkedHashMap<String, Integer>();
            images.put("train", 400);
            images.put("val", 100);
            images.put("test", 200);
            journal.write(
                    "begin",
                    Map.of(
                            "dataset",
                            Map.of("source", "generated", "classes", List.of("disc", NASTY), "images", images),
                            "surroundings",
                            Map.of("java", "17")));
            journal.write(
                    "end",
                    Map.of("best_epoch", 1, "test", Map.of("auc", auc), "seconds", 7.5, "quantum_seconds", 3.25));
        }
        var metrics = new TrialMetrics(role, seed, 8, 7, 90_000, 36, 1_000, test, test);
        folder.publish(Map.of(TrialMetrics.FILE, metrics.text()), 12.5);
    }
}
