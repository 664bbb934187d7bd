package io.ansatz.runner.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.ansatz.runner.execution.Bench.Listening;
import io.ansatz.runner.experiment.Trial;
import io.ansatz.runner.tracking.Journal;
import io.ansatz.runner.tracking.RunFolder;
import io.ansatz.runner.tracking.TrialRecord;
import io.ansatz.runner.training.EpochResult;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trials that break off and are run again. */
class ResumptionTest {

    private static final int EPOCHS = 5;
    private static final String LONG = Bench.STUDY.replace("epochs: 2", "epochs: " + EPOCHS);

    @TempDir
    private Path folder;

    private Bench bench;
    private final Listening watcher = new Listening();

    @BeforeEach
    void setUp() {
        bench = new Bench(folder);
    }

    /** Breaks off where it is told to, as if there were a bug. */
    private static class Breaking extends Listening {

        private final int epoch;
        private final int batch;

        Breaking(int epoch, int batch) {
            this.epoch = epoch;
            this.batch = batch;
        }

        @Override
        public void batch(Trial trial, int epoch, int batch, int batches, double loss) {
            if (epoch == this.epoch && batch == this.batch) {
                throw new IllegalStateException("It broke off.");
            }
        }

        @Override
        public void epoch(Trial trial, EpochResult result, double seconds) {
            super.epoch(trial, result, seconds);
            if (batch == 0 && result.epoch() == epoch) {
                throw new IllegalStateException("It broke off.");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{use: statevector}",
                "{use: statevector, shots: 20}",
                "{use: statevector, shots: 20, trajectories: 3, noise: {depolarizing: 0.05, amplitude-damping: 0.1}}"
            })
    void whereverATrialBreaksOffItComesToTheSameBytes(String simulator) throws Exception {
        String yaml = LONG.replace("train:", "  simulator: " + simulator + "\ntrain:");
        Study whole = bench.study(yaml, "whole");
        Bench.run(whole, new Listening());

        // Behind each epoch, and in the middle of each.
        for (int epoch = 1; epoch <= EPOCHS; epoch++) {
            for (int batch : new int[] {0, 2}) {
                Study study = bench.study(yaml, "broken-%d-%d".formatted(epoch, batch));
                assertThat(Bench.run(study, new Breaking(epoch, batch)).failures())
                        .hasSize(1);

                var heard = new Listening();
                assertThat(Bench.run(study, heard).finished()).hasSize(1);

                int last = batch == 0 ? epoch : epoch - 1;
                if (last > 0) {
                    assertThat(heard.heard).contains("hybrid seed 1 goes on behind epoch " + last);
                }
                assertThat(heard.heard).hasSize((last > 0 ? 3 : 2) + EPOCHS - last);
                assertSameResults(study, whole);
                assertThat(record(study).curve())
                        .extracting(TrialRecord.Epoch::number)
                        .containsExactly(1, 2, 3, 4, 5);
                assertThat(values(study)).isEqualTo(values(whole));
            }
        }
    }

    @Test
    void aRecipeThatBreaksOffComesToTheSameBytes() throws Exception {
        String yaml = LONG.replace("train:", "  head: {hidden: [6], dropout: 0.3}\ntrain:")
                .replace("rate: 0.02", """
                rate: 0.2, optimizer: adamw, weight-decay: 0.01, clip: 0.5, select: val.loss,
                  loss: {weights: balanced, focal: 2, smoothing: 0.1},
                  schedule: {plateau: {metric: val.loss, factor: 0.5, patience: 1}}""");
        Study whole = bench.study(yaml, "whole");
        Bench.run(whole, new Listening());
        assertThat(record(whole).curve())
                .extracting(epoch -> epoch.values().get("train/rate"))
                .contains(0.2, 0.1);

        for (int epoch = 1; epoch <= EPOCHS; epoch++) {
            for (int batch : new int[] {0, 2}) {
                Study study = bench.study(yaml, "broken-%d-%d".formatted(epoch, batch));
                Bench.run(study, new Breaking(epoch, batch));
                assertThat(Bench.run(study, new Listening()).finished()).hasSize(1);

                assertSameResults(study, whole);
                assertThat(values(study)).isEqualTo(values(whole));
            }
        }
    }

    @Test
    void aTrialWithANeckComesToTheSameBytes() throws Exception {
        String yaml = LONG.replace("  circuit:", "  neck: {use: two-ways, units: 3}\n  circuit:");
        Study whole = bench.study(yaml, "whole");
        Bench.run(whole, new Listening());
        Study study = bench.study(yaml);
        Bench.run(study, new Breaking(3, 0));

        Bench.run(study, watcher);

        assertThat(watcher.heard).contains("hybrid seed 1 goes on behind epoch 3");
        assertThat(values(study)).isEqualTo(values(whole));
        assertSameResults(study, whole);
    }

    @Test
    void aTrialThatBreaksOffAgainAndAgainComesToTheSameBytes() throws Exception {
        Study whole = bench.study(LONG, "whole");
        Bench.run(whole, new Listening());
        Study study = bench.study(LONG);

        for (int epoch = 1; epoch <= EPOCHS; epoch++) {
            Bench.run(study, new Breaking(epoch, 0));
        }
        Bench.run(study, watcher);

        assertThat(watcher.heard)
                .containsExactly("hybrid seed 1 begins", "hybrid seed 1 goes on behind epoch 5", "hybrid seed 1 ends");
        assertSameResults(study, whole);
        assertThat(events(study))
                .extracting(Journal.Event::name)
                .containsExactly(
                        "begin", "epoch", "failed", "begin", "epoch", "failed", "begin", "epoch", "failed", "begin",
                        "epoch", "failed", "begin", "epoch", "failed", "begin", "end");
    }

    @Test
    void anEpochThatWasToldButNotKeptIsTurnedAgain() throws Exception {
        Study whole = bench.study(LONG, "whole");
        Bench.run(whole, new Listening());
        Study study = bench.study(LONG);
        Bench.run(study, new Breaking(3, 0));
        Path checkpoints = trial(study).resolve("checkpoint");
        Path third = Files.createDirectories(folder.resolve("third"));
        for (String name : names(checkpoints.resolve("epoch-3"))) {
            Files.copy(checkpoints.resolve("epoch-3").resolve(name), third.resolve(name));
        }
        Bench.run(study, new Breaking(4, 0));
        // As a crash leaves it that comes while the fourth is written.
        Files.move(checkpoints.resolve("epoch-4"), checkpoints.resolve("epoch-4.draft"));
        Files.delete(checkpoints.resolve("epoch-4.draft/checkpoint.json"));
        Files.move(third, checkpoints.resolve("epoch-3"));

        Bench.run(study, watcher);

        assertThat(watcher.heard)
                .containsExactly(
                        "hybrid seed 1 begins",
                        "hybrid seed 1 goes on behind epoch 3",
                        "hybrid seed 1 epoch 4",
                        "hybrid seed 1 epoch 5",
                        "hybrid seed 1 ends");
        assertSameResults(study, whole);
        assertThat(record(study).epochs()).extracting(TrialRecord.Epoch::number).containsExactly(1, 2, 3, 4, 4, 5);
        assertThat(record(study).epochs().get(3).values())
                .isEqualTo(record(study).epochs().get(4).values());
        assertThat(values(study)).isEqualTo(values(whole));
    }

    @Test
    void earlyStoppingGoesOnToCount() throws Exception {
        String yaml = Bench.STUDY.replace(
                "epochs: 2, batch: 8, rate: 0.02",
                "epochs: 40, batch: 8, rate: 0.5, select: val.loss, stop: {patience: 3, metric: val.loss}");
        Study whole = bench.study(yaml, "whole");
        int epochs =
                Bench.run(whole, new Listening()).finished().get(0).metrics().epochs();
        assertThat(epochs).isLessThan(40);
        Study study = bench.study(yaml);

        Bench.run(study, new Breaking(epochs - 1, 0));
        Bench.run(study, watcher);

        assertThat(watcher.heard)
                .containsExactly(
                        "hybrid seed 1 begins",
                        "hybrid seed 1 goes on behind epoch " + (epochs - 1),
                        "hybrid seed 1 epoch " + epochs,
                        "hybrid seed 1 ends");
        assertSameResults(study, whole);
    }

    @Test
    void onlyTheLastCheckpointIsKeptAndNoneWhenTheTrialIsDone() throws Exception {
        Study study = bench.study(LONG);
        Bench.run(study, new Breaking(3, 0));

        assertThat(names(trial(study).resolve("checkpoint"))).containsExactly("epoch-3");
        assertThat(names(trial(study).resolve("checkpoint/epoch-3")))
                .containsExactly("checkpoint.floats", "checkpoint.json");

        Bench.run(study, watcher);

        assertThat(trial(study).resolve("checkpoint")).doesNotExist();
        assertThat(names(trial(study).resolve("model"))).containsExactly("model.floats", "model.json");
    }

    @Test
    void aDamagedCheckpointIsSaidSetAsideAndIgnored() throws Exception {
        Study whole = bench.study(LONG, "whole");
        Bench.run(whole, new Listening());
        Study study = bench.study(LONG);
        Bench.run(study, new Breaking(3, 0));
        flip(trial(study).resolve("checkpoint/epoch-3/checkpoint.floats"), 40);

        Bench.run(study, watcher);

        String what =
                "its checkpoint could not be used ('values/trunk.conv.weight' in checkpoint.floats is not what its"
                        + " digest says) and was set aside as checkpoint.damaged";
        assertThat(watcher.heard).startsWith("hybrid seed 1: " + what, "hybrid seed 1 begins", "hybrid seed 1 epoch 1");
        assertThat(names(trial(study).resolve("checkpoint.damaged"))).containsExactly("epoch-3");
        assertSameResults(study, whole);
        List<Journal.Event> events = events(study);
        assertThat(events.get(5).name()).isEqualTo("warning");
        assertThat(events.get(5).facts().get("what").getAsString()).isEqualTo(what);
        assertThat(events.get(6).facts().has("resumed")).isFalse();
        assertThat(record(study).curve()).hasSize(5);
    }

    @Test
    void theCheckpointOfAnotherTrialIsSetAside() throws Exception {
        Study study = bench.study(LONG);
        Study other = bench.study(LONG.replace("rate: 0.02", "rate: 0.03"), "other");
        Bench.run(study, new Breaking(2, 0));
        Bench.run(other, new Breaking(2, 0));
        Path checkpoint = trial(study).resolve("checkpoint");
        Files.move(checkpoint, folder.resolve("away"));
        Files.move(trial(other).resolve("checkpoint"), checkpoint);

        Bench.run(study, watcher);

        assertThat(watcher.heard.get(0))
                .isEqualTo(
                        "hybrid seed 1: its checkpoint could not be used (its key is %s, not %s) and was set aside as"
                                        .formatted(
                                                only(other).key(), only(study).key())
                                + " checkpoint.damaged");
        assertThat(watcher.heard).endsWith("hybrid seed 1 ends");
    }

    @Test
    void aCheckpointOfWhichTheJournalKnowsNothingIsSetAside() throws Exception {
        Study study = bench.study(LONG);
        Bench.run(study, new Breaking(2, 0));
        Files.delete(trial(study).resolve("journal.jsonl"));

        Bench.run(study, watcher);

        assertThat(watcher.heard)
                .startsWith(
                        "hybrid seed 1: its checkpoint could not be used (it is of epoch 2, and the journal tells 0) and"
                                + " was set aside as checkpoint.damaged",
                        "hybrid seed 1 begins",
                        "hybrid seed 1 epoch 1");
        assertThat(record(study).curve()).hasSize(5);
    }

    @Test
    void aDiskThatRefusesCheckpointsIsSaidOnceAndStopsNothing() throws Exception {
        Study study = bench.study(LONG);
        Path checkpoint = trial(study).resolve("checkpoint");
        Files.createDirectories(trial(study));
        Files.writeString(checkpoint, "A file where a folder should be.");
        var stubborn = new Listening();

        assertThat(Bench.run(study, stubborn).finished()).hasSize(1);

        String what = ("%s cannot be written (Something else is in its place)."
                        + " Training goes on; if it is interrupted, it begins behind an earlier epoch.")
                .formatted(checkpoint.resolve("epoch-1"));
        assertThat(stubborn.heard)
                .containsExactly(
                        "hybrid seed 1 begins",
                        "hybrid seed 1: " + what,
                        "hybrid seed 1 epoch 1",
                        "hybrid seed 1 epoch 2",
                        "hybrid seed 1 epoch 3",
                        "hybrid seed 1 epoch 4",
                        "hybrid seed 1 epoch 5",
                        "hybrid seed 1 ends");
        assertThat(events(study))
                .extracting(Journal.Event::name)
                .containsExactly("begin", "epoch", "warning", "epoch", "epoch", "epoch", "epoch", "end");
    }

    private static Trial only(Study study) {
        return study.plan().trials().get(0);
    }

    private static Path trial(Study study) {
        return study.folderOf(only(study)).path();
    }

    private static List<Journal.Event> events(Study study) throws IOException {
        return Journal.read(study.folderOf(only(study)).journal());
    }

    private static TrialRecord record(Study study) throws IOException {
        return TrialRecord.read(new RunFolder(trial(study))).orElseThrow();
    }

    /** The metrics of every epoch, as the curves show them. */
    private static List<Object> values(Study study) throws IOException {
        var values = new ArrayList<Object>();
        record(study).curve().forEach(epoch -> values.add(epoch.values()));
        return values;
    }

    private static List<String> names(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static void flip(Path file, long place) throws IOException {
        try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(place);
            int before = bytes.read();
            bytes.seek(place);
            bytes.write(before ^ 1);
        }
    }

    private static void assertSameResults(Study study, Study whole) {
        for (String result : List.of("metrics.json", "predictions.csv", "model/model.floats", "model/model.json")) {
            assertThat(trial(study).resolve(result))
                    .hasSameBinaryContentAs(trial(whole).resolve(result));
        }
    }
}
