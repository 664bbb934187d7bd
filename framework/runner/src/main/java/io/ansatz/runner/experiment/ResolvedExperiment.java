package io.ansatz.runner.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An experiment with every default written out, as the lines of a file that reads back to the same experiment. */
public record ResolvedExperiment(List<Line> lines) {

    /**
     * A line of YAML.
     *
     * @param origin where its value comes from, such as {@code hello.yaml:5:12}, {@code --set train.rate} or
     *     {@code default of angle-embedding}; empty for a line that only opens a map
     */
    public record Line(String text, String origin) {}

    public ResolvedExperiment {
        lines = List.copyOf(lines);
    }

    /** The file's text. */
    public String yaml() {
        var text = new StringBuilder();
        lines.forEach(line -> text.append(line.text()).append('\n'));
        return text.toString();
    }

    /** The file's text, every value followed by a comment that says where it comes from. */
    public String yamlWithOrigins() {
        int width = lines.stream().mapToInt(line -> line.text().length()).max().orElse(0);
        var text = new StringBuilder();
        for (Line line : lines) {
            text.append(line.text());
            if (!line.origin().isEmpty()) {
                text.append(" ".repeat(width + 2 - line.text().length()));
                text.append("# ").append(line.origin());
            }
            text.append('\n');
        }
        return text.toString();
    }

    static ResolvedExperiment of(Experiment experiment, Tree.Mapping document, Optional<Tree> sweep) {
        var lines = new ArrayList<Line>();
        List<String> open = List.of();
        for (Leaf leaf : Leaf.of(experiment)) {
            if (leaf.opens()) {
                continue;
            }
            List<String> path = leaf.path();
            for (int depth = 0; depth < path.size() - 1; depth++) {
                if (open.size() <= depth + 1 || !open.subList(0, depth + 1).equals(path.subList(0, depth + 1))) {
                    lines.add(new Line(indent(depth) + path.get(depth) + ":", ""));
                }
            }
            open = path;
            String origin = document.at(path)
                    .map(tree -> tree.location().toString())
                    .orElse(leaf.part().map(part -> "default of " + part).orElse("default"));
            lines.add(new Line(
                    indent(path.size() - 1) + path.get(path.size() - 1) + ": " + text(path, leaf.value()), origin));
        }
        if (sweep.orElse(null) instanceof Tree.Mapping map) {
            lines.add(new Line("sweep:", ""));
            map.entries()
                    .forEach((path, entry) -> lines.add(new Line(
                            indent(1) + Flow.word(path) + ": " + Flow.text(entry.value()),
                            entry.value().location().toString())));
        }
        return new ResolvedExperiment(lines);
    }

    private static String text(List<String> path, Object value) {
        if (path.equals(List.of("seeds")) && value instanceof List<?> seeds) {
            for (int i = 0; i < seeds.size(); i++) {
                if (!seeds.get(i).equals(i + 1L)) {
                    return Flow.text(seeds);
                }
            }
            return Integer.toString(seeds.size());
        }
        return Flow.text(value);
    }

    private static String indent(int depth) {
        return "  ".repeat(depth);
    }
}
