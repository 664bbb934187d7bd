package io.ansatz.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.ansatz.runner.cli.Main;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is found in published data, where they are at hand. */
class RealDataTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeAll
    static void findThePluginsOfTheWorkingCopy() {
        System.setProperty("ansatz.home", System.getProperty("ansatz.project"));
    }

    /** Looked at side by side, each of these pairs is one scan. */
    @Test
    void ofBreastMnistATestImageInThreeWasSeenBefore() {
        Path file = data("breastmnist.npz");

        int code = ansatz("data", "check", "medmnist", "--set", "file=" + file);

        assertThat(code).as(err::toString).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains(
                        "57 of 156 test images and 28 of 78 validation images look like one of another part",
                        "1 image is there several times with different labels, such as test/76 (test) and train/115 (train).",
                        "There are as many images of each class as published, in train, val, test.");
    }

    @Test
    void ofRetinaMnistFewWere() {
        Path file = data("retinamnist.npz");

        int code = ansatz("data", "check", "medmnist", "--set", "variant=retinamnist", "--set", "file=" + file);

        assertThat(code).as(err::toString).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("1 of 400 test images and 2 of 120 validation images look like one of another part");
    }

    @Test
    void ofLesionsThatWereChosenOneByOneNoneWas() {
        Path folder = data("ham10000-224");

        int code = ansatz(
                "data",
                "check",
                "image-folder",
                "--set",
                "folder=" + folder,
                "--set",
                "size=64",
                "--set",
                "labels={file: labels.csv, image: path, label: label, group: lesion_id, split: split}");

        assertThat(code).as(err::toString).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains(
                        "No lesion_id stands in two parts: there are 870.",
                        "No two images of different parts look alike.");
    }

    private static Path data(String name) {
        Path path = Path.of(System.getProperty("ansatz.shared", ""), "data", name);
        assumeThat(Files.exists(path)).as("%s is at hand", name).isTrue();
        return path.toAbsolutePath();
    }

    private int ansatz(String... arguments) {
        return Main.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                arguments);
    }
}
