package io.ansatz.runner.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConfig;

class StoreTrackerTest extends TrackerContract {

    private static final String ID = "[0-9a-f]{32}";

    @TempDir
    private Path folder;

    private Path runs() {
        return folder.resolve("runs, what?");
    }

    private Path file() {
        return runs().resolve("mlflow.db");
    }

    @Override
    Tracker open() {
        return StoreTracker.in(runs());
    }

    @Override
    Contents contents(String experimentName) throws Exception {
        return new StoreReader(runs()).contents(experimentName);
    }

    @Override
    void bin(String run) throws Exception {
        SqliteFile.change(
                file(),
                "UPDATE runs SET lifecycle_stage = 'deleted', deleted_time = 1 WHERE run_uuid = '%s'".formatted(run));
    }

    @Test
    void aRunStandsInTheTablesAsMlflowWouldHaveWrittenIt() throws Exception {
        try (Tracker tracker = open()) {
            String experiment = tracker.experiment("hello");
            String run = begin(tracker, "trial/1");
            tracker.update(run, "hello 2", RunStatus.FINISHED, Optional.of(Instant.ofEpochMilli(5)));

            assertThat(run).matches(ID);
            assertThat(SqliteFile.ask(file(), """
                    SELECT name, source_type, source_name, entry_point_name, user_id, status, start_time, end_time, source_version,
                        lifecycle_stage, artifact_uri, experiment_id, deleted_time FROM runs WHERE run_uuid = '%s'""".formatted(run)))
                    .containsExactly(
                            "hello 2|UNKNOWN|||ada|FINISHED|1772355600000|5||active|mlflow-artifacts:/%s/%s/artifacts|%1$s|null"
                                    .formatted(experiment, run));
            assertThat(SqliteFile.ask(
                            file(), "SELECT key, value FROM tags WHERE run_uuid = '%s' ORDER BY key".formatted(run)))
                    .containsExactly("ansatz.run|trial/1", "mlflow.runName|hello 2", "mlflow.user|ada");
        }
    }

    @Test
    void valuesThatAreNoNumbersStandInTheTablesAsMlflowWritesThem() throws Exception {
        try (Tracker tracker = open()) {
            String run = begin(tracker, "trial/1");
            tracker.log(
                    run,
                    Map.of(),
                    Map.of(),
                    List.of(
                            new Point("lost", 1, Instant.EPOCH, Double.NaN),
                            new Point("high", 1, Instant.EPOCH, Double.POSITIVE_INFINITY)));
        }

        for (String table : List.of("metrics", "latest_metrics")) {
            assertThat(SqliteFile.ask(
                            file(), "SELECT key, value, is_nan, typeof(value) FROM %s ORDER BY key".formatted(table)))
                    .containsExactly("high|1.7976931348623157e+308|0|real", "lost|0.0|1|real");
        }
    }

    @Test
    void aDatasetIsUsedAsMlflowWritesIt() throws Exception {
        var input = new DatasetInput("images", "abc", "training", "local", "{}", "{\"n\":1}");
        var again = new DatasetInput("images", "abc", "testing", "local", "{}", "{\"n\":1}");
        String run;
        try (Tracker tracker = open()) {
            run = begin(tracker, "trial/1");
            tracker.use(run, List.of(input, again));
        }

        assertThat(SqliteFile.ask(file(), """
                SELECT datasets.name, digest, dataset_source_type, dataset_source, dataset_schema, dataset_profile,
                    inputs.source_type, destination_type, destination_id, input_tags.name, input_tags.value
                FROM datasets JOIN inputs ON source_id = dataset_uuid JOIN input_tags USING (input_uuid)"""))
                .containsExactly("images|abc|local|{}|null|{\"n\":1}|DATASET|RUN|%s|mlflow.data.context|training"
                        .formatted(run));
    }

    @Test
    void anExperimentInTheBinIsRefused() throws Exception {
        try (Tracker tracker = open()) {
            tracker.experiment("hello");
            SqliteFile.change(file(), "UPDATE experiments SET lifecycle_stage = 'deleted' WHERE name = 'hello'");

            assertRefused(
                    () -> tracker.experiment("hello"),
                    "The experiment 'hello' is in MLflow's bin.\nRestore it there, or give the experiment another name.");
        }
    }

    @Test
    void nothingIsAddedToARunThatIsNotThere() throws Exception {
        try (Tracker tracker = open()) {
            String run = begin(tracker, "trial/1");
            bin(run);

            assertRefused(
                    () -> tracker.log(run, Map.of("a", "b"), Map.of(), List.of()),
                    "The run %s is in MLflow's bin, where nothing is added to it.".formatted(run));
            assertRefused(
                    () -> tracker.update("gone", "hello", RunStatus.KILLED, Optional.empty()),
                    "%s has no run gone.\nMaybe somebody emptied MLflow's bin.".formatted(file()));
        }
    }

    @Test
    void whatTheTablesRefuseIsRefused() throws Exception {
        try (Tracker tracker = open()) {
            tracker.experiment("hello");

            assertRefused(
                    () -> tracker.tagExperiment("99", Map.of("a", "b")),
                    "%s refuses what was to be written ([SQLITE_CONSTRAINT_FOREIGNKEY] A foreign key constraint failed (FOREIGN KEY constraint failed))."
                            .formatted(file()));
        }
    }

    @Test
    void aParamThatChangesIsToldWithBothValues() throws Exception {
        try (Tracker tracker = open()) {
            String run = begin(tracker, "trial/1");
            tracker.log(run, Map.of("seed", "1"), Map.of(), List.of());

            assertRefused(
                    () -> tracker.log(run, Map.of("seed", "2"), Map.of("half", "done"), List.of()),
                    "The param seed of run %s is '1' in %s, and MLflow never changes a param; it cannot become '2'."
                            .formatted(run, file()));
            assertThat(SqliteFile.ask(file(), "SELECT * FROM tags WHERE key = 'half'"))
                    .isEmpty();
        }
    }

    @Test
    void filesOfARunThatAServerKeepsElsewhereAreRefused() throws Exception {
        Path report = Files.writeString(folder.resolve("report.html"), "<p>");
        try (Tracker tracker = open()) {
            String run = begin(tracker, "trial/1");
            SqliteFile.change(file(), "UPDATE runs SET artifact_uri = 's3://images/1'");

            assertRefused(() -> tracker.keep(run, "report.html", report), """
                    The files of this run belong to s3://images/1, and not to %s.
                    Maybe a server that keeps its files elsewhere began it.""".formatted(runs().resolve("mlartifacts")));
        }
    }

    @Test
    void aFileThatCannotBeReadIsNamed() throws Exception {
        Path missing = folder.resolve("missing");
        try (Tracker tracker = open()) {
            String run = begin(tracker, "trial/1");

            assertRefused(() -> tracker.keep(run, "report.html", missing), missing + " cannot be read.");
        }
    }

    @Test
    void anArtifactInPlaceOfAFolderIsRefused() throws Exception {
        Path report = Files.writeString(folder.resolve("report.html"), "<p>");
        try (Tracker tracker = open()) {
            String run = begin(tracker, "trial/1");
            tracker.keep(run, "plots", report);

            Path kept = runs().resolve("mlartifacts/2/%s/artifacts/plots".formatted(run));
            assertRefused(
                    () -> tracker.keep(run, "plots/roc.svg", report),
                    kept.resolve("roc.svg") + " cannot be written (Something else is in its place).");
            try (Stream<Path> left = Files.walk(runs().resolve("mlartifacts"))) {
                assertThat(left.filter(Files::isRegularFile)).containsExactly(kept);
            }
        }
    }

    @Test
    void aStoreGoesOnInAnotherFolder() throws Exception {
        String run;
        try (Tracker tracker = open()) {
            run = begin(tracker, "trial/1");
            tracker.keep(run, "report.html", Files.writeString(folder.resolve("report.html"), "<p>"));
        }
        Path elsewhere = folder.resolve("moved");
        Files.move(runs(), elsewhere);

        try (Tracker tracker = StoreTracker.in(elsewhere)) {
            assertThat(begin(tracker, "trial/1")).isEqualTo(run);
            tracker.keep(run, "plots/roc.svg", folder.resolve("report.html"));
        }

        assertThat(new StoreReader(elsewhere)
                        .contents("hello")
                        .runs()
                        .get("trial/1")
                        .artifacts())
                .containsOnlyKeys("report.html", "plots/roc.svg");
    }

    @Test
    void aStoreThatIsMovedWhileItIsOpenIsMadeAnew() throws Exception {
        try (Tracker tracker = open()) {
            begin(tracker, "trial/1");
            Files.move(runs(), folder.resolve("moved"));

            assertAway(
                    () -> begin(tracker, "trial/2"),
                    "%s cannot be written (it was moved or deleted).".formatted(file()));
            assertThat(begin(tracker, "trial/1")).matches(ID);
        }
    }

    @Test
    void aFullDiskIsWaitedFor() throws Exception {
        var settings = Database.shared();
        settings.setMaxPageCount(80);
        var points = new ArrayList<Point>();
        for (int step = 0; step < 2_000; step++) {
            points.add(new Point("train/loss", step, Instant.EPOCH, step));
        }
        String run;
        try (Tracker tracker = new StoreTracker(folder.resolve("small"), settings)) {
            run = begin(tracker, "trial/1");

            assertAway(
                    () -> tracker.log(run, Map.of("seed", "1"), Map.of(), points),
                    "%s cannot be written (the disk is full).".formatted(folder.resolve("small/mlflow.db")));
            assertThat(begin(tracker, "trial/1")).isEqualTo(run);
        }

        try (Tracker tracker = StoreTracker.in(folder.resolve("small"))) {
            tracker.log(run, Map.of("seed", "1"), Map.of(), points);
        }
        var kept = new StoreReader(folder.resolve("small"))
                .contents("hello")
                .runs()
                .get("trial/1");
        assertThat(kept.params()).containsEntry("seed", "1");
        assertThat(kept.points()).hasSize(2_000).containsAll(points);
    }

    @Test
    void aProgramThatHoldsTheStoreIsWaitedFor() throws Exception {
        try (Tracker tracker = new StoreTracker(runs(), impatient());
                var browser = new SqliteFile(file())) {
            tracker.experiment("hello");
            String sentence = """
                    %s cannot be written (another program holds it).
                    Maybe it is open in a database browser, with changes that were not saved.""".formatted(file());

            browser.change("BEGIN IMMEDIATE");
            assertAway(() -> begin(tracker, "trial/1"), sentence);
            browser.change("ROLLBACK");
            String run = begin(tracker, "trial/1");

            browser.change("BEGIN");
            assertThat(browser.ask("SELECT count(*) FROM runs")).containsExactly("1");
            assertAway(() -> tracker.log(run, Map.of("seed", "1"), Map.of(), List.of()), sentence);
            browser.change("COMMIT");
            tracker.log(run, Map.of("seed", "1"), Map.of(), List.of());
        }

        assertThat(contents("hello").runs().get("trial/1").params()).isEqualTo(Map.of("seed", "1"));
    }

    private static SQLiteConfig impatient() {
        var settings = Database.shared();
        settings.setBusyTimeout(1);
        return settings;
    }

    @Test
    void aFileThatIsNoDatabaseIsRefused() throws Exception {
        Path broken = folder.resolve("broken/mlflow.db");
        Files.createDirectories(broken.getParent());
        for (String text : List.of("notes", "learning rates\n".repeat(1_000))) {
            Files.writeString(broken, text);

            assertRefused(() -> StoreTracker.in(broken.getParent()).experiment("hello"), """
                    %s is not a database.
                    Move it away, and a new one is made from the journals.""".formatted(broken));
            assertThat(broken).hasContent(text);
        }
    }

    @Test
    void aDatabaseThatWasCutShortIsRefused() throws Exception {
        try (Tracker tracker = open()) {
            begin(tracker, "trial/1");
        }
        byte[] whole = Files.readAllBytes(file());
        for (int length : List.of(whole.length - 5_000, whole.length / 2, 5_000)) {
            Files.write(file(), Arrays.copyOf(whole, length));

            assertRefused(() -> open().experiment("hello"), """
                    %s is damaged.
                    Maybe the disk is, or it was copied while it was written. \
                    Move it away, and a new one is made from the journals.""".formatted(file()));
        }
    }

    @Test
    void aFolderOfItsNameIsRefused() throws IOException {
        Files.createDirectories(folder.resolve("taken/mlflow.db"));
        Files.createFile(folder.resolve("file"));

        assertRefused(() -> StoreTracker.in(folder.resolve("taken")).experiment("hello"), """
                %s cannot be opened.
                Maybe its folder may not be written, or a folder has its name.""".formatted(
                        folder.resolve("taken/mlflow.db")));
        assertRefused(
                () -> StoreTracker.in(folder.resolve("file")).experiment("hello"),
                folder.resolve("file") + " cannot be written (Something else is in its place).");
    }

    @Test
    void nothingIsMadeBeforeSomethingIsSaid() {
        try (Tracker tracker = StoreTracker.in(folder.resolve("later"))) {
            assertThat(tracker.place())
                    .isEqualTo(folder.resolve("later/mlflow.db").toString());
        }
        assertThat(folder.resolve("later")).doesNotExist();
    }

    private static String begin(Tracker tracker, String identity) throws TrackerException {
        return tracker.begin(tracker.experiment("hello"), StoreWriter.run(identity), Optional.empty());
    }

    private static void assertAway(ThrowingCallable call, String sentence) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        TrackerException.class, e -> assertThat(e.passing()).isTrue())
                .hasMessage(sentence);
    }

    private static void assertRefused(ThrowingCallable call, String sentence) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        TrackerException.class, e -> assertThat(e.passing()).isFalse())
                .hasMessage(sentence);
    }
}
