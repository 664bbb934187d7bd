package io.ansatz.runner.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.ansatz.runner.execution.Bench.Listening;
import io.ansatz.runner.experiment.Scaling;
import io.ansatz.runner.experiment.Trial;
import io.ansatz.runner.network.Block;
import io.ansatz.runner.network.Blueprint;
import io.ansatz.runner.network.HybridNetwork;
import io.ansatz.runner.network.Trunks;
import io.ansatz.runner.tracking.CheckpointFolder;
import io.ansatz.runner.tracking.Journal;
import io.ansatz.runner.tracking.RunFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafekeepingTest {

    @TempDir
    private Path folder;

    @Test
    void aModelThatCannotBeWrittenIsSaidAndStopsNothing() throws Exception {
        Trial trial = new Bench(folder).study(Bench.STUDY).plan().trials().get(0);
        var unwritable = new RunFolder(
                Files.writeString(folder.resolve("file"), "No folder.").resolve("trial"));
        var watcher = new Listening();
        Path told = folder.resolve("journal.jsonl");
        var blueprint = new Blueprint(Trunks.tiny(), Scaling.TANH_PI, new Block.Identity(2), List.of(), 2);
        try (var network = new HybridNetwork(blueprint, 0.1, 1);
                var journal = Journal.open(told)) {
            var checkpoints = new CheckpointFolder(unwritable, "key", "onednn");

            new Safekeeping(checkpoints, trial, unwritable, journal, watcher)
                    .save(blueprint, network.values(), network.shapes());
        }

        String what = "%s cannot be written (Not a directory). The results come without it."
                .formatted(unwritable.path().resolve("model"));
        assertThat(watcher.heard).containsExactly("hybrid seed 1: " + what);
        assertThat(Journal.read(told).get(0).facts().get("what").getAsString()).isEqualTo(what);
    }
}
