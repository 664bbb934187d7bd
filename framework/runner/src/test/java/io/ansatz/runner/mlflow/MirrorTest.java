package io.ansatz.runner.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.ansatz.runner.tracking.SampleStudy;
import io.ansatz.runner.tracking.SampleStudy.Trial;
import io.ansatz.runner.tracking.StudyPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MirrorTest {

    @TempDir
    private Path runs;

    private SampleStudy study;
    private final RecordingTracker tracker = new RecordingTracker();

    @BeforeEach
    void setUp() {
        study = new SampleStudy(runs, "sample", "model.circuit.layers");
    }

    /** Three finished trials in two configurations, a failed one, a killed one and one that is going on. */
    private void everyKindOfTrial() throws IOException {
        study.trial("hybrid", 1, 1).isDone(0.8);
        study.trial("hybrid", 2, 1).isDone(0.9);
        study.trial("mlp", 1, 1).isDone(0.7);
        study.trial("mlp", 2, 1).begins().epoch(1, 0.6, 0.5).fails("The loss is NaN.");
        study.trial("hybrid", 3, 2).begins().epoch(1, 0.6, 0.5).isKilled();
        study.trial("hybrid", 4, 2).begins().epoch(1, 0.6, 0.5).epoch(2, 0.5, 0.6);
    }

    private Mirror.Pass pass() throws IOException {
        return new Mirror(study.folder(), tracker).pass(false);
    }

    @Test
    void anEmptyStudyIsNothingToSend() throws IOException {
        study.asks(study.trial("hybrid", 1, 1));

        assertThat(pass().standing()).isEqualTo(new Mirror.Standing(0, 0, 0));
        assertThat(tracker.calls).isEmpty();
    }

    @Test
    void aTrialBecomesARunWithAllThatItsFolderTells() throws IOException {
        Trial trial = study.trial("hybrid", 1, 2)
                .begins()
                .epoch(1, 0.7, 0.5)
                .epoch(2, 0.01, 0.6, 0.75)
                .ends(0.75);
        study.asks(trial);

        Mirror.Pass pass = pass();

        assertThat(pass.trouble()).isEmpty();
        assertThat(pass.standing()).isEqualTo(new Mirror.Standing(3, 0, 0));
        assertThat(pass.updated()).isEqualTo(3);
        RecordingTracker.Kept kept = tracker.kept("trial/hybrid-s1-l2");
        assertThat(kept.name).isEqualTo("hybrid layers=2 seed 1");
        assertThat(kept.status).isEqualTo(RunStatus.FINISHED);
        assertThat(kept.ended).isPresent();
        assertThat(kept.params)
                .containsExactlyInAnyOrderEntriesOf(Map.of("role", "hybrid", "seed", "1", "model.circuit.layers", "2"));
        assertThat(kept.tags)
                .containsEntry("ansatz.kind", "trial")
                .containsEntry("role", "hybrid")
                .containsEntry("seed", "1")
                .containsEntry("mlflow.parentRunId", tracker.kept("study").id)
                .containsEntry("mlflow.user", "ada")
                .containsEntry("mlflow.source.git.commit", "abc")
                .containsEntry("ansatz.version", "1.2.3")
                .containsEntry("ansatz.java", "17")
                .containsEntry("mlflow.note.content", "Kept epoch 1 of 1.")
                .containsKey(Run.CONTENT);
        assertThat(values(kept))
                .containsEntry("train/loss 1", 0.7)
                .containsEntry("train/loss 2", 0.6)
                .containsEntry("train/rate 2", 0.01)
                .doesNotContainKey("train/rate 1")
                .containsEntry("val/auc 2", 0.75)
                .containsEntry("test/accuracy 1", 0.75)
                .containsEntry("best/val/accuracy 1", 0.75)
                .containsEntry("test/majority-rate 1", 0.5)
                .containsEntry("test/images 1", 20.0)
                .containsEntry("cost/seconds 1", 1.5)
                .containsEntry("cost/quantum_s 1", 0.25)
                .containsEntry("cost/parameters 1", 100.0)
                .containsEntry("cost/parameters_circuit 1", 10.0)
                .containsEntry("cost/circuit_evaluations 1", 100.0);
        assertThat(kept.inputs)
                .containsExactly(new DatasetInput(
                        "shades",
                        "0123456789abcdef0123456789abcdef0123",
                        "train, val and test",
                        "code",
                        "{\"tags\":{\"source\":\"made here\",\"version\":\"1\",\"licence\":\"none\",\"digest\":\"0123456789abcdef0123456789abcdef0123456789abcdef\"}}",
                        kept.inputs.iterator().next().profile()));
        assertThat(kept.artifacts).containsOnlyKeys("journal.jsonl", "metrics.json", "predictions.csv", "trial.txt");
        assertThat(kept.artifacts.get("journal.jsonl"))
                .isEqualTo(Files.readString(trial.folder().journal()));
    }

    @Test
    void aTrialThatWentOnIsOneRunWithEveryEpochOnce() throws IOException {
        Trial trial = study.trial("hybrid", 1, 2)
                .begins()
                .epoch(1, 0.7, 0.5)
                .epoch(2, 0.6, 0.75)
                .isKilled();
        study.asks(trial);
        trial.folder().keep("checkpoint/epoch-1/checkpoint.json", "{}");
        pass();
        assertThat(tracker.kept("trial/hybrid-s1-l2").artifacts).containsOnlyKeys("journal.jsonl", "trial.txt");

        trial.resumes(1).epoch(2, 0.6, 0.75).epoch(3, 0.5, 0.875).ends(0.75);
        trial.folder().keep("model/model.json", "{}");
        pass();

        RecordingTracker.Kept kept = tracker.kept("trial/hybrid-s1-l2");
        assertThat(kept.points.stream().filter(point -> point.metric().equals("val/auc")))
                .extracting(Point::step)
                .containsExactlyInAnyOrder(1L, 2L, 3L);
        assertThat(kept.artifacts).containsOnlyKeys("journal.jsonl", "metrics.json", "predictions.csv", "trial.txt");
    }

    @Test
    void everyStateIsToldAsItIs() throws IOException {
        everyKindOfTrial();

        pass();

        assertThat(tracker.kept("trial/hybrid-s1-l1").status).isEqualTo(RunStatus.FINISHED);
        assertThat(tracker.kept("trial/mlp-s2-l1").status).isEqualTo(RunStatus.FAILED);
        assertThat(tracker.kept("trial/mlp-s2-l1").tags)
                .containsEntry("mlflow.note.content", "Failed: The loss is NaN.");
        assertThat(tracker.kept("trial/hybrid-s3-l2").status).isEqualTo(RunStatus.KILLED);
        assertThat(tracker.kept("trial/hybrid-s4-l2").status).isEqualTo(RunStatus.RUNNING);
        assertThat(tracker.kept("trial/hybrid-s4-l2").ended).isEmpty();
        assertThat(tracker.kept("trial/hybrid-s4-l2").artifacts).isEmpty();
    }

    @Test
    void theStudyIsAsFarAsTheTrialsThatWereAskedFor() throws IOException {
        Trial done = study.trial("hybrid", 1, 1).isDone(0.8);
        Trial next = study.trial("hybrid", 2, 1);
        study.asks(done, next);
        var mirror = new Mirror(study.folder(), tracker);

        mirror.pass(true);
        assertThat(tracker.kept("study").status).isEqualTo(RunStatus.RUNNING);
        mirror.pass(false);
        assertThat(tracker.kept("study").status).isEqualTo(RunStatus.KILLED);
        next.begins();
        mirror.pass(true);
        assertThat(tracker.kept("study").status).isEqualTo(RunStatus.RUNNING);
        next.fails("It broke.");
        mirror.pass(false);
        assertThat(tracker.kept("study").status).isEqualTo(RunStatus.FAILED);
        next.isDone(0.9);
        mirror.pass(false);
        assertThat(tracker.kept("study").status).isEqualTo(RunStatus.FINISHED);
    }

    @Test
    void theStudyHasTheBestByValidationAndWhatAllTrialsShare() throws IOException {
        everyKindOfTrial();

        pass();

        RecordingTracker.Kept kept = tracker.kept("study");
        assertThat(kept.tags)
                .containsEntry("ansatz.kind", "study")
                .containsEntry("train.rate", "0.01")
                .containsEntry("model.circuit.layers", "varies")
                .containsEntry("best.configuration", "hybrid layers=1");
        assertThat(values(kept))
                .containsEntry("best/test/accuracy 1", 0.8)
                .hasEntrySatisfying(
                        "best/test/accuracy 3", mean -> assertThat(mean).isCloseTo(0.85, within(1e-12)));
    }

    @Test
    void theTestImagesDoNotChooseWhatIsBest() throws IOException {
        study.trial("hybrid", 1, 1).begins().ends(0.9, 0.6);
        study.trial("mlp", 1, 1).begins().ends(0.7, 0.95);

        pass();

        RecordingTracker.Kept kept = tracker.kept("study");
        assertThat(kept.tags).containsEntry("best.configuration", "hybrid");
        assertThat(values(kept)).containsEntry("best/test/accuracy 1", 0.6).containsEntry("best/test/accuracy 2", 0.6);
    }

    @Test
    void whereLossChoosesTheLeastIsBest() throws IOException {
        study.folder()
                .keep(
                        new StudyPlan("sample", "sample.yaml", "loss", "embedded", List.of(), List.of()),
                        "name: sample\n");
        study.trial("hybrid", 1, 1).begins().ends(0.5);
        study.trial("mlp", 1, 1).begins().ends(0.9);

        pass();

        assertThat(tracker.kept("study").tags).containsEntry("best.configuration", "mlp");
    }

    @Test
    void aConfigurationHasItsMeanItsIntervalAndItsNumber() throws IOException {
        study.asks();
        study.trial("hybrid", 1, 1).isDone(0.8);
        study.trial("hybrid", 2, 1).isDone(0.9);

        pass();

        String identity = tracker.contents().keySet().stream()
                .filter(key -> key.startsWith("configuration/"))
                .collect(Collectors.joining());
        RecordingTracker.Kept kept = tracker.kept(identity);
        assertThat(kept.name).isEqualTo("hybrid layers=1, mean of 2");
        assertThat(kept.params)
                .containsExactlyInAnyOrderEntriesOf(Map.of("role", "hybrid", "model.circuit.layers", "1"));
        // Student's t for one degree of freedom is 12.7062; the half width is t * 0.1 / 2.
        assertThat(values(kept))
                .containsEntry("n 1", 1.0)
                .containsEntry("n 2", 2.0)
                .containsEntry("test/accuracy 1", 0.8)
                .doesNotContainKey("test/accuracy.low 1")
                .hasEntrySatisfying(
                        "test/accuracy.low 2", low -> assertThat(low).isCloseTo(0.85 - 0.635310, within(1e-6)))
                .hasEntrySatisfying(
                        "test/accuracy.high 2", high -> assertThat(high).isCloseTo(0.85 + 0.635310, within(1e-6)));
    }

    @Test
    void whatIsThereIsNotSentAgain() throws IOException {
        everyKindOfTrial();
        pass();
        Map<String, String> before = tracker.contents();
        tracker.calls.clear();

        Mirror.Pass again = pass();

        assertThat(tracker.contents()).isEqualTo(before);
        assertThat(again.standing().missing()).isZero();
        // Of what has not ended nobody knows whether it is all there.
        assertThat(tracker.calls)
                .containsExactly(
                        "experiment",
                        "runs",
                        "tagExperiment",
                        "log id-of-study 51",
                        "use id-of-trial/hybrid-s4-l2",
                        "log id-of-trial/hybrid-s4-l2 6");
    }

    @Test
    void oneWhoFollowsSendsOnlyWhatIsNew() throws IOException {
        Trial trial = study.trial("hybrid", 1, 1).begins().epoch(1, 0.7, 0.5);
        study.asks(trial);
        var mirror = new Mirror(study.folder(), tracker);
        mirror.pass(true);
        tracker.calls.clear();

        mirror.pass(true);
        assertThat(tracker.calls).isEmpty();

        trial.epoch(2, 0.6, 0.6);
        mirror.pass(true);
        assertThat(tracker.calls).containsExactly("log id-of-trial/hybrid-s1-l1 3");
    }

    @Test
    void aTrialThatIsBegunAgainGoesOnInItsRun() throws IOException {
        Trial trial = study.trial("hybrid", 1, 1)
                .begins()
                .epoch(1, 0.7, 0.5)
                .epoch(2, 0.6, 0.6)
                .isKilled();
        pass();
        Set<Point> before = Set.copyOf(tracker.kept("trial/hybrid-s1-l1").points);
        Instant begun = tracker.kept("trial/hybrid-s1-l1").begun;

        trial.begins().epoch(1, 0.7, 0.5);
        pass();
        assertThat(tracker.kept("trial/hybrid-s1-l1").status).isEqualTo(RunStatus.RUNNING);

        trial.epoch(2, 0.6, 0.6).epoch(3, 0.5, 0.7).ends(0.9);
        pass();
        RecordingTracker.Kept kept = tracker.kept("trial/hybrid-s1-l1");
        assertThat(kept.status).isEqualTo(RunStatus.FINISHED);
        assertThat(kept.begun).isEqualTo(begun);
        assertThat(kept.points).containsAll(before);
        assertThat(kept.points.stream().filter(point -> point.metric().equals("train/loss")))
                .extracting(Point::step)
                .containsExactly(1L, 2L, 3L);
    }

    @Test
    void aSettingThatBeginsToVaryBecomesAParamOfEveryTrial() throws IOException {
        var plain = new SampleStudy(runs, "plain");
        plain.trial("hybrid", 1, 1).isDone(0.8);
        new Mirror(plain.folder(), tracker).pass(false);
        assertThat(tracker.kept("trial/hybrid-s1-l1").params).doesNotContainKey("model.circuit.layers");
        assertThat(tracker.kept("study").tags).containsEntry("model.circuit.layers", "1");

        plain.trial("hybrid", 1, 2).isDone(0.8);
        new Mirror(plain.folder(), tracker).pass(false);

        assertThat(tracker.kept("trial/hybrid-s1-l1").params).containsEntry("model.circuit.layers", "1");
        assertThat(tracker.kept("trial/hybrid-s1-l2").params).containsEntry("model.circuit.layers", "2");
        assertThat(tracker.kept("study").tags).containsEntry("model.circuit.layers", "varies");
    }

    @Test
    void whateverFailsTheNextPassCompletesIt() throws IOException {
        everyKindOfTrial();
        var undisturbed = new RecordingTracker();
        new Mirror(study.folder(), undisturbed).pass(false);
        int calls = undisturbed.calls.size();
        assertThat(calls).isGreaterThan(30);

        for (int k = 0; k < calls; k++) {
            for (boolean done : new boolean[] {false, true}) {
                for (boolean forGood : new boolean[] {false, true}) {
                    var failing = new RecordingTracker();
                    failing.failsAfter = k;
                    failing.doesItAllTheSame = done;
                    failing.forGood = forGood;
                    var mirror = new Mirror(study.folder(), failing);

                    Mirror.Pass first = mirror.pass(false);
                    assertThat(first.trouble()).as("call %d", k).isPresent();
                    assertThat(first.standing().missing()).as("call %d", k).isPositive();

                    // Sometimes the same process goes on, sometimes another one.
                    var next = k % 2 == 0 ? mirror : new Mirror(study.folder(), failing);
                    Mirror.Pass second = next.pass(false);
                    assertThat(second.standing().missing()).as("call %d", k).isZero();
                    assertThat(failing.contents()).as("call %d", k).isEqualTo(undisturbed.contents());
                    assertThat(failing.experimentTags).isEqualTo(undisturbed.experimentTags);
                }
            }
        }
    }

    @Test
    void aRunThatIsRefusedDoesNotKeepTheOthersOut() throws IOException {
        everyKindOfTrial();
        tracker.forGood = true;
        tracker.failsAfter = 6;

        Mirror.Pass pass = pass();

        assertThat(pass.standing().missing()).isEqualTo(1);
        assertThat(pass.trouble().orElseThrow()).hasMessageStartingWith("It refused");
        assertThat(tracker.contents()).hasSize(9);
    }

    @Test
    void aRunInTheBinIsLeftThere() throws IOException {
        everyKindOfTrial();
        pass();
        tracker.kept("trial/mlp-s1-l1").deleted = true;
        study.trial("mlp", 1, 1).begins().isKilled();
        String before = tracker.kept("trial/mlp-s1-l1").toString();

        Mirror.Pass pass = pass();

        assertThat(pass.standing().deleted()).isEqualTo(1);
        assertThat(pass.standing().missing()).isZero();
        assertThat(tracker.kept("trial/mlp-s1-l1")).hasToString(before);
    }

    @Test
    void aJournalThatCannotBeReadIsLeftOut() throws IOException {
        everyKindOfTrial();
        Files.writeString(study.trial("mlp", 1, 1).folder().journal(), "no journal\n");

        assertThat(pass().standing().missing()).isZero();
        assertThat(tracker.contents()).doesNotContainKey("trial/mlp-s1-l1").containsKey("trial/hybrid-s1-l1");
    }

    @Test
    void theExperimentBringsItsViewsAlong() throws IOException {
        everyKindOfTrial();
        pass();

        assertThat(tracker.experimentTags)
                .containsOnlyKeys(
                        "mlflow.note.content",
                        "mlflow.sharedViewState.ansatz-configuration",
                        "mlflow.sharedViewState.ansatz-trial");
        assertThat(tracker.experimentTags.values()).allMatch(value -> value.length() <= 5000);
        JsonObject view = JsonParser.parseString(tracker.experimentTags.get("mlflow.sharedViewState.ansatz-trial"))
                .getAsJsonObject();
        assertThat(view.get("searchFilter").getAsString()).isEqualTo("tags.`ansatz.kind` = 'trial'");
        assertThat(view.get("orderByKey").getAsString()).isEqualTo("metrics.`test/auc`");
        assertThat(view.get("orderByAsc").getAsBoolean()).isFalse();
        assertThat(view.getAsJsonArray("selectedColumns"))
                .extracting(column -> column.getAsString())
                .containsExactly(
                        "params.`role`",
                        "params.`seed`",
                        "params.`model.circuit.layers`",
                        "metrics.`test/auc`",
                        "metrics.`test/accuracy`",
                        "metrics.`cost/seconds`");
        JsonObject state =
                JsonParser.parseString(view.get("state").getAsString()).getAsJsonObject();
        for (String member : List.of("name", "createdAt", "updatedAt", "state")) {
            view.remove(member);
        }
        assertThat(view).isEqualTo(state);
    }

    @Test
    void aViewOfVeryManySettingsStillFitsIntoATag() {
        var params = new ArrayList<String>();
        for (int i = 0; i < 40; i++) {
            params.add("model.circuit." + "x".repeat(120) + i);
        }

        String json = View.TRIALS.json("test/loss", params, Instant.EPOCH);

        assertThat(json.length()).isBetween(3500, 5000);
        assertThat(json).contains("xx0`").contains("\"orderByAsc\":true");
    }

    private static Map<String, Double> values(RecordingTracker.Kept run) {
        var values = new TreeMap<String, Double>();
        run.points.forEach(point -> values.put("%s %d".formatted(point.metric(), point.step()), point.value()));
        return values;
    }
}
