package io.ansatz.runner.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares the tables with a listing of those that MLflow 2.17 makes. */
class SchemaTest {

    /** As SQLAlchemy looks for names, which migrations then use: not over the end of a line. */
    private static final Pattern NAMED = Pattern.compile("CONSTRAINT (\\w+) +(PRIMARY|CHECK|FOREIGN)");

    @TempDir
    private Path runs;

    private Path file;

    @BeforeEach
    void makeTheStore() throws TrackerException {
        file = runs.resolve("mlflow.db");
        try (var tracker = StoreTracker.in(runs)) {
            tracker.experiment("hello");
        }
    }

    @Test
    void theTablesAreThoseOfMlflow() throws SQLException, IOException {
        var listing = new ArrayList<String>();
        try (var database = new SqliteFile(file)) {
            for (String table : database.ask("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")) {
                listing.add(describe(database, table));
            }
        }

        try (InputStream expected = SchemaTest.class.getResourceAsStream(Schema.REVISION + ".txt")) {
            assertThat(String.join("\n", listing))
                    .isEqualTo(new String(expected.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static String describe(SqliteFile database, String table) throws SQLException {
        var lines = new ArrayList<String>();
        lines.addAll(database.ask("""
                SELECT name || ' ' || type || iif("notnull", ' required', '') || coalesce(' default ' || dflt_value, '')
                FROM pragma_table_info('%s')""".formatted(table)));
        lines.addAll(database.ask("""
                SELECT 'key (' || group_concat(name, ', ' ORDER BY pk) || ')' FROM pragma_table_info('%s') WHERE pk > 0""".formatted(table)));
        lines.addAll(database.ask("""
                SELECT 'unique (' || (SELECT group_concat(name, ', ') FROM pragma_index_info(list.name)) || ')'
                FROM pragma_index_list('%s') AS list WHERE origin = 'u'""".formatted(table)));
        lines.addAll(database.ask("""
                SELECT 'refers (' || group_concat("from", ', ' ORDER BY seq) || ') to ' || "table"
                    || '(' || group_concat("to", ', ' ORDER BY seq) || ')'
                    || iif(on_update = 'CASCADE', ' on update cascade', '') || iif(on_delete = 'CASCADE', ' on delete cascade', '')
                FROM pragma_foreign_key_list('%s') GROUP BY id""".formatted(table)));
        lines.addAll(named(
                database.ask("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = '%s'".formatted(table))
                        .get(0)));
        lines.addAll(database.ask("""
                SELECT 'index ' || list.name || '(' || (SELECT group_concat(name, ', ') FROM pragma_index_info(list.name)) || ')'
                FROM pragma_index_list('%s') AS list WHERE origin = 'c' ORDER BY list.name""".formatted(table)));
        return table + "\n    " + String.join("\n    ", lines) + "\n";
    }

    private static List<String> named(String sql) {
        return NAMED.matcher(sql)
                .results()
                .map(found ->
                        "named %s %s".formatted(found.group(1), found.group(2).toLowerCase()))
                .sorted()
                .toList();
    }

    @Test
    void theRevisionIsSaidOnceAndThereIsAnExperimentZero() throws SQLException {
        assertThat(SqliteFile.ask(file, "SELECT version_num FROM alembic_version"))
                .containsExactly("f5a4f2784254");
        assertThat(SqliteFile.ask(
                        file, "SELECT experiment_id, name, artifact_location, lifecycle_stage FROM experiments"))
                .containsExactly("0|Default|mlflow-artifacts:/0|active", "1|hello|mlflow-artifacts:/1|active");
        assertThat(SqliteFile.ask(
                        file,
                        "SELECT count(*) FROM experiments WHERE creation_time > 1e12 AND last_update_time > 1e12"))
                .containsExactly("2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE experiments SET lifecycle_stage = 'gone'",
                "INSERT INTO runs (run_uuid, lifecycle_stage) VALUES ('a', 'gone')",
                "INSERT INTO runs (run_uuid, status) VALUES ('a', 'PAUSED')",
                "INSERT INTO runs (run_uuid, source_type) VALUES ('a', 'CLUSTER')",
                "INSERT INTO metrics (key, value, timestamp, run_uuid, is_nan) VALUES ('a', 1, 1, 'a', 2)",
                "INSERT INTO latest_metrics (key, value, step, run_uuid, is_nan) VALUES ('a', 1, 1, 'a', 2)"
            })
    void statesThatMlflowDoesNotKnowAreRefused(String statement) {
        assertThatThrownBy(() -> SqliteFile.change(file, statement)).hasMessageContaining("CHECK constraint failed");
    }

    @Test
    void anEmptyFileBecomesAStore() throws Exception {
        Path other = runs.resolve("other");
        Files.createDirectories(other);
        Files.createFile(other.resolve("mlflow.db"));

        try (var tracker = StoreTracker.in(other)) {
            assertThat(tracker.experiment("hello")).isEqualTo("1");
        }
    }

    @Test
    void aStoreThatMlflowMigratedIsWrittenOn() throws Exception {
        SqliteFile.change(file, """
                ALTER TABLE experiments ADD COLUMN workspace VARCHAR(63) DEFAULT 'default' NOT NULL;
                ALTER TABLE inputs ADD COLUMN step BIGINT DEFAULT '0' NOT NULL;
                CREATE TABLE logged_models (model_id VARCHAR(36) NOT NULL PRIMARY KEY);
                UPDATE alembic_version SET version_num = '1b5f0d9ad7c1'""");

        try (var tracker = StoreTracker.in(runs)) {
            assertThat(tracker.experiment("hello")).isEqualTo("1");
            assertThat(tracker.experiment("breast")).isEqualTo("2");
        }

        assertThat(SqliteFile.ask(file, "SELECT version_num FROM alembic_version"))
                .containsExactly("1b5f0d9ad7c1");
        assertThat(SqliteFile.ask(file, "SELECT name, workspace FROM experiments WHERE experiment_id = 2"))
                .containsExactly("breast|default");
    }

    @Test
    void aStoreOfAnOlderMlflowIsRefused() throws SQLException {
        SqliteFile.change(file, """
                DROP TABLE input_tags;
                ALTER TABLE experiments DROP COLUMN creation_time;
                UPDATE alembic_version SET version_num = '97727af70f4d'""");

        assertRefused("""
                %s lacks what MLflow 2.17 and newer have: experiments.creation_time, input_tags.
                Maybe an older MLflow made it; 'mlflow db upgrade' brings it up to date.""".formatted(file));
    }

    @Test
    void theDatabaseOfAnotherProgramIsRefused() throws SQLException {
        Path other = runs.resolve("other");
        assertThat(other.toFile().mkdir()).isTrue();
        file = other.resolve("mlflow.db");
        SqliteFile.change(file, "CREATE TABLE f (a); CREATE TABLE e (a); CREATE TABLE d (a)");
        SqliteFile.change(file, "CREATE TABLE c (a); CREATE TABLE b (a); CREATE TABLE runs (a); CREATE TABLE g (a)");
        runs = other;

        assertRefused("""
                %s is a database, but not one of MLflow: it has the tables b, c, d, e, f and 2 more.
                Maybe another program keeps its data there.""".formatted(file));
    }

    private void assertRefused(String sentence) {
        try (var tracker = StoreTracker.in(runs)) {
            assertThatThrownBy(() -> tracker.experiment("hello"))
                    .isInstanceOfSatisfying(
                            TrackerException.class, e -> assertThat(e.passing()).isFalse())
                    .hasMessage(sentence);
        }
    }
}
