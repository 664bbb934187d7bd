package io.ansatz.api.dataset;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A table of comma-separated values with names in its first row (RFC 4180), such as one that says what images show. */
public final class Table {

    private final Path file;
    private final List<String> names;
    private final List<List<String>> rows;

    private Table(Path file, List<List<String>> lines) {
        this.file = file;
        this.names = lines.get(0);
        this.rows = lines.subList(1, lines.size());
    }

    /** @throws IOException if it is no such table; the message names the file and the row */
    public static Table read(Path file) throws IOException {
        String text;
        try {
            text = Files.readString(file);
        } catch (MalformedInputException e) {
            throw new IOException("%s is not written in UTF-8.".formatted(file), e);
        }
        List<List<String>> lines = parse(text.startsWith("\uFEFF") ? text.substring(1) : text);
        if (lines.isEmpty()) {
            throw new IOException("%s is empty; its first row should name the columns.".formatted(file));
        }
        for (int row = 1; row < lines.size(); row++) {
            if (lines.get(row).size() != lines.get(0).size()) {
                throw new IOException("The values in row %d of %s should be %d, as many as it names columns, not %d."
                        .formatted(
                                row + 1,
                                file,
                                lines.get(0).size(),
                                lines.get(row).size()));
            }
        }
        return new Table(file, lines);
    }

    /** How many rows there are below the names. */
    public int rows() {
        return rows.size();
    }

    /** Whether there is a column of this name. */
    public boolean has(String name) {
        return names.contains(name);
    }

    /**
     * The values of a column, from the second row of the file on.
     *
     * @throws IOException if there is none of this name; the message names those that there are
     */
    public List<String> column(String name) throws IOException {
        int index = names.indexOf(name);
        if (index < 0) {
            throw new IOException("%s has no column '%s'. It has %s.".formatted(file, name, String.join(", ", names)));
        }
        return rows.stream().map(row -> row.get(index)).toList();
    }

    private static List<List<String>> parse(String text) {
        var lines = new ArrayList<List<String>>();
        var line = new ArrayList<String>();
        var value = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                value.append('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (quoted || c != ',' && c != '\n' && c != '\r') {
                value.append(c);
            } else if (c != '\r') {
                line.add(value.toString());
                value.setLength(0);
                if (c == '\n') {
                    keep(line, lines);
                }
            }
        }
        line.add(value.toString());
        keep(line, lines);
        return lines;
    }

    /** Takes over a line, unless it is empty. */
    private static void keep(List<String> line, List<List<String>> lines) {
        if (line.size() > 1 || !line.get(0).isEmpty()) {
            lines.add(List.copyOf(line));
        }
        line.clear();
    }
}
