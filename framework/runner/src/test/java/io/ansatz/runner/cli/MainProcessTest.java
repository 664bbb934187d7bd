package io.ansatz.runner.cli;

import static io.ansatz.runner.cli.Lab.STUDY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.ansatz.runner.JavaProcess;
import io.ansatz.runner.download.FileServer;
import io.ansatz.runner.tracking.Journal;
import io.ansatz.runner.tracking.RunFolder;
import io.ansatz.runner.weights.WeightFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only a process of its own can show: signals, and which libraries are not started. */
class MainProcessTest {

    @TempDir
    private static Path folder;

    private static Lab lab;

    @BeforeAll
    static void buildTheLab() throws IOException {
        lab = Lab.in(folder);
    }

    @Test
    void aRunThatIsTerminatedClosesItsJournalAndSaysHowToGoOn() throws Exception {
        lab.with("long.yaml", STUDY.replace("epochs: 2", "epochs: 1000000"));
        Process process = start(List.of(), "run", "long.yaml", "--runs", "runs");
        assumeThat(process.supportsNormalTermination()).isTrue();
        var said = new ArrayList<String>();
        try (var out = process.inputReader()) {
            String line = out.readLine();
            while (line != null) {
                said.add(line);
                if (line.startsWith("hybrid seed 1: epoch 2/1000000")) {
                    process.toHandle().destroy();
                }
                line = out.readLine();
            }
        } finally {
            process.destroyForcibly();
        }

        assertThat(process.waitFor()).isEqualTo(128 + 15);
        assertThat(said).endsWith("Stopped. The same command goes on with what is missing.");
        List<Journal.Event> events;
        try (var trials = Files.list(folder.resolve("runs/study"))) {
            Path trial = trials.filter(Files::isDirectory).findFirst().orElseThrow();
            events = Journal.read(trial.resolve("journal.jsonl"));
            assertThat(trial.resolve("done")).doesNotExist();
        }
        assertThat(events)
                .extracting(Journal.Event::name)
                .startsWith("begin", "epoch", "epoch")
                .endsWith("killed");
        assertThat(events).extracting(Journal.Event::name).containsOnlyOnce("killed");
        // On a busy machine MLflow may not have heard of it in time; then this tells it.
        assertThat(lab.run("sync", "--runs", "LAB/runs").exit()).isZero();
        assertThat(TrackingCommandsTest.statuses(folder.resolve("runs")))
                .isEqualTo(Map.of("hybrid seed 1", "KILLED", "study", "KILLED"));
    }

    @Test
    void nd4jIsNotStartedWhenThereIsNothingToTrain() throws Exception {
        lab.with("done.yaml", STUDY).run("run", "LAB/done.yaml", "--runs", "LAB/finished");

        assertThat(loaded("run", "done.yaml", "--runs", "finished"))
                .contains("io.ansatz.runner.cli.ResultTable")
                .noneMatch(name -> name.startsWith("org.nd4j.") || name.startsWith("org.bytedeco."));
        assertThat(loaded("plan", "done.yaml", "--runs", "finished"))
                .contains("io.ansatz.runner.cli.PlanTable")
                .noneMatch(name -> name.startsWith("org.nd4j.") || name.startsWith("org.bytedeco."));
        assertThat(loaded("circuit", "evaluate", "turns"))
                .contains("io.ansatz.runner.cli.EvaluationJson")
                .noneMatch(name -> name.startsWith("org.nd4j.") || name.startsWith("org.bytedeco."));
    }

    @Test
    void weightsAtAnAddressAreDownloadedOnceAndOnlyToTrain() throws Exception {
        byte[] content = Files.readAllBytes(new WeightFile()
                .made("conv.weight", 2, 1, 3, 3)
                .made("conv.bias", 2)
                .write(folder.resolve("tiny.safetensors")));
        String digest = RunFolder.sha256(content);
        try (var server = new FileServer(content)) {
            String address = server.address("/tiny.safetensors").toString();
            lab.with(
                    "web.yaml",
                    STUDY.replace(
                            "{use: tiny}",
                            "{use: tiny, freeze: all, weights: {url: '%s', sha256: %s}}".formatted(address, digest)));

            assertThat(said("validate", "web.yaml")).contains("web.yaml is valid: 1 trial.");
            assertThat(said("plan", "web.yaml"))
                    .contains("the backbone begins with %s, SHA-256 %s…".formatted(address, digest.substring(0, 12)));
            assertThat(server.requests()).isEmpty();

            assertThat(said("run", "web.yaml", "--runs", "web"))
                    .contains("Downloading %s (%d bytes) to %s/cache/weights/%s.safetensors"
                            .formatted(address, content.length, folder, digest))
                    .contains("%s.safetensors: %d bytes are here, and right".formatted(digest, content.length));
            assertThat(said("run", "web.yaml", "--runs", "web", "--set", "train.rate=0.01"))
                    .anyMatch(line -> line.startsWith("hybrid seed 1: done in "))
                    .noneMatch(line -> line.startsWith("Downloading"));
            assertThat(server.requests()).hasSize(1);
        }
    }

    private static List<String> said(String... words) throws Exception {
        Process process = start(List.of(), words);
        List<String> lines = process.inputReader().lines().toList();
        assertThat(process.waitFor()).as(String.join("\n", lines)).isZero();
        return lines;
    }

    @Test
    void helpStartsNoneOfTheLargeLibraries() throws Exception {
        assertThat(loaded("--help"))
                .contains("io.ansatz.runner.cli.Main")
                .noneMatch(name -> name.matches(
                        "(org\\.nd4j|org\\.pf4j|com\\.google\\.inject|org\\.yaml|org\\.sqlite|org\\.mlflow)\\..*"));
    }

    /** The names of the classes that a command loads. */
    private static List<String> loaded(String... words) throws Exception {
        Path log = Files.createTempFile(folder, "classes", ".log");
        Process process = start(List.of("-Xlog:class+load=info:file=" + log + ":none"), words);
        process.getInputStream().readAllBytes();
        assertThat(process.waitFor()).isZero();
        try (var lines = Files.lines(log)) {
            return lines.map(line -> line.split(" ")[0]).toList();
        }
    }

    private static Process start(List<String> options, String... words) throws IOException {
        var all = new ArrayList<>(options);
        all.add("-Dansatz.home=" + lab.home());
        List<String> command = JavaProcess.command(all, Main.class, List.of(words));
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("ANSATZ_CACHE", folder.resolve("cache").toString());
        return builder.start();
    }
}
