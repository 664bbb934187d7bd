package io.ansatz.runner.execution;

import static io.ansatz.runner.execution.Bench.STUDY;
import static org.assertj.core.api.Assertions.assertThat;

import io.ansatz.runner.execution.Bench.Listening;
import io.ansatz.runner.experiment.Trial;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trials whose training images change from epoch to epoch. */
class AugmentationTest {

    private static final String CHANGED = ", augment: {flips: [horizontal], shift: 0.2, brightness: 0.2}}";

    @TempDir
    private Path folder;

    @Test
    void theSameSeedChangesImagesInTheSameWay() throws Exception {
        String plain = metrics(STUDY, "plain");
        String one = metrics(changed(STUDY), "one");

        assertThat(metrics(changed(STUDY), "other")).isEqualTo(one).isNotEqualTo(plain);
    }

    @Test
    void whatIsFrozenIsComputedInEveryStep() throws Exception {
        String frozen = STUDY.replace("{use: tiny}", "{use: tiny, freeze: all}");

        String kept = metrics(frozen, "kept");
        assertThat(folder.resolve("features")).isNotEmptyDirectory();
        deleteFeatures();

        assertThat(metrics(changed(frozen), "changed")).isNotEqualTo(kept);
        assertThat(folder.resolve("features")).doesNotExist();
    }

    private static String changed(String yaml) {
        return yaml.replace("rate: 0.02}", "rate: 0.02" + CHANGED);
    }

    private void deleteFeatures() throws Exception {
        try (var files = Files.walk(folder.resolve("features"))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private String metrics(String yaml, String runs) throws Exception {
        Study study = new Bench(folder).study(yaml, runs);
        Bench.run(study, new Listening());
        Trial trial = study.plan().trials().get(0);
        return Files.readString(study.folderOf(trial).path().resolve("metrics.json"));
    }
}
