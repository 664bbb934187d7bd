package io.ansatz.runner.mlflow;

import io.ansatz.runner.mlflow.Database.Transaction;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The tables of an MLflow database, made where there are none. Where there are some, an MLflow of any version may have made
 * them: what counts is that everything we write to is there.
 */
final class Schema {

    /** MLflow's name for the tables we make. */
    static final String REVISION = "f5a4f2784254";

    /** Each table we write to, and its columns that we name. */
    private static final String WRITTEN = """
            experiments experiment_id name artifact_location lifecycle_stage creation_time last_update_time
            experiment_tags key value experiment_id
            runs run_uuid name source_type source_name entry_point_name user_id status start_time end_time \
            source_version lifecycle_stage artifact_uri experiment_id
            params key value run_uuid
            tags key value run_uuid
            metrics key value timestamp step is_nan run_uuid
            latest_metrics key value timestamp step is_nan run_uuid
            datasets dataset_uuid experiment_id name digest dataset_source_type dataset_source dataset_profile
            inputs input_uuid source_type source_id destination_type destination_id
            input_tags input_uuid name value
            """;

    private static final int NAMED = 5;

    private Schema() {}

    /** Makes the tables if the file is empty, and refuses a file that cannot take what we write. */
    static void prepare(Path file, Transaction transaction) throws SQLException, TrackerException {
        List<String> tables = transaction.texts("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name");
        if (tables.isEmpty()) {
            transaction.script(script());
            return;
        }
        if (!tables.contains("experiments") || !tables.contains("runs")) {
            throw TrackerException.refused("""
                    %s is a database, but not one of MLflow: it has the tables %s.
                    Maybe another program keeps its data there.""".formatted(file, named(tables)), null);
        }
        List<String> missing = missing(tables, transaction);
        if (!missing.isEmpty()) {
            throw TrackerException.refused("""
                    %s lacks what MLflow 2.17 and newer have: %s.
                    Maybe an older MLflow made it; 'mlflow db upgrade' brings it up to date.""".formatted(file, named(missing)), null);
        }
    }

    private static List<String> missing(List<String> tables, Transaction transaction) throws SQLException {
        List<String> columns = transaction.texts("""
                SELECT tables.name || '.' || columns.name
                FROM sqlite_master AS tables, pragma_table_info(tables.name) AS columns""");
        var missing = new ArrayList<String>();
        for (String line : WRITTEN.lines().toList()) {
            String[] words = line.split(" ");
            if (!tables.contains(words[0])) {
                missing.add(words[0]);
                continue;
            }
            for (int i = 1; i < words.length; i++) {
                String column = words[0] + "." + words[i];
                if (!columns.contains(column)) {
                    missing.add(column);
                }
            }
        }
        return missing;
    }

    private static String named(List<String> names) {
        if (names.size() <= NAMED) {
            return String.join(", ", names);
        }
        return "%s and %d more".formatted(String.join(", ", names.subList(0, NAMED)), names.size() - NAMED);
    }

    private static String script() {
        try (InputStream script = Schema.class.getResourceAsStream(REVISION + ".sql")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
