package io.ansatz.runner.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.ansatz.runner.tracking.SampleStudy;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredStudyTest {

    @TempDir
    private Path runs;

    @Test
    void theStoreBesideTheRunsHoldsWhatTheJournalsTell() throws Exception {
        var study = new SampleStudy(runs, "sample", "model.circuit.layers");
        study.asks(study.trial("hybrid", 1, 1), study.trial("hybrid", 2, 1), study.trial("mlp", 1, 2));
        study.trial("hybrid", 1, 1).isDone(0.8);
        study.trial("hybrid", 2, 1).isDone(0.9);
        study.trial("mlp", 1, 2).begins().epoch(1, 0.7, 0.5).isKilled();

        for (int time = 1; time <= 2; time++) {
            try (Tracker tracker = StoreTracker.in(runs)) {
                Mirror.Pass pass = new Mirror(study.folder(), tracker).pass(false);
                assertThat(pass.trouble()).isEmpty();
                assertThat(pass.updated()).isEqualTo(time == 1 ? 5 : 0);
            }
            assertThat(JournalContents.withoutDigests(new StoreReader(runs).contents("sample")))
                    .isEqualTo(JournalContents.of(study.folder()));
        }
    }
}
