package io.ansatz.runner.mlflow;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The contract again, with the server that {@link PretendMlflow} stands for. */
class RealServerTrackerTest extends TrackerContract {

    @TempDir
    private static Path folder;

    private static RealMlflow mlflow;

    @BeforeAll
    static void start() throws Exception {
        RealMlflow.require();
        mlflow = RealMlflow.start(folder);
    }

    @AfterAll
    static void stop() {
        if (mlflow != null) {
            mlflow.close();
        }
    }

    @Override
    Tracker open() {
        return ServerTracker.at(mlflow.address(), Map.of());
    }

    @Override
    Contents contents(String experiment) throws Exception {
        return new RestReader(mlflow.address()).contents(experiment);
    }

    @Override
    void bin(String run) throws Exception {
        new RestReader(mlflow.address()).bin(run);
    }
}
