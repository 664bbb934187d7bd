package io.ansatz.runner.execution;

import static io.ansatz.runner.execution.Bench.STUDY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ansatz.runner.execution.Bench.Listening;
import io.ansatz.runner.experiment.Trial;
import io.ansatz.runner.tracking.Journal;
import io.ansatz.runner.tracking.RunFolder;
import io.ansatz.runner.tracking.UnwritableException;
import io.ansatz.runner.training.EpochResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalExecutorTest {

    private static final String PAIR = STUDY + "controls: [identity]\n";

    @TempDir
    private Path folder;

    private Bench bench;
    private final Listening watcher = new Listening();

    @BeforeEach
    void setUp() {
        bench = new Bench(folder);
    }

    @Test
    void whatIsMissingIsTrained() throws Exception {
        Study study = bench.study(PAIR);

        Report report = Bench.run(study, watcher);

        assertThat(report.finished()).extracting(Report.Finished::trainedNow).containsExactly(true, true);
        assertThat(report.failures()).isEmpty();
        assertThat(report.busy()).isEmpty();
        assertThat(report.stopped()).isFalse();
        assertThat(watcher.heard)
                .containsExactly(
                        "hybrid seed 1 begins",
                        "hybrid seed 1 epoch 1",
                        "hybrid seed 1 epoch 2",
                        "hybrid seed 1 ends",
                        "identity seed 1 begins",
                        "identity seed 1 epoch 1",
                        "identity seed 1 epoch 2",
                        "identity seed 1 ends");
        var hybrid = report.finished().get(0);
        assertThat(hybrid.folder())
                .isEqualTo(study.folder().resolve(hybrid.trial().id()));
        assertThat(hybrid.seconds()).isPositive();
        assertThat(hybrid.metrics().role()).isEqualTo("hybrid");
        assertThat(hybrid.metrics().blockParameters()).isEqualTo(2);
        assertThat(hybrid.metrics().circuitEvaluations()).isEqualTo(2 * (2 * 24 + 16) + 8);
        assertThat(hybrid.metrics().test().images()).isEqualTo(8);
    }

    @Test
    void aTrialKeepsWhatItWas() throws Exception {
        Study study = bench.study(STUDY);
        Bench.run(study, watcher);
        Path trial = folderOf(study, 0).path();

        assertThat(trial.resolve("trial.txt")).hasContent("""
                role = hybrid
                seed = 1
                dataset.use = shades
                dataset.one-validation-class = false
                dataset.split = given
                dataset.per-class-seed = 1
                dataset.normalize = half
                model.backbone.use = tiny
                model.backbone.fault = none
                model.backbone.freeze = []
                model.placement = features
                model.placement.features.projection = linear
                model.scaling = tanh-pi
                model.circuit.use = turns
                model.circuit.qubits = 2
                model.simulator.use = statevector
                model.simulator.precision = float
                model.head.hidden = []
                model.head.dropout = 0.0
                model.engine = auto
                train.epochs = 2
                train.batch = 8
                train.optimizer = adam
                train.rate = 0.02
                train.momentum = 0.0
                train.weight-decay = 0.0
                train.schedule = constant
                train.loss.weights = none
                train.loss.focal = 0.0
                train.loss.smoothing = 0.0
                train.select = val.auc
                train.sampling = shuffled
                train.phases = []
                framework = 1.2.3
                dataset.plugin = bench abc
                dataset.digest = def
                model.backbone.plugin = bench abc
                model.circuit.plugin = bench abc
                """);
        assertThat(trial.resolve("experiment.yaml")).hasContent(study.resolved());
    }

    @Test
    void whatIsPublishedIsNotTrainedAgain() throws Exception {
        Bench.run(bench.study(STUDY), new Listening());
        Study more = bench.study(PAIR);
        byte[] journal = Files.readAllBytes(folderOf(more, 0).journal());

        Report report = Bench.run(more, watcher);

        assertThat(report.finished()).extracting(Report.Finished::trainedNow).containsExactly(false, true);
        assertThat(watcher.heard)
                .containsExactly(
                        "hybrid seed 1 was done",
                        "identity seed 1 begins",
                        "identity seed 1 epoch 1",
                        "identity seed 1 epoch 2",
                        "identity seed 1 ends");
        assertThat(folderOf(more, 0).journal()).hasBinaryContent(journal);
    }

    @Test
    void aNewNameOfTheExperimentStartsAfresh() throws Exception {
        Bench.run(bench.study(STUDY), new Listening());

        Report report = Bench.run(bench.study(STUDY.replace("name: bench", "name: other")), watcher);

        assertThat(report.finished()).extracting(Report.Finished::trainedNow).containsExactly(true);
    }

    @Test
    void whatIsDamagedIsTrainedAgainToTheSameBytesAndTheWatcherHearsOfIt() throws Exception {
        Study study = bench.study(STUDY);
        Bench.run(study, new Listening());
        Path metrics = folderOf(study, 0).path().resolve("metrics.json");
        String published = Files.readString(metrics);
        Files.writeString(metrics, published.replace("\"seed\": 1", "\"seed\": 2"));

        Report report = Bench.run(study, watcher);

        assertThat(report.finished()).extracting(Report.Finished::trainedNow).containsExactly(true);
        assertThat(watcher.heard)
                .startsWith("hybrid seed 1: its results are not what was published", "hybrid seed 1 begins");
        assertThat(metrics).hasContent(published);
        assertThat(folderOf(study, 0).damaged()).isFalse();
    }

    @Test
    void aJournalThatCannotBeReadIsSetAsideAndTheTrialTrained() throws Exception {
        Study study = bench.study(STUDY);
        RunFolder trial = folderOf(study, 0);
        Files.createDirectories(trial.path());
        Files.writeString(trial.journal(), "this is no event\n");

        Report report = Bench.run(study, watcher);

        assertThat(report.finished()).hasSize(1);
        assertThat(watcher.heard)
                .startsWith(
                        "hybrid seed 1: its journal could not be read and was set aside as journal.jsonl.damaged",
                        "hybrid seed 1 begins");
        assertThat(trial.path().resolve("journal.jsonl.damaged")).hasContent("this is no event");
        assertThat(events(study, 0).get(0).number("attempt")).isEqualTo(1);
    }

    @Test
    void aSecondAttemptSaysSo() throws Exception {
        Study study = bench.study(STUDY);
        Bench.run(study, new Listening());
        Files.delete(folderOf(study, 0).path().resolve("done"));

        Bench.run(study, watcher);

        assertThat(events(study, 0))
                .extracting(Journal.Event::name)
                .containsExactly("begin", "epoch", "epoch", "end", "begin", "epoch", "epoch", "end");
        assertThat(events(study, 0).get(0).number("attempt")).isEqualTo(1);
        assertThat(events(study, 0).get(4).number("attempt")).isEqualTo(2);
    }

    @Test
    void aTrialWhoseLossIsNoNumberFailsAndTheOthersGoOn() throws Exception {
        Study study = bench.study(STUDY + "sweep: {train.rate: [1e38, 0.02]}\n");

        Report report = Bench.run(study, watcher);

        String reason = """
                Epoch 1, batch 2 of 3: the training loss is NaN.
                Maybe the rate 1.0E38 is too high.""";
        assertThat(report.failures())
                .containsExactly(new Report.Failure(study.plan().trials().get(0), reason));
        assertThat(report.finished())
                .extracting(Report.Finished::trial)
                .containsExactly(study.plan().trials().get(1));
        assertThat(watcher.heard).containsSubsequence("hybrid seed 1 rate=1e38 fails", "hybrid seed 1 rate=0.02 ends");
        assertThat(events(study, 0)).extracting(Journal.Event::name).containsExactly("begin", "failed");
        assertThat(events(study, 0).get(1).facts().get("reason").getAsString()).isEqualTo(reason);
        assertThat(folderOf(study, 0).path().resolve("failure.txt")).doesNotExist();
        assertThat(folderOf(study, 0).path().resolve("done")).doesNotExist();
    }

    @Test
    void aTrialThatCannotBeJudgedAsAskedFailsBeforeItsFirstEpoch() throws Exception {
        Study study = bench.study(STUDY.replace("{use: shades}", "{use: shades, one-validation-class: true}"));

        Report report = Bench.run(study, watcher);

        assertThat(report.failures().get(0).reason()).isEqualTo("""
                train.select is val.auc, but all 16 validation images are of class 'dark'; an AUC needs two classes.
                Maybe val.loss will do.""");
    }

    @Test
    void aPartThatBreaksLeavesItsStackTraceAndTheOthersGoOn() throws Exception {
        Study study = bench.study(STUDY + "sweep: {model.backbone.fault: [exception, linkage, none]}\n");

        Report report = Bench.run(study, watcher);

        Path trace = folderOf(study, 0).path().resolve("failure.txt");
        String reason = """
                java.lang.IllegalStateException: The backbone lost its way.
                The stack trace is in %s.""".formatted(trace);
        assertThat(report.failures()).hasSize(2);
        assertThat(report.failures().get(0).reason()).isEqualTo(reason);
        assertThat(report.failures().get(1).reason()).startsWith("java.lang.NoSuchMethodError: draw");
        assertThat(report.finished()).hasSize(1);
        assertThat(trace).content().contains("The backbone lost its way.", "Bench$Tiny.draw");
        assertThat(events(study, 0)).extracting(Journal.Event::name).containsExactly("begin", "failed");
        assertThat(events(study, 0).get(1).facts().get("reason").getAsString()).isEqualTo(reason);
    }

    @Test
    void aStackTraceGoesWhenALaterAttemptSucceeds() throws Exception {
        Study study = bench.study(STUDY);
        RunFolder trial = folderOf(study, 0);
        Files.createDirectories(trial.path());
        trial.keep("failure.txt", "of an earlier attempt");

        Bench.run(study, watcher);

        assertThat(trial.path().resolve("failure.txt")).doesNotExist();
        assertThat(trial.published()).isPresent();
    }

    @Test
    void aTrialThatAnotherProcessHoldsIsBusyAndTheOthersGoOn() throws Exception {
        Study study = bench.study(PAIR);
        try (var held = folderOf(study, 0).claim().orElseThrow()) {
            assertThat(held).isNotNull();
            Report report = Bench.run(study, watcher);

            assertThat(report.busy()).containsExactly(study.plan().trials().get(0));
            assertThat(report.finished())
                    .extracting(Report.Finished::trial)
                    .containsExactly(study.plan().trials().get(1));
            assertThat(watcher.heard).startsWith("hybrid seed 1 is busy");
        }
        assertThat(folderOf(study, 0).journal()).doesNotExist();
    }

    @Test
    void aJournalThatCannotBeWrittenIsNamedAndTheOthersGoOn() throws Exception {
        Study study = bench.study(PAIR);
        Path journal = folderOf(study, 0).journal();
        Files.createDirectories(journal);

        Report report = Bench.run(study, watcher);

        assertThat(report.failures())
                .extracting(Report.Failure::reason)
                .containsExactly(journal + " cannot be written (Is a directory).");
        assertThat(report.finished()).hasSize(1);
    }

    @Test
    void resultsThatCannotBeWrittenFailTheTrialAndItsJournalSaysSo() throws Exception {
        Study study = bench.study(STUDY);
        Path metrics = folderOf(study, 0).path().resolve("metrics.json.draft");
        Files.createDirectories(metrics);

        Report report = Bench.run(study, watcher);

        String reason = folderOf(study, 0).path().resolve("metrics.json") + " cannot be written (Is a directory).";
        assertThat(report.failures()).extracting(Report.Failure::reason).containsExactly(reason);
        List<Journal.Event> events = events(study, 0);
        assertThat(events.get(events.size() - 1).facts().get("reason").getAsString())
                .isEqualTo(reason);
        assertThat(folderOf(study, 0).path().resolve("failure.txt")).doesNotExist();
    }

    @Test
    void aFolderOfRunsThatCannotBeMadeEndsTheRun() throws Exception {
        Study study = bench.study(STUDY);
        Files.writeString(folder.resolve("runs"), "a file");

        assertThatThrownBy(() -> Bench.run(study, watcher))
                .isInstanceOf(UnwritableException.class)
                .hasMessage("%s cannot be written (Not a directory)."
                        .formatted(folderOf(study, 0).path()));
    }

    @Test
    void aStoppedTrialIsKilledInItsJournalAndStaysToDo() throws Exception {
        Study study = bench.study(PAIR);
        var executor = Bench.executor(study);
        var stopping = new Listening() {
            @Override
            public void epoch(Trial trial, EpochResult result, double seconds) {
                super.epoch(trial, result, seconds);
                try {
                    executor.stop();
                    executor.stop();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };

        Report report = executor.run(study, stopping);

        assertThat(report.stopped()).isTrue();
        assertThat(report.finished()).isEmpty();
        assertThat(report.failures()).isEmpty();
        assertThat(stopping.heard).containsExactly("hybrid seed 1 begins", "hybrid seed 1 epoch 1");
        assertThat(events(study, 0)).extracting(Journal.Event::name).containsExactly("begin", "epoch", "killed");
        assertThat(folderOf(study, 0).published()).isEmpty();

        Report again = Bench.run(study, watcher);

        assertThat(again.finished()).hasSize(2);
        assertThat(events(study, 0))
                .extracting(Journal.Event::name)
                .containsExactly("begin", "epoch", "killed", "begin", "epoch", "end");
        assertThat(events(study, 0).get(3).number("resumed")).isEqualTo(1);
        assertThat(watcher.heard)
                .startsWith(
                        "hybrid seed 1 begins",
                        "hybrid seed 1 goes on behind epoch 1",
                        "hybrid seed 1 epoch 2",
                        "hybrid seed 1 ends");
    }

    @Test
    void aRunThatIsStoppedBetweenTrialsBeginsNoMore() throws Exception {
        Study study = bench.study(PAIR);
        var executor = Bench.executor(study);
        var stopping = new Listening() {
            @Override
            public void ends(Report.Finished finished) {
                super.ends(finished);
                try {
                    executor.stop();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };

        Report report = executor.run(study, stopping);

        assertThat(report.stopped()).isTrue();
        assertThat(report.finished()).hasSize(1);
        assertThat(stopping.heard).endsWith("hybrid seed 1 ends");
        assertThat(events(study, 0)).extracting(Journal.Event::name).endsWith("end");
        assertThat(folderOf(study, 1).journal()).doesNotExist();
    }

    private static RunFolder folderOf(Study study, int trial) {
        return study.folderOf(study.plan().trials().get(trial));
    }

    private static List<Journal.Event> events(Study study, int trial) throws IOException {
        return Journal.read(folderOf(study, trial).journal());
    }
}
