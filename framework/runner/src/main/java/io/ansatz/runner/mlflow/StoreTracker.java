package io.ansatz.runner.mlflow;

import io.ansatz.runner.mlflow.Database.Transaction;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.sqlite.SQLiteConfig;

/**
 * Keeps runs without a server, in the database that MLflow itself would write: {@code mlflow.db} with {@code mlartifacts}
 * beside it. An MLflow server that is started in that folder shows them, then and later.
 */
final class StoreTracker implements Tracker {

    /** The name of the file in a folder of runs. */
    static final String DATABASE = "mlflow.db";

    /** The name of the folder beside it. */
    static final String ARTIFACTS = "mlartifacts";

    private static final String NAME_TAG = "mlflow.runName";

    private static final String DELETED = "deleted";

    private final Path file;
    private final Database database;
    private final Artifacts artifacts;

    /** Settings other than the usual ones are for tests. */
    StoreTracker(Path runs, SQLiteConfig settings) {
        this.file = runs.resolve(DATABASE);
        this.database = new Database(file, settings, transaction -> Schema.prepare(file, transaction));
        this.artifacts = new Artifacts(runs.resolve(ARTIFACTS));
    }

    /** The store in a folder, which is made when something is first written. */
    static StoreTracker in(Path runs) {
        return new StoreTracker(runs, Database.shared());
    }

    @Override
    public String place() {
        return file.toString();
    }

    @Override
    public String experiment(String name) throws TrackerException {
        return database.work(transaction -> {
            Optional<Experiment> known = transaction.first(
                    "SELECT experiment_id, lifecycle_stage FROM experiments WHERE name = ?",
                    row -> new Experiment(row.getString(1), DELETED.equals(row.getString(2))),
                    name);
            if (known.isEmpty()) {
                return makeExperiment(transaction, name);
            }
            if (known.get().deleted()) {
                throw TrackerException.refused("""
                        The experiment '%s' is in MLflow's bin.
                        Restore it there, or give the experiment another name.""".formatted(name), null);
            }
            return known.get().id();
        });
    }

    private record Experiment(String id, boolean deleted) {}

    private static String makeExperiment(Transaction transaction, String name) throws SQLException {
        String id = transaction
                .texts("SELECT coalesce(max(experiment_id), 0) + 1 FROM experiments")
                .get(0);
        long now = Instant.now().toEpochMilli();
        transaction.change("""
                INSERT INTO experiments (experiment_id, name, artifact_location, lifecycle_stage, creation_time, last_update_time)
                VALUES (?, ?, ?, 'active', ?, ?)""", id, name, Artifacts.address(id), now, now);
        return id;
    }

    @Override
    public void tagExperiment(String experiment, Map<String, String> tags) throws TrackerException {
        database.perform(transaction -> {
            transaction.changeEach("""
                    INSERT INTO experiment_tags (key, value, experiment_id) VALUES (?, ?, ?)
                    ON CONFLICT (key, experiment_id) DO UPDATE SET value = excluded.value""", rows(tags, experiment));
        });
    }

    @Override
    public List<Held> runs(String experiment) throws TrackerException {
        List<Held> found = database.work(transaction -> transaction.all(
                """
                SELECT runs.run_uuid, identity.value, runs.status, coalesce(content.value, ''), runs.lifecycle_stage
                FROM runs
                JOIN tags AS identity ON identity.run_uuid = runs.run_uuid AND identity.key = ?
                LEFT JOIN tags AS content ON content.run_uuid = runs.run_uuid AND content.key = ?
                WHERE runs.experiment_id = ?
                ORDER BY runs.lifecycle_stage, runs.start_time, runs.run_uuid""",
                row -> new Held(
                        row.getString(1),
                        row.getString(2),
                        status(row.getString(3)),
                        row.getString(4),
                        DELETED.equals(row.getString(5))),
                Run.IDENTITY,
                Run.CONTENT,
                experiment));
        // A run that was begun anew stands before the ones of its identity in the bin.
        var held = new LinkedHashMap<String, Held>();
        found.forEach(run -> held.putIfAbsent(run.identity(), run));
        return List.copyOf(held.values());
    }

    /** MLflow knows one more state, for runs that wait; ours never do. */
    private static RunStatus status(String name) {
        return "SCHEDULED".equals(name) ? RunStatus.RUNNING : RunStatus.valueOf(name);
    }

    @Override
    public String begin(String experiment, Run run, Optional<String> parent) throws TrackerException {
        return database.work(transaction -> {
            List<String> known = identified(transaction, experiment, run.identity());
            if (!known.isEmpty()) {
                return known.get(0);
            }
            String id = uuid();
            // MLflow writes empty texts where it knows nothing, and its own clients count on them.
            transaction.change(
                    """
                    INSERT INTO runs (run_uuid, name, source_type, source_name, entry_point_name, user_id, status, start_time,
                        source_version, lifecycle_stage, artifact_uri, experiment_id)
                    VALUES (?, ?, 'UNKNOWN', '', '', ?, 'RUNNING', ?, '', 'active', ?, ?)""",
                    id,
                    run.name(),
                    run.tags().getOrDefault("mlflow.user", ""),
                    run.begun().toEpochMilli(),
                    Artifacts.address(experiment, id),
                    experiment);
            var tags = new LinkedHashMap<>(run.tags());
            tags.put(Run.IDENTITY, run.identity());
            tags.put(NAME_TAG, run.name());
            parent.ifPresent(above -> tags.put("mlflow.parentRunId", above));
            tag(transaction, id, tags);
            return id;
        });
    }

    private static List<String> identified(Transaction transaction, String experiment, String identity)
            throws SQLException {
        return transaction.texts("""
                SELECT runs.run_uuid
                FROM runs
                JOIN tags ON tags.run_uuid = runs.run_uuid AND tags.key = ? AND tags.value = ?
                WHERE runs.experiment_id = ? AND runs.lifecycle_stage = 'active'
                ORDER BY runs.start_time, runs.run_uuid""", Run.IDENTITY, identity, experiment);
    }

    @Override
    public void log(String run, Map<String, String> params, Map<String, String> tags, List<Point> points)
            throws TrackerException {
        database.perform(transaction -> {
            stored(transaction, run);
            describe(transaction, run, params);
            tag(transaction, run, tags);
            measure(transaction, run, points);
        });
    }

    private void describe(Transaction transaction, String run, Map<String, String> params)
            throws SQLException, TrackerException {
        transaction.changeEach(
                "INSERT INTO params (key, value, run_uuid) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", rows(params, run));
        var kept = new HashMap<String, String>();
        transaction.all(
                "SELECT key, value FROM params WHERE run_uuid = ?",
                row -> kept.put(row.getString(1), row.getString(2)),
                run);
        for (var param : params.entrySet()) {
            if (!param.getValue().equals(kept.get(param.getKey()))) {
                throw TrackerException.refused(
                        "The param %s of run %s is '%s' in %s, and MLflow never changes a param; it cannot become '%s'."
                                .formatted(param.getKey(), run, kept.get(param.getKey()), file, param.getValue()),
                        null);
            }
        }
    }

    private static void tag(Transaction transaction, String run, Map<String, String> tags) throws SQLException {
        transaction.changeEach("""
                INSERT INTO tags (key, value, run_uuid) VALUES (?, ?, ?)
                ON CONFLICT (key, run_uuid) DO UPDATE SET value = excluded.value""", rows(tags, run));
    }

    /** Beside every value MLflow keeps the latest of each metric, which is what its tables show and sort by. */
    private static void measure(Transaction transaction, String run, List<Point> points) throws SQLException {
        var rows = new ArrayList<Object[]>();
        for (Point point : points) {
            boolean nan = Double.isNaN(point.value());
            double finite = Math.max(-Double.MAX_VALUE, Math.min(point.value(), Double.MAX_VALUE));
            rows.add(new Object[] {
                point.metric(), nan ? 0.0 : finite, point.at().toEpochMilli(), point.step(), nan ? 1 : 0, run
            });
        }
        transaction.changeEach("""
                INSERT INTO metrics (key, value, timestamp, step, is_nan, run_uuid) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT DO NOTHING""", rows);
        transaction.changeEach("""
                INSERT INTO latest_metrics (key, value, timestamp, step, is_nan, run_uuid) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (key, run_uuid) DO UPDATE
                SET value = excluded.value, timestamp = excluded.timestamp, step = excluded.step, is_nan = excluded.is_nan
                WHERE (excluded.step, excluded.timestamp, excluded.value)
                    > (latest_metrics.step, latest_metrics.timestamp, latest_metrics.value)""", rows);
    }

    @Override
    public void use(String run, List<DatasetInput> inputs) throws TrackerException {
        database.perform(transaction -> {
            Stored stored = stored(transaction, run);
            for (DatasetInput input : inputs) {
                use(transaction, run, stored.experiment(), input);
            }
        });
    }

    /** MLflow knows one use of a data set per run; a second one, for something else, it drops. */
    private static void use(Transaction transaction, String run, String experiment, DatasetInput input)
            throws SQLException {
        transaction.change(
                """
                INSERT INTO datasets
                    (dataset_uuid, experiment_id, name, digest, dataset_source_type, dataset_source, dataset_profile)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT DO NOTHING""",
                uuid(),
                experiment,
                input.name(),
                input.digest(),
                input.sourceType(),
                input.source(),
                input.profile());
        String id = uuid();
        int added = transaction.change("""
                INSERT INTO inputs (input_uuid, source_type, source_id, destination_type, destination_id)
                SELECT ?, 'DATASET', dataset_uuid, 'RUN', ? FROM datasets
                WHERE experiment_id = ? AND name = ? AND digest = ?
                ON CONFLICT DO NOTHING""", id, run, experiment, input.name(), input.digest());
        if (added > 0) {
            transaction.change(
                    "INSERT INTO input_tags (input_uuid, name, value) VALUES (?, 'mlflow.data.context', ?)",
                    id,
                    input.context());
        }
    }

    @Override
    public void keep(String run, String path, Path content) throws TrackerException {
        Stored stored = database.work(transaction -> stored(transaction, run));
        artifacts.keep(stored.artifacts(), path, content);
    }

    @Override
    public void update(String run, String name, RunStatus status, Optional<Instant> ended) throws TrackerException {
        database.perform(transaction -> {
            stored(transaction, run);
            transaction.change(
                    "UPDATE runs SET name = ?, status = ?, end_time = ? WHERE run_uuid = ?",
                    name,
                    status.name(),
                    ended.map(Instant::toEpochMilli).orElse(null),
                    run);
            tag(transaction, run, Map.of(NAME_TAG, name));
        });
    }

    /** What is written of a run beside what it logs. */
    private record Stored(String experiment, String artifacts, boolean deleted) {}

    private Stored stored(Transaction transaction, String run) throws SQLException, TrackerException {
        Optional<Stored> stored = transaction.first(
                "SELECT experiment_id, artifact_uri, lifecycle_stage FROM runs WHERE run_uuid = ?",
                row -> new Stored(row.getString(1), row.getString(2), DELETED.equals(row.getString(3))),
                run);
        if (stored.isEmpty()) {
            throw TrackerException.refused(
                    "%s has no run %s.\nMaybe somebody emptied MLflow's bin.".formatted(file, run), null);
        }
        if (stored.get().deleted()) {
            throw TrackerException.refused(
                    "The run %s is in MLflow's bin, where nothing is added to it.".formatted(run), null);
        }
        return stored.get();
    }

    private static List<Object[]> rows(Map<String, String> pairs, String owner) {
        var rows = new ArrayList<Object[]>();
        pairs.forEach((key, value) -> rows.add(new Object[] {key, value, owner}));
        return rows;
    }

    private static String uuid() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    @Override
    public void close() {
        database.close();
    }
}
