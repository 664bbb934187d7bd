package io.ansatz.runner.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ansatz.runner.tracking.SampleStudy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** What every tracker must hold, whatever stands behind it. A subclass says how to reach the place and how to read it. */
abstract class TrackerContract {

    private static final Instant BEGUN = Instant.parse("2026-03-01T09:00:00.125Z");
    private static final Instant ENDED = Instant.parse("2026-03-01T10:30:00.250Z");
    private static final DatasetInput TRAINING = new DatasetInput(
            "breast-mnist", "0123456789abcdef", "training", "http", "{\"url\":\"here\"}", "{\"images\":546}");
    private static final DatasetInput TEST = new DatasetInput(
            "breast-mnist-test", "fedcba9876543210", "testing", "http", "{\"url\":\"here\"}", "{\"images\":156}");

    @TempDir
    private Path folder;

    private final List<Tracker> opened = new ArrayList<>();

    private String name;
    private Tracker tracker;
    private String experiment;

    /** A new tracker for the place under test. */
    abstract Tracker open() throws Exception;

    /** What the place holds of an experiment. */
    abstract Contents contents(String experimentName) throws Exception;

    /** Puts a run into the bin, as a person does in the browser. */
    abstract void bin(String run) throws Exception;

    @BeforeEach
    final void openExperiment(TestInfo test) throws Exception {
        name = test.getTestMethod().orElseThrow().getName();
        tracker = another();
        experiment = tracker.experiment(name);
    }

    @AfterEach
    final void closeTrackers() {
        opened.forEach(Tracker::close);
    }

    private Tracker another() throws Exception {
        Tracker one = open();
        opened.add(one);
        return one;
    }

    private Contents.Kept kept(String identity) throws Exception {
        return contents(name).runs().get(identity);
    }

    private static Run run(String identity, String name, Map<String, String> tags) {
        return new Run(
                identity,
                Optional.empty(),
                name,
                RunStatus.RUNNING,
                BEGUN,
                Optional.empty(),
                Map.of(),
                tags,
                List.of(),
                List.of(),
                Map.of());
    }

    private static Run run(String identity) {
        return run(identity, "reference s1", Map.of("role", "reference", "seed", "1"));
    }

    private String begin(String identity) throws TrackerException {
        return tracker.begin(experiment, run(identity), Optional.empty());
    }

    private static Point point(String metric, long step, double value) {
        return new Point(metric, step, BEGUN.plusMillis(step), value);
    }

    @Test
    void aWholeStudyIsHeldAsItsJournalsTellAndSentOnce() throws Exception {
        var study = new SampleStudy(folder, name, "model.circuit.layers");
        study.asks(study.trial("hybrid", 1, 1), study.trial("hybrid", 2, 1), study.trial("mlp", 1, 2));
        study.trial("hybrid", 1, 1).isDone(0.8);
        study.trial("hybrid", 2, 1).isDone(0.9);
        study.trial("mlp", 1, 2).begins().epoch(1, 0.7, 0.5).isKilled();
        study.trial("mlp", 2, 2).begins().epoch(1, 0.7, 0.5).fails("The loss is NaN.");

        for (int time = 1; time <= 2; time++) {
            Mirror.Pass pass = new Mirror(study.folder(), another()).pass(false);

            assertThat(pass.trouble()).isEmpty();
            assertThat(pass.updated()).isEqualTo(time == 1 ? 6 : 0);
            assertThat(JournalContents.withoutDigests(contents(name))).isEqualTo(JournalContents.of(study.folder()));
        }
    }

    @Test
    void anExperimentOfAKnownNameIsTheSame() throws Exception {
        assertThat(tracker.experiment(name)).isEqualTo(experiment);
        assertThat(another().experiment(name)).isEqualTo(experiment);
    }

    @Test
    void tagsOfAnExperimentAreLaidOverThoseThatAreThere() throws Exception {
        tracker.tagExperiment(experiment, Map.of("mlflow.note.content", "# Grün", "kept", "as it was"));
        tracker.tagExperiment(experiment, Map.of("mlflow.note.content", "# Blau"));

        assertThat(contents(name).tags())
                .containsAllEntriesOf(Map.of("mlflow.note.content", "# Blau", "kept", "as it was"));
    }

    @Test
    void aRunBeginsWithItsNameItsTimeAndItsTags() throws Exception {
        begin("trial/1");

        Contents.Kept kept = kept("trial/1");
        assertThat(kept.name()).isEqualTo("reference s1");
        assertThat(kept.status()).isEqualTo(RunStatus.RUNNING);
        assertThat(kept.begun()).isEqualTo(BEGUN);
        assertThat(kept.ended()).isEmpty();
        assertThat(kept.parent()).isEmpty();
        assertThat(kept.tags()).isEqualTo(Map.of("role", "reference", "seed", "1"));
    }

    @Test
    void aRunThatBeginsTwiceIsOneRun() throws Exception {
        String first = begin("trial/1");

        assertThat(begin("trial/1")).isEqualTo(first);
        Tracker other = another();
        assertThat(other.begin(other.experiment(name), run("trial/1"), Optional.empty()))
                .isEqualTo(first);
        assertThat(contents(name).runs()).containsOnlyKeys("trial/1");
    }

    @Test
    void identitiesMayHoldAnyCharacter() throws Exception {
        var identities = List.of(
                "it's", "a \"quoted\" one", "`back`", "100 %_", "ends with \\", "größer", "a = 'b' AND c", "A", "a");
        var ids = new HashMap<String, String>();
        for (String identity : identities) {
            ids.put(identity, begin(identity));
        }

        for (String identity : identities) {
            assertThat(begin(identity)).isEqualTo(ids.get(identity));
        }
        assertThat(contents(name).runs()).containsOnlyKeys(identities);
    }

    @Test
    void theSameIdentityInAnotherExperimentIsAnotherRun() throws Exception {
        String here = begin("trial/1");
        String elsewhere = tracker.experiment(name + ", again");

        assertThat(tracker.begin(elsewhere, run("trial/1"), Optional.empty())).isNotEqualTo(here);
    }

    @Test
    void aRunIsShownUnderItsParent() throws Exception {
        String study = begin("study");
        tracker.begin(experiment, run("trial/1"), Optional.of(study));

        assertThat(kept("trial/1").parent()).contains("study");
    }

    @Test
    void oneRunRemainsWhenTwoTrackersBeginItAtOnce() throws Exception {
        var trackers = List.of(tracker, another());
        var together = new CyclicBarrier(trackers.size());
        var threads = Executors.newFixedThreadPool(trackers.size());
        try {
            var begun = new ArrayList<Future<String>>();
            for (Tracker each : trackers) {
                begun.add(threads.submit(() -> {
                    together.await();
                    return each.begin(experiment, run("trial/1"), Optional.empty());
                }));
            }
            for (Future<String> each : begun) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }

        String one = tracker.begin(experiment, run("trial/1"), Optional.empty());
        assertThat(trackers.get(1).begin(experiment, run("trial/1"), Optional.empty()))
                .isEqualTo(one);
        assertThat(contents(name).runs()).containsOnlyKeys("trial/1");
    }

    @Test
    void whatIsLoggedTwiceIsThereOnce() throws Exception {
        String id = begin("trial/1");
        var params = Map.of("train.rate", "0.02", "circuit", "angle-embedding");
        var tags = Map.of("state", "done");
        var points = List.of(point("val/auc", 1, 0.75), point("val/auc", 2, 0.875), point("train/loss", 1, 0.5));

        tracker.log(id, params, tags, points);
        tracker.log(id, params, tags, points);

        Contents.Kept kept = kept("trial/1");
        assertThat(kept.params()).isEqualTo(params);
        assertThat(kept.tags()).containsEntry("state", "done").containsEntry("role", "reference");
        assertThat(kept.points()).containsExactlyInAnyOrderElementsOf(points);
    }

    @Test
    void aTagReplacesTheOneOfItsName() throws Exception {
        String id = begin("trial/1");
        tracker.log(id, Map.of(), Map.of("state", "running"), List.of());
        tracker.log(id, Map.of(), Map.of("state", "fertig ✓"), List.of());

        assertThat(kept("trial/1").tags()).containsEntry("state", "fertig ✓");
    }

    @Test
    void aParamThatChangesIsRefusedByName() throws Exception {
        String id = begin("trial/1");
        tracker.log(id, Map.of("train.rate", "0.02"), Map.of(), List.of());

        assertThatThrownBy(() -> tracker.log(id, Map.of("train.rate", "0.03"), Map.of(), List.of()))
                .isInstanceOfSatisfying(
                        TrackerException.class, e -> assertThat(e.passing()).isFalse())
                .hasMessageContaining("train.rate");
        assertThat(kept("trial/1").params()).isEqualTo(Map.of("train.rate", "0.02"));
    }

    @Test
    void valuesThatAreNoNumbersAreKeptAsWellAsMlflowCan() throws Exception {
        String id = begin("trial/1");
        tracker.log(
                id,
                Map.of(),
                Map.of(),
                List.of(
                        point("lost", 1, Double.NaN),
                        point("high", 1, Double.POSITIVE_INFINITY),
                        point("low", 1, Double.NEGATIVE_INFINITY),
                        point("smallest", 1, Double.MIN_VALUE),
                        point("third", 1, 1 / 3.0)));

        Map<String, Double> latest = kept("trial/1").latest();
        assertThat(latest.get("lost")).isNaN();
        assertThat(latest.get("high")).isEqualTo(Double.MAX_VALUE);
        assertThat(latest.get("low")).isEqualTo(-Double.MAX_VALUE);
        assertThat(latest.get("smallest")).isEqualTo(Double.MIN_VALUE);
        assertThat(latest.get("third")).isEqualTo(1 / 3.0);
    }

    @Test
    void theTableShowsTheLargestStepThenTimeThenValue() throws Exception {
        String id = begin("trial/1");
        tracker.log(
                id,
                Map.of(),
                Map.of(),
                List.of(point("by step", 2, 0.1), point("by step", 1, 0.9), point("by step", -1, 0.8)));
        tracker.log(
                id,
                Map.of(),
                Map.of(),
                List.of(
                        new Point("by time", 0, BEGUN.plusMillis(5), 0.1),
                        new Point("by time", 0, BEGUN, 0.9),
                        new Point("by value", 0, BEGUN, 0.25),
                        new Point("by value", 0, BEGUN, 0.5),
                        new Point("by value", 0, BEGUN, -1)));
        tracker.log(id, Map.of(), Map.of(), List.of(point("by step", 0, 0.7)));

        Contents.Kept kept = kept("trial/1");
        assertThat(kept.latest()).isEqualTo(Map.of("by step", 0.1, "by time", 0.1, "by value", 0.5));
        assertThat(kept.points()).hasSize(9);
    }

    @Test
    void moreThanOnePortionArrivesWhole() throws Exception {
        String id = begin("trial/1");
        var params = new HashMap<String, String>();
        var tags = new HashMap<String, String>();
        var points = new ArrayList<Point>();
        for (int i = 0; i < 120; i++) {
            params.put("param " + i, "ä".repeat(Run.LONGEST_PARAM));
            tags.put("tag " + i, "<".repeat(Run.LONGEST_TAG));
        }
        for (int i = 0; i < 2_500; i++) {
            points.add(point("val/auc", i, i / 2_500.0));
        }

        tracker.log(id, params, tags, points);

        Contents.Kept kept = kept("trial/1");
        assertThat(kept.params()).isEqualTo(params);
        assertThat(kept.tags()).containsAllEntriesOf(tags);
        assertThat(kept.points()).hasSize(2_500).containsAll(points);
    }

    @Test
    void aRunEndsUnderItsLastNameAndMayBeOpenedAgain() throws Exception {
        String id = begin("trial/1");

        tracker.update(id, "reference s1, stopped", RunStatus.KILLED, Optional.of(ENDED.minusSeconds(60)));
        assertThat(kept("trial/1").name()).isEqualTo("reference s1, stopped");
        assertThat(kept("trial/1").status()).isEqualTo(RunStatus.KILLED);
        assertThat(kept("trial/1").ended()).contains(ENDED.minusSeconds(60));

        tracker.update(id, "reference s1", RunStatus.RUNNING, Optional.empty());
        assertThat(kept("trial/1").status()).isEqualTo(RunStatus.RUNNING);

        tracker.log(id, Map.of("late", "1"), Map.of(), List.of());
        tracker.update(id, "reference s1", RunStatus.FINISHED, Optional.of(ENDED));
        tracker.log(id, Map.of("later", "2"), Map.of(), List.of());
        Contents.Kept kept = kept("trial/1");
        assertThat(kept.name()).isEqualTo("reference s1");
        assertThat(kept.status()).isEqualTo(RunStatus.FINISHED);
        assertThat(kept.begun()).isEqualTo(BEGUN);
        assertThat(kept.ended()).contains(ENDED);
        assertThat(kept.params()).isEqualTo(Map.of("late", "1", "later", "2"));
    }

    @Test
    void anArtifactReplacesTheOneOfItsPath() throws Exception {
        String id = begin("trial/1");
        tracker.keep(id, "report.html", file("old"));
        tracker.keep(id, "report.html", file("new, and longer"));
        tracker.keep(id, "plots/test/roc.svg", file("<svg/>"));
        tracker.keep(id, "plots/Verlust über die Zeit, 100 % (1+1).svg", file("<svg>ä</svg>"));
        tracker.keep(id, "empty", file(""));

        assertThat(kept("trial/1").artifacts())
                .isEqualTo(Map.of(
                        "report.html", sha("new, and longer"),
                        "plots/test/roc.svg", sha("<svg/>"),
                        "plots/Verlust über die Zeit, 100 % (1+1).svg", sha("<svg>ä</svg>"),
                        "empty", sha("")));
    }

    @Test
    void anArtifactStaysInItsRun() throws Exception {
        String id = begin("trial/1");
        Path file = file("anything");

        for (String path : List.of("../other", "a/../../other", "/other", "", "a//b", ".")) {
            assertThatThrownBy(() -> tracker.keep(id, path, file)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(kept("trial/1").artifacts()).isEmpty();
    }

    @Test
    void aDatasetThatIsUsedTwiceIsThereOnce() throws Exception {
        String id = begin("trial/1");
        tracker.use(id, List.of(TRAINING, TEST));
        tracker.use(id, List.of(TRAINING));
        tracker.use(begin("trial/2"), List.of(TRAINING));
        tracker.use(id, List.of());

        assertThat(kept("trial/1").inputs()).containsExactlyInAnyOrder(TRAINING, TEST);
        assertThat(kept("trial/2").inputs()).containsExactly(TRAINING);
    }

    @Test
    void everyRunOfOursIsHeld() throws Exception {
        String first = begin("trial/1");
        String second = begin("trial/2");
        tracker.update(second, "reference s2", RunStatus.FAILED, Optional.of(ENDED));
        tracker.log(second, Map.of(), Map.of(Run.CONTENT, "abc"), List.of());

        assertThat(tracker.runs(experiment))
                .containsExactlyInAnyOrder(
                        new Held(first, "trial/1", RunStatus.RUNNING, "", false),
                        new Held(second, "trial/2", RunStatus.FAILED, "abc", false));
    }

    @Test
    void aNewExperimentHoldsNoRuns() throws Exception {
        assertThat(tracker.runs(experiment)).isEmpty();
    }

    @Test
    void aRunInTheBinIsReportedAsDeleted() throws Exception {
        String id = begin("trial/1");
        bin(id);

        assertThat(tracker.runs(experiment)).containsExactly(new Held(id, "trial/1", RunStatus.RUNNING, "", true));
    }

    @Test
    void aRunInTheBinStaysThereWhenItIsBegunAnew() throws Exception {
        String old = begin("trial/1");
        bin(old);

        String fresh = begin("trial/1");

        assertThat(fresh).isNotEqualTo(old);
        assertThat(tracker.runs(experiment)).containsExactly(new Held(fresh, "trial/1", RunStatus.RUNNING, "", false));
        assertThat(contents(name).bin()).containsExactly("trial/1");
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("file"), content);
    }

    private static String sha(String content) throws Exception {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
