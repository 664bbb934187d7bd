package io.ansatz.runner.cli;

import java.util.ArrayList;
import java.util.List;

/** Rows of text in aligned columns: words to the left, numbers to the right. */
final class Table {

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
        var lines = new ArrayList<String>();
        for (List<String> row : rows) {
            var line = new StringBuilder();
            for (int c = 0; c < columns; c++) {
                String pad = " ".repeat(width(c) - row.get(c).length());
                line.append(c == 0 ? "" : "  ");
                line.append(rightAligned(c) ? pad + row.get(c) : row.get(c) + pad);
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }

    /** A column of numbers: every cell below the head is empty, a dash, or begins with a digit or a sign. */
    private boolean rightAligned(int column) {
        return rows.size() > 1
                && rows.stream().skip(1).map(row -> row.get(column)).allMatch(cell -> cell.matches("|-|[-+≈]?\\d.*"));
    }
}
