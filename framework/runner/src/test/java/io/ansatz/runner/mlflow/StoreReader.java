package io.ansatz.runner.mlflow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a store as MLflow's server does: tables for what was said, a folder for the files. */
final class StoreReader {

    private final Path runs;

    StoreReader(Path runs) {
        this.runs = runs;
    }

    /** What it holds of an experiment. */
    Contents contents(String experiment) throws Exception {
        try (var connection = DriverManager.getConnection(
                "jdbc:sqlite:" + runs.resolve("mlflow.db").toUri())) {
            var store = new Tables(connection);
            String id = store.ask(
                            "SELECT experiment_id FROM experiments WHERE name = ?", row -> row.getString(1), experiment)
                    .get(0);
            List<Contents.Found> found =
                    store.ask("SELECT * FROM runs WHERE experiment_id = ?", row -> read(store, row), id);
            return Contents.of(
                    store.pairs("SELECT key, value FROM experiment_tags WHERE experiment_id = ?", id), found);
        }
    }

    private Contents.Found read(Tables store, ResultSet run) throws SQLException {
        String id = run.getString("run_uuid");
        long ended = run.getLong("end_time");
        var latest = new HashMap<String, Double>();
        store.ask(
                "SELECT key, value, is_nan FROM latest_metrics WHERE run_uuid = ?",
                row -> latest.put(row.getString(1), value(row)),
                id);
        var kept = new Contents.Kept(
                run.getString("name"),
                RunStatus.valueOf(run.getString("status")),
                Instant.ofEpochMilli(run.getLong("start_time")),
                ended == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(ended)),
                Optional.empty(),
                store.pairs("SELECT key, value FROM params WHERE run_uuid = ?", id),
                store.pairs("SELECT key, value FROM tags WHERE run_uuid = ?", id),
                new HashSet<>(store.ask(
                        "SELECT key, value, is_nan, step, timestamp FROM metrics WHERE run_uuid = ?",
                        row -> point(row),
                        id)),
                latest,
                new HashSet<>(store.ask("""
                        SELECT name, digest, (SELECT value FROM input_tags WHERE input_uuid = inputs.input_uuid),
                            dataset_source_type, dataset_source, dataset_profile
                        FROM inputs JOIN datasets ON dataset_uuid = source_id
                        WHERE destination_id = ? AND destination_type = 'RUN' AND source_type = 'DATASET'""", row -> input(row), id)),
                artifacts(run.getString("artifact_uri")));
        return new Contents.Found(id, "deleted".equals(run.getString("lifecycle_stage")), kept);
    }

    private static Point point(ResultSet row) throws SQLException {
        return new Point(row.getString(1), row.getLong(4), Instant.ofEpochMilli(row.getLong(5)), value(row));
    }

    private static double value(ResultSet row) throws SQLException {
        return row.getBoolean(3) ? Double.NaN : row.getDouble(2);
    }

    private static DatasetInput input(ResultSet row) throws SQLException {
        return new DatasetInput(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6));
    }

    private Map<String, String> artifacts(String address) {
        Path folder = runs.resolve("mlartifacts").resolve(address.replace("mlflow-artifacts:/", ""));
        var found = new HashMap<String, String>();
        if (!Files.exists(folder)) {
            return found;
        }
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
                found.put(
                        folder.relativize(file).toString().replace('\\', '/'),
                        HexFormat.of().formatHex(digest));
            }
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        return found;
    }

    private record Tables(Connection connection) {

        private interface Row<T> {
            T read(ResultSet row) throws SQLException;
        }

        private <T> List<T> ask(String question, Row<T> row, String value) throws SQLException {
            var found = new ArrayList<T>();
            try (PreparedStatement statement = connection.prepareStatement(question)) {
                statement.setString(1, value);
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        found.add(row.read(rows));
                    }
                }
            }
            return found;
        }

        private Map<String, String> pairs(String question, String value) throws SQLException {
            var pairs = new HashMap<String, String>();
            ask(question, row -> pairs.put(row.getString(1), row.getString(2)), value);
            return pairs;
        }
    }
}
