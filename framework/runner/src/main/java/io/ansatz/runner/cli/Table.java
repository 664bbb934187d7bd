package io.ansatz.runner.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Rows of text in aligned columns: words to the left, numbers to the right. */
final class Table {

    private static final Pattern NUMBER = Pattern.compile("|-|[-+≈]?\\d.*");

    private final List<List<String>> rows = new ArrayList<>();
    private final int columns;

    Table(String... heads) {
        columns = heads.length;
        rows.add(List.of(heads));
    }

    void row(String... cells) {
        if (cells.length != columns) {
            throw new IllegalArgumentException("The table has %d columns, not %d.".formatted(columns, cells.length));
        }
        rows.add(List.of(cells));
    }

    /** The lines, without trailing spaces. */
    List<String> lines() {
        var widths = new int[columns];
        var right = new boolean[columns];
        for (int c = 0; c < columns; c++) {
            widths[c] = width(c);
            right[c] = holdsNumbers(c);
        }
        var lines = new ArrayList<String>();
        for (List<String> row : rows) {
            var line = new StringBuilder();
            for (int c = 0; c < columns; c++) {
                String pad = " ".repeat(widths[c] - row.get(c).length());
                line.append(c == 0 ? "" : "  ");
                line.append(right[c] ? pad + row.get(c) : row.get(c) + pad);
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }

    private boolean holdsNumbers(int column) {
        return rows.size() > 1 && rows.stream().skip(1).allMatch(row -> isNumber(row.get(column)));
    }

    /** Whether a cell is empty, a dash, or begins with a digit or a sign. */
    static boolean isNumber(String cell) {
        return NUMBER.matcher(cell).matches();
    }
}
