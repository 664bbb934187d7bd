package io.ansatz.runner.tracking;

import io.ansatz.runner.training.Predictions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a trial said about every image, as a table: a row per image with its part, what it is called, what it belongs to,
 * its label, and the probability of each class.
 */
public final class PredictionsFile {

    /** The name of the file. */
    public static final String FILE = "predictions.csv";

    /** How the part is called whose images chose the epoch. */
    public static final String VALIDATION = "val";

    /** How the part is called that was judged once, at the end. */
    public static final String TEST = "test";

    private static final int ITEM = 1;
    private static final int GROUP = 2;
    private static final int LABEL = 3;
    private static final int BEFORE_PROBABILITIES = 4;

    private PredictionsFile() {}

    /**
     * What was said about the images of a part.
     *
     * @param items what they are called
     * @param groups what they belong to; empty where that is not known
     */
    public record Said(Predictions predictions, List<String> items, List<String> groups) {}

    /** The table. */
    public static String text(Said validation, Said test) {
        var text = new StringBuilder("part,item,group,label");
        for (int k = 0; k < test.predictions().probabilities()[0].length; k++) {
            text.append(",p").append(k);
        }
        text.append('\n');
        append(text, VALIDATION, validation);
        append(text, TEST, test);
        return text.toString();
    }

    private static void append(StringBuilder text, String part, Said said) {
        Predictions predictions = said.predictions();
        for (int i = 0; i < predictions.labels().length; i++) {
            text.append(part)
                    .append(',')
                    .append(cell(said.items().get(i)))
                    .append(',')
                    .append(said.groups().isEmpty() ? "" : cell(said.groups().get(i)))
                    .append(',')
                    .append(predictions.labels()[i]);
            for (float probability : predictions.probabilities()[i]) {
                text.append(',').append(probability);
            }
            text.append('\n');
        }
    }

    /** In quotation marks where a comma or one of those would be mistaken; a line stays a line. */
    private static String cell(String text) {
        String line = text.replaceAll("[\r\n]+", " ");
        return line.matches(".*[\",].*") ? '"' + line.replace("\"", "\"\"") + '"' : line;
    }

    /** Reads what {@link #text} wrote, by part. */
    public static Map<String, Said> read(String text) throws IOException {
        var rows = new LinkedHashMap<String, List<String[]>>();
        String[] lines = text.split("\n");
        int width = cells(lines[0]).length;
        for (int i = 1; i < lines.length; i++) {
            String[] cells = cells(lines[i]);
            if (cells.length <= BEFORE_PROBABILITIES || cells.length != width) {
                throw new IOException("Line %d of %s is no row of predictions.".formatted(i + 1, FILE));
            }
            rows.computeIfAbsent(cells[0], part -> new ArrayList<>()).add(cells);
        }
        var parts = new LinkedHashMap<String, Said>();
        try {
            rows.forEach((part, cells) -> parts.put(part, said(cells)));
        } catch (NumberFormatException e) {
            throw new IOException("%s has a word where a number should be (%s).".formatted(FILE, e.getMessage()), e);
        }
        for (Map.Entry<String, Said> part : parts.entrySet()) {
            requireSense(part.getKey(), part.getValue().predictions());
        }
        return Collections.unmodifiableMap(parts);
    }

    private static void requireSense(String part, Predictions predictions) throws IOException {
        int classes = predictions.probabilities()[0].length;
        for (int label : predictions.labels()) {
            if (label < 0 || label >= classes) {
                throw new IOException(
                        "%s has label %d in part %s, but %d classes.".formatted(FILE, label, part, classes));
            }
        }
        if (!predictions.finite()) {
            throw new IOException("%s has a probability in part %s that is not a number.".formatted(FILE, part));
        }
    }

    private static String[] cells(String line) {
        var cells = new ArrayList<String>();
        var cell = new StringBuilder();
        boolean quoted = false;
        for (char c : line.toCharArray()) {
            if (c == '"') {
                quoted = !quoted;
            }
            if (c == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells.toArray(String[]::new);
    }

    private static Said said(List<String[]> rows) {
        List<String> groups = rows.stream().map(cells -> plain(cells[GROUP])).toList();
        return new Said(
                predictions(rows),
                rows.stream().map(cells -> plain(cells[ITEM])).toList(),
                groups.stream().allMatch(String::isEmpty) ? List.of() : groups);
    }

    /** Without quotation marks. */
    private static String plain(String cell) {
        return cell.startsWith("\"") && cell.length() > 1
                ? cell.substring(1, cell.length() - 1).replace("\"\"", "\"")
                : cell;
    }

    private static Predictions predictions(List<String[]> rows) {
        var labels = new int[rows.size()];
        var probabilities = new float[rows.size()][];
        for (int i = 0; i < labels.length; i++) {
            String[] cells = rows.get(i);
            labels[i] = Integer.parseInt(cells[LABEL]);
            probabilities[i] = new float[cells.length - BEFORE_PROBABILITIES];
            for (int k = 0; k < probabilities[i].length; k++) {
                probabilities[i][k] = Float.parseFloat(cells[BEFORE_PROBABILITIES + k]);
            }
        }
        return new Predictions(probabilities, labels);
    }
}
