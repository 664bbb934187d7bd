package io.ansatz.runner.cli;

import static io.ansatz.runner.cli.Lab.STUDY;
import static org.assertj.core.api.Assertions.assertThat;

import io.ansatz.runner.catalog.PluginForge;
import io.ansatz.runner.cli.Lab.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {

    @TempDir
    private static Path folder;

    private static Lab lab;

    /** A data set that is never here. */
    private static final String FAR = """
            package lab;

            import io.ansatz.api.*;
            import io.ansatz.api.dataset.*;
            import java.io.IOException;
            import java.util.*;
            import org.pf4j.Extension;

            @Extension
            public final class Far implements DatasetSource<Far.Settings> {

                public record Settings(int size, boolean known) {}

                @Override
                public String name() {
                    return "far";
                }

                @Override
                public Settings defaults() {
                    return new Settings(8, true);
                }

                @Override
                public Dataset open(Settings settings) throws IOException {
                    throw new IOException("There is no file far.npz.\\nDownload it.");
                }

                @Override
                public Optional<Outline> outline(Settings settings) {
                    return settings.known()
                            ? Optional.of(new Outline(new ImageShape(3, settings.size(), settings.size()), List.of("a", "b", "c")))
                            : Optional.empty();
                }
            }
            """;

    @BeforeAll
    static void buildTheLab() throws IOException {
        lab = Lab.in(folder);
        PluginForge.plugin("far").source("lab.Far", FAR).jar(lab.home().resolve("plugins/far.jar"));
    }

    @Test
    void everyNetworkLearnsOneBatchWithTheFirstSeed() throws IOException {
        lab.with(
                "grid.yaml",
                STUDY
                        + "controls: [mlp, identity]\nseeds: [5, 6]\nsweep: {model.circuit.layers: [1, 2], train.rate: [1e-2]}\n");

        Said said = lab.run("check", "LAB/grid.yaml");

        assertThat(said.err()).isEmpty();
        assertThat(withoutNumbers(said.out())).isEqualTo("""
                hybrid layers=1 rate=1e-2             47 parameters   loss # -> #   # s
                mlp layers=1 rate=1e-2                48 parameters   loss # -> #   # s
                identity layers=1 rate=1e-2           44 parameters   loss # -> #   # s
                hybrid layers=2 rate=1e-2             49 parameters   loss # -> #   # s
                mlp layers=2 rate=1e-2                49 parameters   loss # -> #   # s
                identity layers=2 rate=1e-2           44 parameters   loss # -> #   # s
                LAB/grid.yaml: 6 networks can learn.
                """);
        assertThat(said.exit()).isZero();
    }

    @Test
    void nothingIsLeftBehind() throws IOException {
        lab.with("clean.yaml", STUDY);
        List<Path> before = files();

        assertThat(lab.run("check", "LAB/clean.yaml").exit()).isZero();

        assertThat(files()).isEqualTo(before);
        assertThat(Path.of("runs")).doesNotExist();
    }

    @Test
    void generatedImagesStandInForThoseThatAreNotHere() throws IOException {
        lab.with("far.yaml", STUDY.replace("shades", "far") + "sweep: {train.rate: [1e-2, 1e-3]}\n");

        Said said = lab.run("check", "LAB/far.yaml");

        assertThat(withoutNumbers(said.out())).isEqualTo("""
                far: There is no file far.npz. Download it. Generated images of 3 x 8 x 8 in 3 classes stand in.
                hybrid rate=1e-2          106 parameters   loss # -> #   # s
                hybrid rate=1e-3          106 parameters   loss # -> #   # s
                LAB/far.yaml: 2 networks can learn.
                """);
        assertThat(said.exit()).isZero();
    }

    @Test
    void dataOfWhichNothingIsKnownIsAFailure() throws IOException {
        lab.with("unknown.yaml", STUDY.replace("{use: shades}", "{use: far, known: false}"));

        assertThat(lab.run("check", "LAB/unknown.yaml")).isEqualTo(new Said(1, """
                hybrid  fails: There is no file far.npz.
                    Download it.
                LAB/unknown.yaml: of 1 network 1 cannot learn.
                """, ""));
    }

    @Test
    void aNetworkThatFailsDoesNotStopTheOthers() throws IOException {
        lab.with(
                "part.yaml",
                STUDY.replace("shades", "far") + "sweep: {dataset.size: [5, 6], train.rate: [1e30, 1e-2]}\n");

        Said said = lab.run("check", "LAB/part.yaml");

        assertThat(withoutNumbers(said.out())).isEqualTo("""
                far: There is no file far.npz. Download it. Generated images of 3 x 5 x 5 in 3 classes stand in.
                hybrid size=5 rate=1e30  fails: tiny needs images of at least 6 x 6 pixels, not 5 x 5.
                hybrid size=5 rate=1e-2  fails: tiny needs images of at least 6 x 6 pixels, not 5 x 5.
                far: There is no file far.npz. Download it. Generated images of 3 x 6 x 6 in 3 classes stand in.
                hybrid size=6 rate=1e30  fails: The loss after the first step is NaN.
                hybrid size=6 rate=1e-2           86 parameters   loss # -> #   # s
                LAB/part.yaml: of 4 networks 3 cannot learn.
                """);
        assertThat(said.exit()).isOne();
    }

    @Test
    void aPartThatBreaksIsABugWithItsTrace() throws IOException {
        lab.with("broken.yaml", STUDY + "sweep: {model.backbone.broken: [true, false]}\n");

        Said said = lab.run("check", "LAB/broken.yaml");

        assertThat(withoutNumbers(said.out())).isEqualTo("""
                hybrid broken=true   breaks, which is a bug in Ansatz or in a plugin: java.lang.IllegalStateException: The backbone lost its way.
                hybrid broken=false           47 parameters   loss # -> #   # s
                LAB/broken.yaml: of 2 networks 1 cannot learn.
                """);
        assertThat(said.err()).startsWith("""
                java.lang.IllegalStateException: The backbone lost its way.
                \tat lab.Tiny.draw(Tiny.java:""");
        assertThat(said.exit()).isOne();
    }

    @Test
    void problemsOfTheFileAreSaidAsEverywhere() throws IOException {
        lab.with("bad.yaml", STUDY.replace("shades", "shadse"));

        assertThat(lab.run("check", "LAB/bad.yaml")).isEqualTo(new Said(2, "", """
                LAB/bad.yaml:2:16   There is no dataset 'shadse'. There are: far, shades. Did you mean 'shades'?
                1 problem; nothing was run.
                """));
    }

    @Test
    void aBatchIsMoreThanOneImage() throws IOException {
        lab.with("sound.yaml", STUDY);

        assertThat(lab.run("check", "LAB/sound.yaml", "--batch", "1"))
                .isEqualTo(new Said(2, "", "--batch must be at least 2, not 1.\n"));
        assertThat(lab.run("check", "LAB/sound.yaml", "--batch", "few")).isEqualTo(new Said(2, "", """
                --batch must be a whole number, not 'few'.
                ansatz check --help shows what there is.
                """));
        assertThat(lab.run("check", "LAB/sound.yaml", "--batch", "2").exit()).isZero();
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.sorted().toList();
        }
    }

    private static String withoutNumbers(String text) {
        return text.replaceAll("\\d+\\.\\d+", "#");
    }
}
