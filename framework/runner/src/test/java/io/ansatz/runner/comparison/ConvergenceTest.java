package io.ansatz.runner.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.ansatz.runner.tracking.SampleStudy;
import io.ansatz.runner.tracking.TrialRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConvergenceTest {

    @TempDir
    private Path runs;

    @Test
    void anEpochFromTheLastTenthIsTooLate() throws IOException {
        // Of 30 epochs the last three.
        assertThat(Convergence.of(List.of(trial(30, 30, 27))).reached()).isTrue();
        assertThat(Convergence.of(List.of(trial(30, 30, 28))).reached()).isFalse();
        // Of eight epochs the last one.
        assertThat(Convergence.of(List.of(trial(8, 8, 7))).reached()).isTrue();
        assertThat(Convergence.of(List.of(trial(8, 8, 8))).reached()).isFalse();
    }

    @Test
    void whoStoppedEarlyHadComeToAnEnd() throws IOException {
        assertThat(Convergence.of(List.of(trial(30, 29, 29))).reached()).isTrue();
    }

    @Test
    void oneInFiveIsBorne() throws IOException {
        var trials = new ArrayList<TrialRecord>();
        trials.add(trial(30, 30, 30));
        for (int i = 0; i < 4; i++) {
            trials.add(trial(30, 30, 10));
        }

        assertThat(Convergence.of(trials)).isEqualTo(new Convergence(5, 1));
        assertThat(Convergence.of(trials).reached()).isTrue();
        assertThat(Convergence.of(trials.subList(0, 4)).reached()).isFalse();
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
