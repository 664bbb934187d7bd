package io.ansatz.runner.cli;

import static io.ansatz.runner.cli.Lab.STUDY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.ansatz.runner.JavaProcess;
import io.ansatz.runner.cli.Lab.Said;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrackingCommandsTest {

    @TempDir
    private static Path folder;

    private static Lab lab;

    @BeforeAll
    static void runAStudy() throws IOException {
        lab = Lab.in(folder).with("study.yaml", STUDY + "controls: [identity]\n");
        assertThat(lab.run("run", "LAB/study.yaml", "--runs", "LAB/finished").exit())
                .isZero();
    }

    /** A copy of the finished study, without its MLflow. */
    private static Path journals(String name) throws IOException {
        Path from = lab.path("finished");
        Path to = lab.path(name);
        try (var files = Files.walk(from)) {
            for (Path file : files.toList()) {
                if (!from.relativize(file).toString().startsWith("ml")) {
                    Files.copy(file, to.resolve(from.relativize(file).toString()));
                }
            }
        }
        return to;
    }

    /** What the store says of every run: name to status. */
    static Map<String, String> statuses(Path runs) throws SQLException {
        var statuses = new TreeMap<String, String>();
        try (var store = DriverManager.getConnection("jdbc:sqlite:" + runs.resolve("mlflow.db"));
                var rows = store.createStatement().executeQuery("SELECT name, status FROM runs")) {
            while (rows.next()) {
                statuses.put(rows.getString(1), rows.getString(2));
            }
        }
        return statuses;
    }

    @Test
    void everyRunIsInTheStoreBesideTheRuns() throws Exception {
        assertThat(statuses(lab.path("finished")))
                .isEqualTo(Map.of(
                        "study", "FINISHED",
                        "hybrid, mean of 1", "FINISHED",
                        "identity, mean of 1", "FINISHED",
                        "hybrid seed 1", "FINISHED",
                        "identity seed 1", "FINISHED"));
    }

    @Test
    void syncSendsWhatIsMissingAndTheSecondTimeNothing() throws Exception {
        Path runs = journals("moved");

        assertThat(lab.run("sync", "--runs", "LAB/moved")).isEqualTo(new Said(0, """
                study: 5 runs; 5 sent to LAB/moved/mlflow.db, 0 there before.
                """, ""));
        assertThat(statuses(runs)).isEqualTo(statuses(lab.path("finished")));
        assertThat(lab.run("sync", "study", "--runs", "LAB/moved")).isEqualTo(new Said(0, """
                study: 5 runs; 0 sent to LAB/moved/mlflow.db, 5 there before.
                """, ""));
    }

    @Test
    void aTrialThatLostItsProcessIsClosedAsFailed() throws Exception {
        Path runs = journals("crashed");
        Path trial = crash(runs);

        assertThat(lab.run("sync", "--runs", "LAB/crashed").out()).startsWith("""
                study: closed 1 trial that had lost its process.
                study: 4 runs; 4 sent""");
        assertThat(statuses(runs))
                .containsEntry("identity seed 1", "FAILED")
                .containsEntry("hybrid seed 1", "FINISHED")
                .containsEntry("study", "FAILED");
        assertThat(Files.readString(trial.resolve("journal.jsonl")))
                .contains("Its process ended without a word, after epoch 1.");

        assertThat(lab.run("run", "LAB/study.yaml", "--runs", "LAB/crashed").exit())
                .isZero();
        assertThat(statuses(runs)).isEqualTo(statuses(lab.path("finished")));
    }

    @Test
    void aRunSaysWhatItFoundUnfinishedAndFinishesIt() throws Exception {
        Path runs = journals("found");
        crash(runs);

        assertThat(lab.run("run", "LAB/study.yaml", "--runs", "LAB/found").out())
                .startsWith("Closed 1 trial that had lost its process.\n");
        assertThat(statuses(runs)).isEqualTo(statuses(lab.path("finished")));
    }

    /** Leaves a trial as a killed process does. */
    private static Path crash(Path runs) throws IOException {
        Path trial;
        try (var trials = Files.list(runs.resolve("study"))) {
            trial = trials.filter(path -> path.getFileName().toString().startsWith("identity"))
                    .findFirst()
                    .orElseThrow();
        }
        Files.delete(trial.resolve("done"));
        List<String> journal = Files.readAllLines(trial.resolve("journal.jsonl"));
        Files.write(trial.resolve("journal.jsonl"), journal.subList(0, 2));
        return trial;
    }

    @Test
    void aServerThatIsNotThereIsSaidAndNothingIsLost() throws Exception {
        Path runs = journals("alone");

        Said said = lab.run("sync", "--runs", "LAB/alone", "--to", "http://127.0.0.1:1");

        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.out()).isEqualTo("""
                study: 5 runs; 0 sent to http://127.0.0.1:1, 0 there before.
                """);
        assertThat(said.err()).startsWith("study: MLflow lacks 5 runs. ").contains("http://127.0.0.1:1");
        assertThat(runs.resolve("mlflow.db")).doesNotExist();
    }

    @Test
    void aRunEndsAsItWouldHaveWhenItsServerIsNotThere() throws IOException {
        lab.with("away.yaml", STUDY + "tracking: {mlflow: 'http://127.0.0.1:1'}\n");

        Said said = lab.run("run", "LAB/away.yaml", "--runs", "LAB/away");

        assertThat(said.exit()).isZero();
        assertThat(said.out()).contains("\nhybrid     1 ").doesNotContain("Compare in MLflow");
        assertThat(said.err())
                .contains("Training goes on; the journals keep everything.\n")
                .contains("MLflow lacks 3 of 3 runs. ")
                .endsWith("Nothing is lost: the journals hold it all, and `ansatz sync` sends what is missing.\n");
    }

    @Test
    void whatIsNotThereIsSaid() {
        assertThat(lab.run("sync", "--runs", "LAB/nowhere"))
                .isEqualTo(new Said(2, "", "There are no runs in LAB/nowhere. `ansatz run` makes some.\n"));
        assertThat(lab.run("sync", "stduy", "--runs", "LAB/finished"))
                .isEqualTo(new Said(2, "", "There is no experiment 'stduy' in LAB/finished. It has study.\n"));
        assertThat(lab.run("sync", "--to", "127.0.0.1", "--runs", "LAB/finished"))
                .isEqualTo(
                        new Said(
                                2,
                                "",
                                "--to: mlflow must be embedded or the address of an MLflow server, such as http://127.0.0.1:5000.\n"));
    }

    @Test
    void uiStartsTheMlflowThatIsInstalled() throws Exception {
        assumeThat(folder.getFileSystem().supportedFileAttributeViews()).contains("posix");
        Path programs = Files.createDirectories(lab.path("programs"));
        Path mlflow = Files.writeString(programs.resolve("mlflow"), """
                #!/bin/sh
                if [ "$1" = --version ]; then exit 0; fi
                echo "$(pwd -P)" "$MLFLOW_DISABLE_TELEMETRY" "$@"
                """);
        Files.setPosixFilePermissions(mlflow, PosixFilePermissions.fromString("rwxr-xr-x"));

        String said = process(programs + ":" + System.getenv("PATH"), "ui", "--runs", "finished", "--port", "15731");

        assertThat(said)
                .startsWith("""
                        MLflow shows the runs until Ctrl-C:
                          configurations  http://127.0.0.1:15731/#/experiments/1/runs?viewStateShareKey=ansatz-configuration""")
                .contains(lab.path("finished").toRealPath()
                        + " true server --backend-store-uri sqlite:///mlflow.db --artifacts-destination ./mlartifacts"
                        + " --host 127.0.0.1 --port 15731\n");
    }

    @Test
    void withoutMlflowUiSaysHowToGetItAndWhereTheReportIs() throws Exception {
        Path nothing = Files.createDirectories(lab.path("nothing"));

        assertThat(process(nothing.toString(), "ui", "--runs", "finished")).isEqualTo("""
                MLflow is not installed here: `pip install mlflow` gets it, with any Python from 3.10 on.
                Until then the report shows the same runs: finished/study/report.html
                """);
        assertThat(lab.path("finished/study/report.html")).isNotEmptyFile();
    }

    @Test
    void aTokenThatCannotBeSentIsToBeMendedAndNotRepeated() throws Exception {
        assertThat(process(
                        Map.of("MLFLOW_TRACKING_TOKEN", "geheim\n"),
                        "sync",
                        "--runs",
                        "finished",
                        "--to",
                        "http://127.0.0.1:1"))
                .isEqualTo("""
                        MLFLOW_TRACKING_TOKEN holds a character that cannot be sent.
                        Maybe a line break came along with it.
                        """);
    }

    /** What a process says that finds programs along this path. */
    private static String process(String path, String... words) throws IOException {
        return process(Map.of("PATH", path), words);
    }

    private static String process(Map<String, String> environment, String... words) throws IOException {
        List<String> command = JavaProcess.command(List.of("-Dansatz.home=" + lab.home()), Main.class, List.of(words));
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        builder.environment().remove("DISPLAY");
        builder.environment().remove("WAYLAND_DISPLAY");
        return new String(builder.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
