package io.ansatz.runner.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract again: a store of ours, read through a real MLflow server that was started in its folder. */
class RealStoreTest extends TrackerContract {

    private static final String BEFORE = "made before the server";

    @TempDir
    private static Path runs;

    private static RealMlflow mlflow;

    @BeforeAll
    static void start() throws Exception {
        RealMlflow.require();
        try (Tracker tracker = StoreTracker.in(runs)) {
            String run = tracker.begin(tracker.experiment(BEFORE), StoreWriter.run("trial/0"), Optional.empty());
            var point = new Point("val/auc", 1, Instant.EPOCH, 0.75);
            tracker.log(run, Map.of("seed", "1"), Map.of("role", "reference"), List.of(point));
        }
        mlflow = RealMlflow.start(runs);
    }

    @AfterAll
    static void stop() {
        if (mlflow != null) {
            mlflow.close();
        }
    }

    @Override
    Tracker open() {
        return StoreTracker.in(runs);
    }

    @Override
    Contents contents(String experiment) throws Exception {
        return new RestReader(mlflow.address()).contents(experiment);
    }

    @Override
    void bin(String run) throws Exception {
        new RestReader(mlflow.address()).bin(run);
    }

    @Test
    void theServerAndTheTablesSayTheSame() throws Exception {
        assertThat(contents(BEFORE)).isEqualTo(new StoreReader(runs).contents(BEFORE));
        assertThat(contents(BEFORE).runs()).containsOnlyKeys("trial/0");
        assertThat(SqliteFile.ask(runs.resolve("mlflow.db"), "SELECT count(*) FROM alembic_version"))
                .containsExactly("1");
        assertThat(SqliteFile.ask(runs.resolve("mlflow.db"), "PRAGMA integrity_check"))
                .containsExactly("ok");
    }
}
