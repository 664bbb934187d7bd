package io.ansatz.runner.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerTrackerTest extends TrackerContract {

    private static final Instant BEGUN = Instant.parse("2026-03-01T09:00:00Z");

    private final PretendMlflow mlflow;
    private final Tracker tracker;

    @TempDir
    private Path folder;

    ServerTrackerTest() throws IOException {
        mlflow = PretendMlflow.start();
        tracker = open();
    }

    @AfterEach
    void stop() {
        tracker.close();
        mlflow.close();
    }

    @Override
    Tracker open() {
        return ServerTracker.at(mlflow.address(), Map.of());
    }

    @Override
    Contents contents(String experiment) throws Exception {
        return mlflow.contents(experiment);
    }

    @Override
    void bin(String run) throws Exception {
        mlflow.bin(run);
    }

    private static Run run(String identity) {
        return new Run(
                identity,
                Optional.empty(),
                "s1",
                RunStatus.RUNNING,
                BEGUN,
                Optional.empty(),
                Map.of(),
                Map.of(),
                List.of(),
                List.of(),
                Map.of());
    }

    private String begin(String experiment) throws TrackerException {
        return tracker.begin(tracker.experiment(experiment), run("trial/1"), Optional.empty());
    }

    private static List<Point> points(int steps, String... metrics) {
        var points = new ArrayList<Point>();
        for (String metric : metrics) {
            for (int step = 0; step < steps; step++) {
                points.add(new Point(metric, step, BEGUN, step / 8.0));
            }
        }
        return points;
    }

    @Test
    void itsPlaceIsItsAddress() {
        assertThat(tracker.place()).isEqualTo(mlflow.address().toString());
    }

    @Test
    void anExperimentInTheBinIsLeftThere() throws Exception {
        mlflow.binExperiment(tracker.experiment("rotations"));

        assertThatThrownBy(() -> tracker.experiment("rotations"))
                .isInstanceOfSatisfying(
                        TrackerException.class, e -> assertThat(e.passing()).isFalse())
                .hasMessage("""
                        The experiment 'rotations' is in MLflow's bin.
                        Restore it there, or give the experiment another name.""");
    }

    @Test
    void anExperimentThatAnotherProcessMakesAtTheSameTimeIsTheSame() throws Exception {
        String known = tracker.experiment("rotations");
        mlflow.forgetRequests();
        mlflow.misbehave(
                "experiments/get-by-name",
                1,
                Misbehaviour.Answers.mlflowError(404, "RESOURCE_DOES_NOT_EXIST", "Could not find it."));

        assertThat(tracker.experiment("rotations")).isEqualTo(known);
        assertThat(mlflow.requests("experiments/create")).hasSize(1);
    }

    @Test
    void anExperimentTagThatMlflowDoesNotTakeIsRefused() throws Exception {
        String experiment = tracker.experiment("rotations");

        assertThatThrownBy(() -> tracker.tagExperiment(experiment, Map.of("note", "a".repeat(5001))))
                .isInstanceOfSatisfying(
                        TrackerException.class, e -> assertThat(e.passing()).isFalse())
                .hasMessageContaining("had length 5001");
    }

    @Test
    void aRunThatWasBegunThoughTheAnswerWasLostIsFoundAgain() throws Exception {
        mlflow.misbehave("runs/create", 1, new Misbehaviour.LosesTheAnswer());

        assertThatThrownBy(() -> begin("rotations"))
                .isInstanceOfSatisfying(
                        TrackerException.class, e -> assertThat(e.passing()).isTrue());
        begin("rotations");

        assertThat(mlflow.contents("rotations").runs()).containsOnlyKeys("trial/1");
        assertThat(mlflow.contents("rotations").bin()).isEmpty();
        assertThat(mlflow.requests("runs/create")).hasSize(1);
    }

    @Test
    void processesThatBeginARunAtOnceAgreeOnOne() throws Exception {
        int processes = 4;
        String experiment = tracker.experiment("rotations");
        mlflow.misbehave("runs/search", processes, new Misbehaviour.AnswersTogether(processes));
        mlflow.misbehave("runs/create", processes, new Misbehaviour.AnswersTogether(processes));
        var threads = Executors.newFixedThreadPool(processes);
        var ids = new HashSet<String>();
        try {
            var begun = new ArrayList<Future<String>>();
            for (int i = 0; i < processes; i++) {
                begun.add(threads.submit(beginning(experiment)));
            }
            for (Future<String> each : begun) {
                ids.add(each.get());
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(ids).hasSize(1);
        assertThat(mlflow.requests("runs/create")).hasSize(processes);
        assertThat(mlflow.contents("rotations").runs()).containsOnlyKeys("trial/1");
        assertThat(tracker.runs(experiment))
                .containsExactly(new Held(ids.iterator().next(), "trial/1", RunStatus.RUNNING, "", false));
    }

    private Callable<String> beginning(String experiment) {
        return () -> {
            try (Tracker other = open()) {
                return other.begin(experiment, run("trial/1"), Optional.empty());
            }
        };
    }

    @Test
    void thePagesOfALongListAreTurned() throws Exception {
        String experiment = tracker.experiment("rotations");
        var many = new ArrayList<Map<String, String>>();
        for (int i = 0; i < 1_200; i++) {
            many.add(Map.of(Run.IDENTITY, "trial/" + i, Run.CONTENT, "c" + i));
        }
        mlflow.beginRuns(experiment, many);
        mlflow.beginRuns(experiment, List.of(Map.of("somebody", "else's")));

        List<Held> held = tracker.runs(experiment);

        assertThat(held).hasSize(1_200).extracting(Held::identity).doesNotHaveDuplicates();
        assertThat(held).extracting(Held::content).doesNotHaveDuplicates().contains("c0", "c1199");
        assertThat(mlflow.requests("runs/search")).hasSize(7);
    }

    @Test
    void aBatchOfWhichHalfArrivedIsRepeated() throws Exception {
        String id = begin("rotations");
        List<Point> points = points(90, "val/auc", "train/loss", "val/loss");
        mlflow.misbehave("runs/log-batch", 1, new Misbehaviour.TakesHalf());

        assertThatThrownBy(() -> tracker.log(id, Map.of("a", "1", "b", "2"), Map.of("c", "3"), points))
                .isInstanceOfSatisfying(
                        TrackerException.class, e -> assertThat(e.passing()).isTrue());
        tracker.log(id, Map.of("a", "1", "b", "2"), Map.of("c", "3"), points);

        Contents.Kept kept = mlflow.contents("rotations").runs().get("trial/1");
        assertThat(kept.params()).isEqualTo(Map.of("a", "1", "b", "2"));
        assertThat(kept.tags()).isEqualTo(Map.of("c", "3"));
        assertThat(kept.points()).containsExactlyInAnyOrderElementsOf(points);
    }

    @Test
    void aThousandPointsOfManyMetricsMayBeLoggedTwice() throws Exception {
        String id = begin("rotations");
        List<Point> points = points(250, "a", "b", "c", "d");

        tracker.log(id, Map.of(), Map.of(), points);
        tracker.log(id, Map.of(), Map.of(), points);

        assertThat(mlflow.contents("rotations").runs().get("trial/1").points())
                .containsExactlyInAnyOrderElementsOf(points);
    }

    @Test
    void aPointThatIsNoNumberMayBeLoggedTwice() throws Exception {
        String id = begin("rotations");
        var lost = new Point("train/loss", 3, BEGUN, Double.NaN);
        var point = new Point("train/loss", 2, BEGUN, 0.5);

        tracker.log(id, Map.of(), Map.of(), List.of(lost, point, lost));
        tracker.log(id, Map.of(), Map.of(), List.of(point, lost, new Point("train/loss", 4, BEGUN, Double.NaN)));

        assertThat(mlflow.contents("rotations").runs().get("trial/1").points())
                .containsExactlyInAnyOrder(lost, point, new Point("train/loss", 4, BEGUN, Double.NaN));
    }

    @Test
    void nothingToLogIsNoRequest() throws Exception {
        String id = begin("rotations");
        mlflow.forgetRequests();

        tracker.log(id, Map.of(), Map.of(), List.of());
        tracker.use(id, List.of());

        assertThat(mlflow.requests()).isEmpty();
    }

    @Test
    void aRunInTheBinIsNotWrittenTo() throws Exception {
        String id = begin("rotations");
        mlflow.bin(id);

        assertThatThrownBy(() -> tracker.update(id, "s1", RunStatus.FINISHED, Optional.of(BEGUN)))
                .isInstanceOfSatisfying(
                        TrackerException.class, e -> assertThat(e.passing()).isFalse())
                .hasMessage("%s answers 400: \"The run %s must be in the 'active' state. Current state is deleted.\"."
                        .formatted(mlflow.address(), id));
    }

    @Test
    void aServerThatDoesNotKnowItsNameSaysSo() {
        mlflow.allowHosts("mlflow:5000");

        assertThatThrownBy(() -> tracker.experiment("rotations"))
                .hasMessage("""
                %s answers 403: "Invalid Host header - possible DNS rebinding attack detected".
                Maybe the server does not know that it is called so: mlflow server --allowed-hosts "%s\"""".formatted(mlflow.address(), mlflow.address().getAuthority()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"file://", ""})
    void filesGoStraightIntoAFolderOfThisMachine(String scheme) throws Exception {
        mlflow.keepArtifactsAt(scheme + folder.resolve("mlruns"));
        String id = begin("rotations");
        Files.createDirectory(folder.resolve("mlruns"));
        Path file = Files.writeString(folder.resolve("roc"), "<svg/>");

        tracker.keep(id, "plots/roc curve.svg", file);
        tracker.keep(id, "plots/roc curve.svg", Files.writeString(file, "<svg></svg>"));

        Path artifacts = folder.resolve("mlruns/" + tracker.experiment("rotations") + "/" + id + "/artifacts");
        assertThat(artifacts.resolve("plots/roc curve.svg")).hasContent("<svg></svg>");
        assertThat(artifacts.resolve("plots")).isDirectoryContaining("glob:**/roc curve.svg");
        assertThat(Files.list(artifacts.resolve("plots"))).hasSize(1);
    }

    @Test
    void aFolderOfAnotherMachineIsNotMadeHere() throws Exception {
        Path there = folder.resolve("on the server");
        mlflow.keepArtifactsAt("" + there);
        String id = begin("rotations");
        Path file = Files.writeString(folder.resolve("roc"), "<svg/>");

        assertThatThrownBy(() -> tracker.keep(id, "roc.svg", file))
                .isInstanceOfSatisfying(
                        TrackerException.class, e -> assertThat(e.passing()).isFalse())
                .hasMessage("""
                        %s keeps files in the folder %s, which is not on this machine.
                        Start the server with --artifacts-destination, so that it takes files itself; an experiment that is there already keeps its place.""".formatted(mlflow.address(), there));
        assertThat(there).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"file://server/mlruns", "./mlruns", "file:C:mlruns"})
    void aFolderThatOnlyTheServerKnowsIsRefused(String root) throws Exception {
        mlflow.keepArtifactsAt(root);
        String id = begin("rotations");
        Path file = Files.writeString(folder.resolve("roc"), "<svg/>");

        assertThatThrownBy(() -> tracker.keep(id, "roc.svg", file))
                .isInstanceOfSatisfying(
                        TrackerException.class, e -> assertThat(e.passing()).isFalse())
                .hasMessageStartingWith("%s keeps files in the folder ".formatted(mlflow.address()))
                .hasMessageContaining(", which is not on this machine.\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3://key:secret@bucket", "gs://bucket", "dbfs:/lab", "wasbs://box?sig=secret"})
    void aStoreThatOnlyPythonReachesIsRefusedWithoutItsAddress(String store) throws Exception {
        mlflow.keepArtifactsAt(store);
        String id = begin("rotations");
        Path file = Files.writeString(folder.resolve("roc"), "<svg/>");

        assertThatThrownBy(() -> tracker.keep(id, "roc.svg", file))
                .isInstanceOfSatisfying(
                        TrackerException.class, e -> assertThat(e.passing()).isFalse())
                .hasMessage("""
                        %s keeps files in a store, %s:, that cannot be written to from here.
                        Start the server with --artifacts-destination, so that it takes files itself; an experiment that is there already keeps its place.""".formatted(mlflow.address(), URI.create(store).getScheme()));
    }

    @Test
    void filesBehindThisServerMayBeCalledByItsName() throws Exception {
        mlflow.keepArtifactsAt("mlflow-artifacts://" + mlflow.address().getAuthority());
        String id = begin("rotations");
        tracker.keep(id, "roc.svg", Files.writeString(folder.resolve("roc"), "<svg/>"));

        assertThat(mlflow.requests(id + "/artifacts/roc.svg")).hasSize(1);
    }

    @Test
    void filesBehindAnotherServerAreRefused() throws Exception {
        mlflow.keepArtifactsAt("mlflow-artifacts://other:5000");
        String id = begin("rotations");
        Path file = Files.writeString(folder.resolve("roc"), "<svg/>");

        assertThatThrownBy(() -> tracker.keep(id, "roc.svg", file)).hasMessage("""
                %s keeps files behind another server, which is not asked.
                Start the server with --artifacts-destination, so that it takes files itself; an experiment that is there already keeps its place.""".formatted(mlflow.address()));
    }

    @Test
    void aNameThatMlflowDoesNotTakeIsRefusedByIt() throws Exception {
        String id = begin("rotations");
        Path file = Files.writeString(folder.resolve("roc"), "<svg/>");

        assertThatThrownBy(() -> tracker.keep(id, "roc #1.svg", file))
                .isInstanceOfSatisfying(
                        TrackerException.class, e -> assertThat(e.passing()).isFalse())
                .hasMessage("%s answers 400: \"Invalid path\".".formatted(mlflow.address()));
    }

    @Test
    void aLargeFileArrivesWhole() throws Exception {
        String id = begin("rotations");
        var content = new byte[3_000_000];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) (i * 31);
        }
        tracker.keep(id, "weights.bin", Files.write(folder.resolve("weights"), content));

        assertThat(mlflow.requests("weights.bin").get(0).body()).isEqualTo(content);
    }
}
