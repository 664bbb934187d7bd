package io.ansatz.runner.tracking;

import io.ansatz.runner.training.Predictions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a trial said about every image, as a table: a row per image with the part it belongs to, its place there, its label,
 * and the probability of each class.
 */
public final class PredictionsFile {

    /** The name of the file. */
    public static final String FILE = "predictions.csv";

    /** How the part is called whose images chose the epoch. */
    public static final String VALIDATION = "val";

    /** How the part is called that was judged once, at the end. */
    public static final String TEST = "test";

    private static final int BEFORE_PROBABILITIES = 3;

    private PredictionsFile() {}

    /** The table. */
    public static String text(Predictions validation, Predictions test) {
        var text = new StringBuilder("part,image,label");
        for (int k = 0; k < test.probabilities()[0].length; k++) {
            text.append(",p").append(k);
        }
        text.append('\n');
        append(text, VALIDATION, validation);
        append(text, TEST, test);
        return text.toString();
    }

    private static void append(StringBuilder text, String part, Predictions predictions) {
        for (int i = 0; i < predictions.labels().length; i++) {
            text.append(part)
                    .append(',')
                    .append(i)
                    .append(',')
                    .append(predictions.labels()[i]);
            for (float probability : predictions.probabilities()[i]) {
                text.append(',').append(probability);
            }
            text.append('\n');
        }
    }

    /** Reads what {@link #text} wrote: part to predictions. */
    public static Map<String, Predictions> read(String text) throws IOException {
        var rows = new LinkedHashMap<String, List<String[]>>();
        String[] lines = text.split("\n");
        for (int i = 1; i < lines.length; i++) {
            String[] cells = lines[i].split(",");
            if (cells.length <= BEFORE_PROBABILITIES) {
                throw new IOException("Line %d of %s is no row of predictions.".formatted(i + 1, FILE));
            }
            rows.computeIfAbsent(cells[0], part -> new ArrayList<>()).add(cells);
        }
        var parts = new LinkedHashMap<String, Predictions>();
        try {
            rows.forEach((part, cells) -> parts.put(part, predictions(cells)));
        } catch (NumberFormatException e) {
            throw new IOException("%s has a word where a number should be (%s).".formatted(FILE, e.getMessage()), e);
        }
        return Collections.unmodifiableMap(parts);
    }

    private static Predictions predictions(List<String[]> rows) {
        var labels = new int[rows.size()];
        var probabilities = new float[rows.size()][];
        for (int i = 0; i < labels.length; i++) {
            String[] cells = rows.get(i);
            labels[i] = Integer.parseInt(cells[2]);
            probabilities[i] = new float[cells.length - BEFORE_PROBABILITIES];
            for (int k = 0; k < probabilities[i].length; k++) {
                probabilities[i][k] = Float.parseFloat(cells[BEFORE_PROBABILITIES + k]);
            }
        }
        return new Predictions(probabilities, labels);
    }
}
