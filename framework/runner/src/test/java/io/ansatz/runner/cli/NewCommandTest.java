package io.ansatz.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ansatz.runner.cli.Lab.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewCommandTest {

    @TempDir
    private static Path folder;

    private static Lab lab;

    @BeforeAll
    static void buildTheLab() throws IOException {
        lab = Lab.in(folder);
    }

    @Test
    void writesAModuleAndSaysHowToGoOn() {
        assertThat(lab.run("plugins", "new", "circuit", "tide-pool", "-o", "LAB/mine", "--group", "com.lab"))
                .isEqualTo(new Said(0, """
                        Wrote LAB/mine. Its part is src/main/java/com/lab/tidepool/TidePool.java. Next:
                          mvn -f LAB/mine verify
                          export ANSATZ_PLUGINS=LAB/mine
                          ansatz plugins verify circuit:tide-pool
                        """, ""));
        assertThat(lab.path("mine/src/main/java/com/lab/tidepool/TidePool.java"))
                .exists();
    }

    @Test
    void overwritesNothing() throws IOException {
        Files.createDirectories(lab.path("taken"));
        lab.with("taken/notes.txt", "mine");

        assertThat(lab.run("plugins", "new", "circuit", "tide-pool", "-o", "LAB/taken"))
                .isEqualTo(toMend("LAB/taken is there already and not empty; nothing was written.\n"));
    }

    @Test
    void whatCannotBeMadeIsSaidWithWhatCan() {
        assertThat(lab.run("plugins", "new", "circut", "tide-pool"))
                .isEqualTo(
                        toMend(
                                "There is no kind 'circut'. There are circuit, backbone, neck, dataset. Did you mean 'circuit'?\n"));
        assertThat(lab.run("plugins", "new", "circuit", "TidePool"))
                .isEqualTo(toMend(
                        "A part is named in lower case with hyphens, not 'TidePool'. Did you mean 'tide-pool'?\n"));
        assertThat(lab.run("plugins", "new", "circuit", "tide-pool", "--group", "Lab"))
                .isEqualTo(toMend("A group is named like a package of Java, such as org.example, not 'Lab'.\n"));
        assertThat(lab.run("plugins", "new", "circuit")).isEqualTo(toMend("""
                ansatz plugins new needs a NAME.
                ansatz plugins new --help shows what there is.
                """));
    }

    @Test
    void aNameThatIsTakenWouldHideBothParts() {
        assertThat(lab.run("plugins", "new", "circuit", "turns", "-o", "LAB/turns"))
                .isEqualTo(
                        toMend("There is a circuit 'turns' already, from the plugin lab 1.0. Choose another name.\n"));
        assertThat(lab.path("turns")).doesNotExist();
    }

    private static Said toMend(String message) {
        return new Said(2, "", message);
    }
}
