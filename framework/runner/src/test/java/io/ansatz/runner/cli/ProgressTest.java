package io.ansatz.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ansatz.runner.experiment.Trial;
import io.ansatz.runner.training.EpochResult;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private static final long SECOND = 1_000_000_000;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Trial trial = SampleTrial.hybrid(3, Map.of("train.rate", "0.01"));
    private long now = -7 * SECOND;

    @Test
    void nobodyWatchingReadsALinePerEvent() {
        var progress = progress(0);
        progress.begins(trial, "an engine");
        progress.batch(trial, 1, 1, 2, 0.7);
        progress.epoch(trial, epoch(1, OptionalDouble.of(0.875)), 1.26);
        progress.epoch(trial, epoch(2, OptionalDouble.empty()), 61);
        progress.ends(SampleTrial.finished(trial, 0.75, OptionalDouble.empty(), true));
        progress.begins(trial, "an engine");

        assertThat(text(out)).isEqualTo("""
                an engine
                hybrid seed 3 rate=0.01: begins
                hybrid seed 3 rate=0.01: epoch 1/4  loss 0.693  val.accuracy 0.750  val.auc 0.875  1.3 s
                hybrid seed 3 rate=0.01: epoch 2/4  loss 0.693  val.accuracy 0.750  61.0 s
                hybrid seed 3 rate=0.01: done in 12 s, kept epoch 3 of 4
                hybrid seed 3 rate=0.01: begins
                """);
        assertThat(text(err)).isEmpty();
    }

    @Test
    void aTerminalShowsABarThatMovesTenTimesASecondAtMost() {
        var progress = progress(160);
        progress.begins(trial, "an engine");
        now += SECOND / 20;
        progress.batch(trial, 1, 1, 8, 0.7);
        assertThat(text(out)).isEqualTo("an engine\n");
        out.reset();

        now += 2 * SECOND - SECOND / 20;
        progress.batch(trial, 1, 4, 8, 0.65);
        assertThat(text(out))
                .isEqualTo(
                        "\rhybrid seed 3 rate=0.01  ███░░░░░░░░░░░░░░░░░  epoch 1/4  14 s left  loss 0.650  20 images/s");
        out.reset();

        now += SECOND / 20;
        progress.batch(trial, 1, 5, 8, 0.64);
        progress.epoch(trial, epoch(1, OptionalDouble.of(0.875)), 4);
        assertThat(text(out)).isEmpty();

        now += 2 * SECOND - SECOND / 20;
        progress.batch(trial, 2, 8, 8, 0.5);
        assertThat(text(out).strip())
                .isEqualTo(
                        "hybrid seed 3 rate=0.01  ██████████░░░░░░░░░░  epoch 2/4  4.0 s left  loss 0.500  val.accuracy 0.750  val.auc 0.875  40 images/s");
        out.reset();

        progress.ends(SampleTrial.finished(trial, 0.75, OptionalDouble.empty(), true));
        assertThat(text(out)).endsWith("\rhybrid seed 3 rate=0.01: done in 12 s, kept epoch 3 of 4\n");
    }

    @Test
    void whatAnEarlierAttemptDidCountsAsDoneAndTookNoTime() {
        var progress = progress(160);
        progress.begins(trial, "an engine");
        progress.resumes(trial, 2);
        assertThat(text(out)).isEqualTo("an engine\n" + "hybrid seed 3 rate=0.01: goes on behind epoch 2 of 4\n");
        out.reset();

        now += 2 * SECOND;
        progress.batch(trial, 3, 4, 8, 0.65);
        assertThat(text(out).strip())
                .isEqualTo(
                        "hybrid seed 3 rate=0.01  █████████████░░░░░░░  epoch 3/4  6.0 s left  loss 0.650  20 images/s");
    }

    @Test
    void aNarrowTerminalShowsWhatMattersMost() {
        assertThat(halfway(81))
                .isEqualTo("hybrid seed 3 rate=0.01  ██████████░░░░░░░░░░  epoch 2/4  4.0 s left  loss 0.500");
        assertThat(halfway(60)).isEqualTo("hybrid seed 3 rate=0.01  epoch 2/4  4.0 s left  loss 0.500");
        assertThat(halfway(40)).isEqualTo("hybrid seed 3 rate=0.01  epoch 2/4");
    }

    private String halfway(int columns) {
        now = 0;
        var progress = progress(columns);
        progress.begins(trial, "an engine");
        out.reset();
        now += 4 * SECOND;
        progress.epoch(trial, epoch(1, OptionalDouble.of(0.875)), 4);
        progress.batch(trial, 2, 8, 8, 0.5);
        return text(out).strip();
    }

    @Test
    void aTrialThatWasDoneBeforeIsNotMentioned() {
        progress(0).ends(SampleTrial.finished(trial, 0.75, OptionalDouble.empty(), false));

        assertThat(text(out)).isEmpty();
    }

    @Test
    void whatIsWrongIsSaidOnTheErrorStream() {
        var progress = progress(0);
        progress.fails(trial, "It broke.\nMaybe it was old.");
        progress.busy(trial);
        progress.damaged(trial, "its results are not what was published");
        progress.warns(trial, "The disk is full.");

        assertThat(text(err)).isEqualTo("""
                hybrid seed 3 rate=0.01: failed
                  It broke.
                  Maybe it was old.
                hybrid seed 3 rate=0.01: another process is training it.
                hybrid seed 3 rate=0.01: its results are not what was published; it is trained again.
                hybrid seed 3 rate=0.01: The disk is full.
                """);
        assertThat(text(out)).isEmpty();
    }

    @Test
    void theBarIsEmptyFullOrInBetween() {
        assertThat(Progress.bar(0)).isEqualTo("░".repeat(20));
        assertThat(Progress.bar(0.5)).isEqualTo("█".repeat(10) + "░".repeat(10));
        assertThat(Progress.bar(1)).isEqualTo("█".repeat(20));
    }

    @Test
    void durationsAreSaidInTheUnitThatReadsBest() {
        assertThat(Progress.duration(0)).isEqualTo("0.0 s");
        assertThat(Progress.duration(9.94)).isEqualTo("9.9 s");
        assertThat(Progress.duration(9.96)).isEqualTo("10 s");
        assertThat(Progress.duration(99.4)).isEqualTo("99 s");
        assertThat(Progress.duration(99.6)).isEqualTo("2 min");
        assertThat(Progress.duration(5_900)).isEqualTo("98 min");
        assertThat(Progress.duration(5_999)).isEqualTo("1.7 h");
        assertThat(Progress.duration(90_000)).isEqualTo("25.0 h");
    }

    private Progress progress(int columns) {
        var terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                columns);
        return new Progress(terminal, () -> now);
    }

    private static EpochResult epoch(int epoch, OptionalDouble auc) {
        return new EpochResult(epoch, 0.01, 0.693, SampleTrial.evaluation(100, 0.75, auc));
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
