package io.ansatz.runner.cli;

import static io.ansatz.runner.cli.Lab.STUDY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.ansatz.runner.JavaProcess;
import io.ansatz.runner.tracking.Journal;
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
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
    }
}
