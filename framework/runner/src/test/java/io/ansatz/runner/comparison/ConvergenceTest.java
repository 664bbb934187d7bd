package io.ansatz.runner.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.ansatz.runner.tracking.SampleStudy;
import io.ansatz.runner.tracking.TrialRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConvergenceTest {

    @TempDir
    private Path runs;

    @Test
    void anEpochFromTheLastTenthIsTooLate() throws IOException {
        // Of 30 epochs the last three.
        assertThat(of(trial(30, 30, 27)).reached()).isTrue();
        assertThat(of(trial(30, 30, 28)).reached()).isFalse();
        // Of eight epochs the last one.
        assertThat(of(trial(8, 8, 7)).reached()).isTrue();
        assertThat(of(trial(8, 8, 8)).reached()).isFalse();
    }

    @Test
    void whoStoppedEarlyHadComeToAnEnd() throws IOException {
        assertThat(of(trial(30, 29, 29)).reached()).isTrue();
    }

    @Test
    void oneInFiveIsBorne() throws IOException {
        var trials = new ArrayList<TrialRecord>();
        trials.add(trial(30, 30, 30));
        for (int i = 0; i < 4; i++) {
            trials.add(trial(30, 30, 10));
        }

        assertThat(of(trials.toArray(TrialRecord[]::new))).isEqualTo(new Convergence(5, 1));
        assertThat(of(trials.toArray(TrialRecord[]::new)).reached()).isTrue();
        assertThat(of(trials.subList(0, 4).toArray(TrialRecord[]::new)).reached())
                .isFalse();
        // As of seeds, so of the folds of one.
        assertThat(Convergence.of(List.of(trials))).isEqualTo(new Convergence(1, 0));
        assertThat(Convergence.of(List.of(trials.subList(0, 4)))).isEqualTo(new Convergence(1, 1));
    }

    /** Of seeds with one trial each. */
    private static Convergence of(TrialRecord... trials) {
        return Convergence.of(Stream.of(trials).map(List::of).toList());
    }

    private TrialRecord trial(int given, int turned, int kept) throws IOException {
        var study = new SampleStudy(runs, "study-%d-%d-%d-%d".formatted(given, turned, kept, System.nanoTime()));
        study.trial("hybrid", 1, 1)
                .with("train.epochs", Integer.toString(given))
                .begins()
                .ends(turned, kept, 0.9, 0.9);
        return study.folder().records().get(0);
    }
}
