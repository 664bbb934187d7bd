package io.ansatz.runner.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SurroundingsTest {

    @TempDir
    private Path folder;

    @Test
    void withoutGitTheOtherFactsAreThere() {
        assertThat(Surroundings.of("1.2.3", "an engine", folder.resolve("a.yaml"), "no-such-git"))
                .containsOnlyKeys(
                        "ansatz",
                        "engine",
                        "java",
                        "system",
                        "processor",
                        "circuits",
                        "user",
                        "experiment file",
                        "cores")
                .containsEntry("ansatz", "1.2.3")
                .containsEntry("engine", "an engine");
    }

    @Test
    void outsideOfARepositoryThereIsNoCommit() {
        assertThat(Surroundings.of("1.2.3", "an engine", folder.resolve("a.yaml")))
                .doesNotContainKey("git commit");
        assertThat(Surroundings.of("1.2.3", "an engine", folder.resolve("not/there/a.yaml")))
                .doesNotContainKey("git commit");
    }

    @Test
    void inARepositoryTheCommitAndItsChangesAreSaid() throws Exception {
        assumeThat(git("init", "--quiet")).as("git is there").isZero();
        Path file = Files.writeString(folder.resolve("a.yaml"), "name: a\n");
        git("add", "a.yaml");
        git("-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "--quiet", "--message", "a");

        assertThat(Surroundings.of("1.2.3", "an engine", file))
                .containsEntry("git changes", "none")
                .hasEntrySatisfying("git commit", commit -> assertThat(commit).matches("[0-9a-f]{40,64}"));

        Files.writeString(file, "name: b\n");

        assertThat(Surroundings.of("1.2.3", "an engine", file)).containsEntry("git changes", "uncommitted");
    }

    private int git(String... words) throws InterruptedException {
        var command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(words));
        try {
            return new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException noGit) {
            return -1;
        }
    }
}
