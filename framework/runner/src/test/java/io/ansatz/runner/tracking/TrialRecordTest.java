package io.ansatz.runner.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ansatz.runner.tracking.SampleStudy.Trial;
import io.ansatz.runner.tracking.TrialRecord.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialRecordTest {

    @TempDir
    private Path runs;

    private SampleStudy study;

    @BeforeEach
    void setUp() {
        study = new SampleStudy(runs, "sample");
    }

    private static TrialRecord read(Trial trial) throws IOException {
        return TrialRecord.read(trial.folder()).orElseThrow();
    }

    @Test
    void aFolderInWhichNothingBeganHoldsNoTrial() throws IOException {
        assertThat(TrialRecord.read(study.trial("hybrid", 1, 2).folder())).isEmpty();
    }

    @Test
    void aFinishedTrialTellsWhatItWasAndWhatCameOut() throws IOException {
        TrialRecord record = read(study.trial("hybrid", 3, 2)
                .onPublished(Map.of("test", List.of(12, 8)))
                .begins()
                .epoch(1, 0.7, 0.5)
                .epoch(2, 0.01, 0.6, 0.75)
                .ends(0.9));

        assertThat(record.id()).isEqualTo("hybrid-s3-l2");
        assertThat(record.role()).isEqualTo("hybrid");
        assertThat(record.seed()).isEqualTo("3");
        assertThat(record.setting("model.circuit.layers")).hasValue("2");
        assertThat(record.setting("model.circuit.qubits")).isEmpty();
        assertThat(record.state()).isEqualTo(State.FINISHED);
        assertThat(record.reason()).isEmpty();
        assertThat(record.last()).isAfterOrEqualTo(record.begun());
        assertThat(record.epochs()).extracting(TrialRecord.Epoch::number).containsExactly(1, 2);
        assertThat(record.epochs().get(0).values()).containsOnlyKeys("train/loss", "val/loss", "val/auc");
        assertThat(record.epochs().get(1).values())
                .containsEntry("train/loss", 0.6)
                .containsEntry("train/rate", 0.01)
                .containsEntry("val/auc", 0.75);
        assertThat(record.dataset().classes()).containsExactly("dark", "light");
        assertThat(record.dataset().images()).containsEntry("train", 24);
        assertThat(record.dataset().published()).isEqualTo(Map.of("test", List.of(12, 8)));
        assertThat(record.surrounding("ansatz")).hasValue("1.2.3");
        TrialRecord.Result result = record.result().orElseThrow();
        assertThat(result.metrics().test().accuracy()).isEqualTo(0.9);
        assertThat(result.seconds()).isEqualTo(1.5);
        assertThat(result.quantumSeconds()).isEqualTo(0.25);
        assertThat(result.at()).isEqualTo(record.last());
    }

    @Test
    void theLastWordOfTheJournalIsTheState() throws IOException {
        Trial trial = study.trial("hybrid", 1, 2).begins();
        assertThat(read(trial).state()).isEqualTo(State.RUNNING);
        assertThat(read(trial.epoch(1, 0.7, 0.5)).state()).isEqualTo(State.RUNNING);
        assertThat(read(trial.isKilled()).state()).isEqualTo(State.KILLED);
        TrialRecord failed = read(trial.begins().fails("It broke."));
        assertThat(failed.state()).isEqualTo(State.FAILED);
        assertThat(failed.reason()).isEqualTo("It broke.");
        assertThat(read(trial.isDone(0.9)).state()).isEqualTo(State.FINISHED);
    }

    @Test
    void anEndWithoutItsMarkerIsNone() throws IOException {
        Trial trial = study.trial("hybrid", 1, 2).isDone(0.9);
        Files.delete(trial.folder().marker());

        assertThat(read(trial).state()).isEqualTo(State.RUNNING);
        assertThat(read(trial).result()).isEmpty();
    }

    @Test
    void theCurveIsThatOfTheLastAttempt() throws IOException {
        TrialRecord record = read(study.trial("hybrid", 1, 2)
                .begins()
                .epoch(1, 0.7, 0.5)
                .epoch(2, 0.6, 0.5)
                .isKilled()
                .begins()
                .epoch(1, 0.7, 0.5));

        assertThat(record.epochs()).hasSize(3);
        assertThat(record.curve()).extracting(TrialRecord.Epoch::number).containsExactly(1);
    }

    @Test
    void theCurveGoesOnWhereAnAttemptDoes() throws IOException {
        Trial trial = study.trial("hybrid", 1, 2)
                .begins()
                .epoch(1, 0.7, 0.5)
                .epoch(2, 0.6, 0.6)
                .epoch(3, 0.5, 0.7)
                .isKilled()
                .resumes(2);
        assertThat(read(trial).curve()).extracting(TrialRecord.Epoch::number).containsExactly(1, 2);

        TrialRecord record = read(trial.epoch(3, 0.5, 0.7).isKilled().resumes(3).epoch(4, 0.4, 0.8));

        assertThat(record.epochs()).extracting(TrialRecord.Epoch::number).containsExactly(1, 2, 3, 3, 4);
        assertThat(record.curve()).extracting(TrialRecord.Epoch::number).containsExactly(1, 2, 3, 4);
        assertThat(record.curve()).extracting(TrialRecord.Epoch::attempt).containsExactly(1, 1, 2, 3);
    }

    @Test
    void aJournalWithoutSenseIsDamaged() throws IOException {
        Trial trial = study.trial("hybrid", 1, 2).begins();
        Files.writeString(
                trial.folder().journal(), "{\"event\":\"epoch\",\"at\":\"2026-01-01T00:00:00Z\",\"epoch\":\"one\"}\n");

        assertThatThrownBy(() -> read(trial)).isInstanceOf(DamagedJournalException.class);
    }

    @Test
    void whatWasReadIsReadAgainOnlyWhenItGrew() throws IOException {
        Trial first = study.trial("hybrid", 1, 2).begins();
        Trial second = study.trial("hybrid", 2, 2).begins();
        var reader = new StudyReader(study.folder());
        var before = reader.read();

        first.epoch(1, 0.7, 0.5);
        var after = reader.read();

        assertThat(before).extracting(TrialRecord::id).containsExactly("hybrid-s1-l2", "hybrid-s2-l2");
        assertThat(after.get(0).epochs()).hasSize(1);
        assertThat(after.get(1)).isSameAs(before.get(1));

        second.isDone(0.9);
        assertThat(reader.read().get(1).state()).isEqualTo(State.FINISHED);
        Files.writeString(second.folder().journal(), "nonsense\n");
        assertThat(reader.read()).hasSize(1);
        assertThat(reader.problems())
                .singleElement()
                .asString()
                .contains("journal.jsonl:1 is not a line of a journal.");
    }

    @Test
    void onlyJournalsThatNobodyHoldsAreClosed() throws IOException {
        Trial left = study.trial("hybrid", 1, 2).begins().epoch(1, 0.7, 0.5).epoch(2, 0.6, 0.5);
        Trial barely = study.trial("hybrid", 2, 2).begins();
        Trial unpublished = study.trial("hybrid", 3, 2).isDone(0.9);
        Files.delete(unpublished.folder().marker());
        Trial killed = study.trial("mlp", 1, 2).begins().isKilled();
        Trial held = study.trial("mlp", 2, 2).begins();
        Trial done = study.trial("mlp", 3, 2).isDone(0.9);

        try (var claim = held.folder().claim().orElseThrow()) {
            assertThat(claim).isNotNull();
            assertThat(study.folder().closeAbandoned())
                    .containsExactlyInAnyOrder("hybrid-s1-l2", "hybrid-s2-l2", "hybrid-s3-l2");
        }

        assertThat(read(left).reason()).isEqualTo("""
                Its process ended without a word, after epoch 2.
                Maybe it was killed, ran out of memory, or the machine stopped.""");
        assertThat(read(barely).reason()).startsWith("Its process ended without a word, after it had begun.");
        assertThat(read(unpublished).reason()).startsWith("Its process ended without a word, after its last epoch.");
        assertThat(read(killed).state()).isEqualTo(State.KILLED);
        assertThat(read(held).state()).isEqualTo(State.RUNNING);
        assertThat(read(done).state()).isEqualTo(State.FINISHED);
        assertThat(study.folder().closeAbandoned()).containsExactly("mlp-s2-l2");
    }
}
