package io.ansatz.runner.comparison;

import io.ansatz.api.dataset.Table;
import io.ansatz.runner.training.Predictions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What some program said about images, as a table: a row per image and seed, with the columns {@code item}, {@code label}, and
 * {@code score}, the probability of label 1; or for any number of classes {@code p0}, {@code p1} and so on instead of it.
 * {@code seed} and {@code group} may be there too. Images come in the order of their names, whatever the order of the rows.
 */
public final class ForeignPredictions {

    private ForeignPredictions() {}

    /** One of its rows. */
    private record Row(String item, String group, int label, float[] probabilities) {}

    /**
     * Reads a table: a run for each seed, in the order in which they come.
     *
     * @throws IOException if it is none; the message names the file and the row
     */
    public static List<Run> read(Path file) throws IOException {
        Table table = Table.read(file);
        List<String> items = table.column("item");
        List<String> labels = table.column("label");
        List<List<String>> scores = scores(table);
        List<String> seeds = table.has("seed") ? table.column("seed") : List.of();
        List<String> groups = table.has("group") ? table.column("group") : List.of();
        Map<String, Map<String, Row>> bySeed = new LinkedHashMap<>();
        for (int i = 0; i < table.rows(); i++) {
            var row = new Row(
                    items.get(i),
                    groups.isEmpty() ? "" : groups.get(i),
                    label(file, i, labels.get(i)),
                    probabilities(file, i, scores));
            String seed = seeds.isEmpty() ? "1" : seeds.get(i);
            Row twin = bySeed.computeIfAbsent(seed, one -> new TreeMap<>()).put(row.item(), row);
            if (twin != null) {
                throw new IOException(
                        "%s says twice what it thinks of %s with seed %s.".formatted(file, row.item(), seed));
            }
        }
        if (bySeed.isEmpty()) {
            throw new IOException("%s has no predictions.".formatted(file));
        }
        var runs = new ArrayList<Run>();
        bySeed.forEach((seed, rows) -> runs.add(run(seed, List.copyOf(rows.values()))));
        return runs;
    }

    private static Run run(String seed, List<Row> rows) {
        boolean grouped = rows.stream().anyMatch(row -> !row.group().isEmpty());
        return new Run(
                seed,
                new Predictions(
                        rows.stream().map(Row::probabilities).toArray(float[][]::new),
                        rows.stream().mapToInt(Row::label).toArray()),
                rows.stream().map(Row::item).toList(),
                grouped ? rows.stream().map(Row::group).toList() : List.of());
    }

    private static List<List<String>> scores(Table table) throws IOException {
        if (table.has("score")) {
            return List.of(table.column("score"));
        }
        if (!table.has("p0")) {
            // Names the column that is missing, and those that are there.
            table.column("score");
        }
        var columns = new ArrayList<List<String>>();
        for (int k = 0; table.has("p" + k); k++) {
            columns.add(table.column("p" + k));
        }
        return columns;
    }

    private static int label(Path file, int row, String text) throws IOException {
        if (!text.matches("[0-9]{1,4}")) {
            throw new IOException("%s has no label from 0 in row %d, but '%s'.".formatted(file, row + 2, text));
        }
        return Integer.parseInt(text);
    }

    private static float[] probabilities(Path file, int row, List<List<String>> columns) throws IOException {
        var values = new float[columns.size()];
        for (int k = 0; k < values.length; k++) {
            String text = columns.get(k).get(row);
            try {
                values[k] = Float.parseFloat(text);
            } catch (NumberFormatException e) {
                throw new IOException("%s has no number in row %d, but '%s'.".formatted(file, row + 2, text), e);
            }
            if (!(values[k] >= 0 && values[k] <= 1)) {
                throw new IOException("%s has no probability in row %d, but %s.".formatted(file, row + 2, text));
            }
        }
        return values.length == 1 ? new float[] {1 - values[0], values[0]} : values;
    }
}
