package io.ansatz.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import io.ansatz.runner.cli.Main;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every file in this folder is valid, each of its networks can learn, and the smallest one runs. */
class ExperimentFilesTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeAll
    static void findThePluginsOfTheWorkingCopy() {
        System.setProperty("ansatz.home", System.getProperty("ansatz.project"));
    }

    @Test
    void everyPluginOfTheWorkingCopyLoads() {
        assertThat(ansatz("plugins", "list")).isZero();

        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains(
                        "amplitude",
                        "angle-embedding",
                        "bilstm",
                        "cnn5",
                        "convnext",
                        "data-reuploading",
                        "fourier-attention",
                        "image-folder",
                        "medmnist",
                        "medmnist6",
                        "mobilenet-v2",
                        "phantoms",
                        "quanvolution",
                        "resnet",
                        "shallow",
                        "weighted-reuploading");
    }

    @ParameterizedTest
    @MethodSource("files")
    void anExperimentFileIsValid(Path file) {
        assertThat(ansatz("validate", file.toString())).as(err::toString).isZero();
    }

    /** On generated images: networks do not depend on what is in them. */
    @ParameterizedTest
    @MethodSource("files")
    void everyNetworkOfAnExperimentFileCanLearn(Path file) {
        var words = new ArrayList<>(List.of("check", file.toString(), "--batch", "2"));
        smaller(file).forEach(set -> words.addAll(List.of("--set", set)));

        int code = ansatz(words.toArray(String[]::new));

        assertThat(code).as(() -> out + "\n" + err).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).endsWith(" can learn.\n");
    }

    /** Images of full size are tried once; elsewhere large backbones get smaller ones. */
    @Test
    void aLargeNetworkLearnsImagesOfItsSize() {
        int code =
                ansatz("check", "s5/e4-reupload.yaml", "--batch", "2", "--set", "controls=[]", "--set", "sweep=none");

        assertThat(code).as(() -> out + "\n" + err).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains(
                        "Generated images of 3 x 224 x 224 in 2 classes stand in.\n",
                        "resnet18.safetensors. Random values stand in.\n",
                        "hybrid    2,102,330 parameters ");
    }

    @Test
    void theReadmeListsEveryFile() throws IOException {
        String readme = Files.readString(Path.of("README.md"));

        assertThat(files())
                .allSatisfy(file -> assertThat(readme)
                        .contains("](%s)".formatted(file.toString().replace('\\', '/'))));
    }

    @Test
    void theExampleOfTheReadmeIsValid(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("example.yaml"), blockBehind("# Writing an experiment"));
        Files.writeString(folder.resolve("base.yaml"), "train: {epochs: 3}\n");

        assertThat(ansatz("validate", folder.resolve("example.yaml").toString()))
                .as(err::toString)
                .isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).endsWith("example.yaml is valid: 180 trials.\n");
    }

    @Test
    void theNoiseOfTheReadmeIsValid(@TempDir Path folder) throws IOException {
        Path hello = Path.of("hello.yaml").toAbsolutePath();
        Files.writeString(
                folder.resolve("noisy.yaml"),
                "extends: ['%s']\nmodel:\n%s".formatted(hello, blockBehind("## Shots and noise")));

        assertThat(ansatz("plan", folder.resolve("noisy.yaml").toString(), "--runs", folder.toString()))
                .as(err::toString)
                .isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("simulator: 500 trajectories of 4 qubits per sample, 1,024 shots per measurement\n");
    }

    @Test
    void thePretrainedBackboneOfTheReadmeIsValid(@TempDir Path folder) throws IOException {
        Path hello = Path.of("hello.yaml").toAbsolutePath();
        String text = "extends: ['%s']\nmodel:\n%s".formatted(hello, blockBehind("## Pretrained backbones"));
        Path file = Files.writeString(folder.resolve("pretrained.yaml"), text);

        assertThat(ansatz("validate", file.toString())).as(err::toString).isZero();

        ansatz("plan", file.toString(), "--runs", folder.toString());
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("   There is no file %s.\n1 problem".formatted(folder.resolve("resnet18.safetensors")));
    }

    @Test
    void theSmallestExperimentRuns(@TempDir Path runs) throws IOException {
        runSmallest(runs);

        try (Stream<Path> trials = Files.list(runs.resolve("hello"))) {
            List<Path> folders = trials.filter(Files::isDirectory).sorted().toList();
            assertThat(folders).hasSize(2);
            for (Path folder : folders) {
                assertThat(folder.resolve("done")).exists();
                assertThat(folder.resolve("plots/roc.svg")).isNotEmptyFile();
                assertThat(Files.readAllLines(folder.resolve("predictions.csv")))
                        .hasSize(1 + 32 + 32);
            }
        }
        assertThat(runs.resolve("hello/report.html")).isNotEmptyFile();
        assertThat(runs.resolve("mlflow.db")).isNotEmptyFile();
    }

    /** A neck needs Deeplearning4j from the host, across the border of its plugin. */
    @ParameterizedTest
    @ValueSource(strings = {"{use: bilstm, units: 8}", "{use: bilstm, units: 8, scan: channels, steps: 4}"})
    void theSmallestExperimentRunsWithANeck(String neck, @TempDir Path runs) {
        runSmallest(runs, "model.neck=" + neck, "controls=[]");

        assertThat(out.toString(StandardCharsets.UTF_8)).contains("hybrid seed 1: done in ");
    }

    /** What makes images smaller where a backbone is large, and leaves out what would be the same network again. */
    private static List<String> smaller(Path file) {
        if (file.endsWith("s4/pneumonia.yaml") || file.endsWith("s4/as-described.yaml")) {
            return List.of("controls=[]", "sweep={dataset.per-class: [10]}");
        }
        if (file.endsWith("ablation/pneumonia.yaml")) {
            return List.of("controls=[]");
        }
        if (file.endsWith("s1/smoke.yaml") || file.getParent() == null) {
            return List.of();
        }
        return switch (file.getParent().toString()) {
            case "s1" -> List.of("dataset.size=64");
            case "s4" -> List.of("dataset.size=16", "sweep={dataset.per-class: [10]}");
            case "s5" -> List.of("dataset.size=32", "sweep.dataset.per-class=[10]");
            default -> List.of();
        };
    }

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(""))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .filter(file -> !file.startsWith("target") && !file.startsWith("defaults"))
                    .sorted()
                    .toList();
        }
    }

    /** The first block of YAML in the README behind this line. */
    private static String blockBehind(String heading) throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        return readme.substring(readme.indexOf(heading)).split("```yaml\n")[1].split("```")[0];
    }

    /** Runs hello for an epoch, on few images. */
    private void runSmallest(Path runs, String... settings) {
        var words = new ArrayList<>(List.of("run", "hello.yaml", "--runs", runs.toString()));
        Stream.concat(
                        Stream.of(
                                "train.epochs=1",
                                "seeds=1",
                                "dataset.train=64",
                                "dataset.validation=32",
                                "dataset.test=32"),
                        Stream.of(settings))
                .forEach(setting -> words.addAll(List.of("--set", setting)));

        assertThat(ansatz(words.toArray(String[]::new))).as(err::toString).isZero();
    }

    private int ansatz(String... arguments) {
        return Main.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                arguments);
    }
}
