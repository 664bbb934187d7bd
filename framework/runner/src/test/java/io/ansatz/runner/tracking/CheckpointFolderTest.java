package io.ansatz.runner.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ansatz.runner.network.NetworkState;
import io.ansatz.runner.tracking.CheckpointFolder.Kept;
import io.ansatz.runner.training.Checkpoint;
import io.ansatz.runner.training.EpochResult;
import io.ansatz.runner.training.Evaluation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFolderTest {

    @TempDir
    private Path folder;

    private CheckpointFolder checkpoints;

    @BeforeEach
    void setUp() {
        checkpoints = with("abc", "onednn");
    }

    private CheckpointFolder with(String key, String engine) {
        return new CheckpointFolder(new RunFolder(folder), key, engine);
    }

    /** A checkpoint behind so many epochs, of which the second is the best as soon as there is one. */
    private static Kept kept(int epochs) {
        var history = new ArrayList<EpochResult>();
        for (int epoch = 1; epoch <= epochs; epoch++) {
            var auc = epoch == 1 ? OptionalDouble.empty() : OptionalDouble.of(1.0 / 3);
            int[][] confusion = {{1, 0}, {epoch, 2}};
            history.add(new EpochResult(
                    epoch,
                    0.01,
                    0.1 * epoch,
                    new Evaluation(4, 0.1 + 0.2, 0.75, 0.5, auc, 0.5, confusion, List.of(1))));
        }
        int best = Math.min(2, epochs);
        var values = Map.of("a", new float[] {1, epochs});
        var network = new NetworkState(values, new float[] {3, 4, 5, 6}, 17, 1L << 40, 99);
        var bestValues = best == epochs ? values : Map.of("a", new float[] {1, best});
        return new Kept(
                new Checkpoint(history, best, network, bestValues, new float[][] {{0.25f, 0.75f}, {1, 0}}), 12.25);
    }

    @Test
    void whereNothingIsKeptThereIsNone() throws IOException {
        assertThat(checkpoints.last()).isEmpty();
        Files.createDirectories(folder.resolve("checkpoint/epoch-1.draft"));
        assertThat(checkpoints.last()).isEmpty();
    }

    @Test
    void whatIsKeptComesBackToTheBit() throws IOException {
        for (int epochs = 1; epochs <= 3; epochs++) {
            Kept kept = kept(epochs);
            checkpoints.keep(kept);

            Kept last = checkpoints.last().orElseThrow();

            assertThat(last).usingRecursiveComparison().isEqualTo(kept);
        }
    }

    @Test
    void theOneBeforeGoesWhenTheNextIsWhole() throws IOException {
        checkpoints.keep(kept(1));
        Files.createDirectories(folder.resolve("checkpoint/epoch-9.draft"));
        checkpoints.keep(kept(2));

        assertThat(folder.resolve("checkpoint")).isDirectoryContaining(file -> file.endsWith("epoch-2"));
        try (var left = Files.list(folder.resolve("checkpoint"))) {
            assertThat(left).hasSize(1);
        }
    }

    @Test
    void theLastOneCountsWhereTheOneBeforeWasNotTakenAway() throws IOException {
        checkpoints.keep(kept(9));
        Files.move(folder.resolve("checkpoint/epoch-9"), folder.resolve("away"));
        checkpoints.keep(kept(10));
        Files.move(folder.resolve("away"), folder.resolve("checkpoint/epoch-9"));

        assertThat(checkpoints.last().orElseThrow().checkpoint().epoch()).isEqualTo(10);
    }

    @Test
    void theValuesOfTheBestEpochAreWrittenOnceWhereItIsTheLast() throws IOException {
        checkpoints.keep(kept(2));

        assertThat(Files.size(folder.resolve("checkpoint/epoch-2/checkpoint.floats")))
                .isEqualTo((2 + 4 + 4) * Float.BYTES);
    }

    @Test
    void aCheckpointThatBelongsElsewhereIsRefused() throws IOException {
        checkpoints.keep(kept(2));

        assertThatThrownBy(() -> with("def", "onednn").last())
                .isInstanceOf(DamagedArraysException.class)
                .hasMessage("its key is abc, not def");
        assertThatThrownBy(() -> with("abc", "deeplearning4j").last())
                .isInstanceOf(DamagedArraysException.class)
                .hasMessage("its engine is onednn, not deeplearning4j");
    }

    @Test
    void aFolderWithoutACheckpointInItIsRefused() throws IOException {
        Files.createDirectories(folder.resolve("checkpoint/epoch-2"));

        assertThatThrownBy(checkpoints::last)
                .isInstanceOf(DamagedArraysException.class)
                .hasMessage("checkpoint.json is missing");
    }

    @Test
    void whatIsNoLongerNeededGoesAltogether() throws IOException {
        checkpoints.keep(kept(2));
        checkpoints.remove();
        checkpoints.remove();

        assertThat(folder.resolve("checkpoint")).doesNotExist();
    }
}
