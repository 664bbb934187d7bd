package io.ansatz.runner.experiment;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingEndEvent;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceEndEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.events.StreamEndEvent;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Turns YAML text into a {@link Tree}. It follows SnakeYAML's events: nodes no longer know whether a tag was written, and
 * its constructors would guess types and create Java objects.
 */
final class YamlText {

    static final int MOST_CHARACTERS = 1_000_000;
    private static final int MOST_VALUES = 100_000;
    private static final int DEEPEST = 50;

    private final String source;
    private final boolean inFile;
    private final String text;
    private final Problems problems;

    private final Map<String, Anchored> anchors = new HashMap<>();
    private final Set<String> open = new HashSet<>();

    /** The brackets and braces that await their end, the innermost first. */
    private final Deque<CollectionStartEvent> brackets = new ArrayDeque<>();

    private Iterator<Event> events;
    private Event event;
    private int values;

    /** A named value, and how many values it holds. */
    private record Anchored(Tree tree, int values) {}

    /** The text cannot be understood from here on. */
    private static final class Unreadable extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final transient Location location;

        Unreadable(Location location, String message) {
            super(message, null, false, false);
            this.location = location;
        }
    }

    private YamlText(String source, boolean inFile, String text, Problems problems) {
        this.source = source;
        this.inFile = inFile;
        this.text = text;
        this.problems = problems;
    }

    /** Reads a file's text; empty if it is no YAML, and then the problem says why. */
    static Optional<Tree> ofFile(String source, String text, Problems problems) {
        return new YamlText(source, true, text, problems).tree();
    }

    /** Reads the value of an option, which has no lines and columns. */
    static Optional<Tree> ofOption(String source, String text, Problems problems) {
        return new YamlText(source, false, text, problems).tree();
    }

    private Optional<Tree> tree() {
        try {
            refuseStrangeCharacters();
            var options = new LoaderOptions();
            options.setCodePointLimit(MOST_CHARACTERS);
            options.setNestingDepthLimit(DEEPEST);
            events = new Yaml(options).parse(new StringReader(text)).iterator();
            return Optional.of(document());
        } catch (Unreadable failure) {
            problems.add(failure.location, failure.getMessage());
        } catch (MarkedYAMLException failure) {
            problems.add(syntaxProblem(failure));
        } catch (YAMLException failure) {
            problems.add(place(1, 1), "This is not YAML (%s).".formatted(oneLine(failure.getMessage())));
        }
        return Optional.empty();
    }

    private Tree document() {
        next();
        next();
        if (event instanceof StreamEndEvent) {
            return new Tree.Scalar(place(1, 1), "", false);
        }
        next();
        Tree tree = node(1);
        next();
        next();
        if (event instanceof DocumentStartEvent) {
            throw new Unreadable(
                    here(), "A second document begins here, but a file holds one experiment. Remove '---'.");
        }
        return tree;
    }

    private Tree node(int depth) {
        Location location = here();
        count(location, 1);
        if (event instanceof AliasEvent alias) {
            return named(alias.getAnchor(), location);
        }
        if (depth > DEEPEST) {
            throw new Unreadable(location, "Lists and maps are nested more than %d deep here.".formatted(DEEPEST));
        }
        boolean tagged = tagged();
        String anchor = ((NodeEvent) event).getAnchor();
        int before = values - 1;
        if (anchor != null) {
            open.add(anchor);
        }
        Tree tree = event instanceof ScalarEvent scalar
                ? new Tree.Scalar(location, scalar.getValue(), scalar.getScalarStyle() != ScalarStyle.PLAIN)
                : collection((CollectionStartEvent) event, location, depth);
        if (tagged) {
            tree = new Tree.Broken(location);
        }
        if (anchor != null) {
            open.remove(anchor);
            anchors.put(anchor, new Anchored(tree, values - before));
        }
        return tree;
    }

    private Tree named(String anchor, Location location) {
        if (open.contains(anchor)) {
            problems.add(location, "'*%s' stands inside the very value that it names.".formatted(anchor));
            return new Tree.Broken(location);
        }
        Anchored anchored = anchors.get(anchor);
        if (anchored == null) {
            problems.add(
                    location,
                    "'*%s' names nothing: there is no '&%s' above.%s"
                            .formatted(anchor, anchor, Spelling.question(anchor, anchors.keySet())));
            return new Tree.Broken(location);
        }
        count(location, anchored.values());
        return anchored.tree();
    }

    private Tree collection(CollectionStartEvent start, Location location, int depth) {
        if (start.isFlow()) {
            brackets.push(start);
        }
        Tree tree = start instanceof MappingStartEvent ? mapping(location, depth) : sequence(location, depth);
        if (start.isFlow()) {
            brackets.pop();
        }
        return tree;
    }

    private Tree sequence(Location location, int depth) {
        var items = new ArrayList<Tree>();
        for (next(); !(event instanceof SequenceEndEvent); next()) {
            items.add(node(depth + 1));
        }
        return new Tree.Sequence(location, items);
    }

    private Tree mapping(Location location, int depth) {
        var entries = new LinkedHashMap<String, Tree.Entry>();
        var shared = new LinkedHashMap<String, Tree.Entry>();
        for (next(); !(event instanceof MappingEndEvent); next()) {
            Tree key = node(depth + 1);
            next();
            Tree value = node(depth + 1);
            if (!(key instanceof Tree.Scalar word)) {
                if (!(key instanceof Tree.Broken)) {
                    problems.add(key.location(), "A key must be a word, not %s.".formatted(Tree.describe(key)));
                }
            } else if (word.text().isEmpty()) {
                problems.add(word.location(), "A key is missing here.");
            } else if (word.text().equals("<<") && !word.quoted()) {
                share(value, shared);
            } else if (entries.containsKey(word.text())) {
                Location first = entries.get(word.text()).key();
                problems.add(
                        word.location(),
                        "The key %s is here a second time%s. Keep one of them."
                                .formatted(Problem.quote(word.text()), inFile ? "; the first is at " + first : ""));
            } else {
                entries.put(word.text(), new Tree.Entry(word.location(), value));
            }
        }
        shared.forEach(entries::putIfAbsent);
        return new Tree.Mapping(location, entries, true);
    }

    /** Takes over what {@code <<} names; of several maps the first to have a key wins. */
    private void share(Tree value, Map<String, Tree.Entry> shared) {
        if (value instanceof Tree.Mapping map) {
            map.entries().forEach(shared::putIfAbsent);
        } else if (value instanceof Tree.Sequence list
                && list.items().stream().allMatch(Tree.Mapping.class::isInstance)) {
            list.items().forEach(map -> share(map, shared));
        } else if (!(value instanceof Tree.Broken)) {
            problems.add(
                    value.location(),
                    "'<<' takes over a map, such as *common, not %s.".formatted(Tree.describe(value)));
        }
    }

    private boolean tagged() {
        String tag = event instanceof ScalarEvent scalar ? scalar.getTag() : ((CollectionStartEvent) event).getTag();
        if (tag == null) {
            return false;
        }
        problems.add(
                here(),
                "The tag %s is not allowed: an experiment file holds values only. Remove it."
                        .formatted(Problem.quote(tag.replaceFirst("^tag:yaml.org,2002:", "!!"))));
        return true;
    }

    private void count(Location location, int more) {
        values += more;
        if (values > MOST_VALUES) {
            throw new Unreadable(
                    location,
                    "The file holds more than %,d values by here, counting what aliases repeat."
                            .formatted(MOST_VALUES));
        }
    }

    private void next() {
        event = events.next();
    }

    private Location here() {
        return place(event.getStartMark());
    }

    private Location place(Mark mark) {
        return place(mark.getLine() + 1, mark.getColumn() + 1);
    }

    private Location place(int line, int column) {
        return inFile ? new Location(source, line, column) : new Location(source, 0, 0);
    }

    private void refuseStrangeCharacters() {
        int line = 1;
        int column = 1;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (!StreamReader.isPrintable(c)) {
                throw new Unreadable(
                        place(line, column), "The invisible character U+%04X stands here. Remove it.".formatted(c));
            }
            line += c == '\n' ? 1 : 0;
            column = c == '\n' ? 1 : column + 1;
            i += Character.charCount(c);
        }
    }

    /** What SnakeYAML could not read, first in words that say what to do, then in its own. */
    private Problem syntaxProblem(MarkedYAMLException failure) {
        String reason = oneLine(failure.getProblem());
        String context = failure.getContext() == null ? "" : failure.getContext();
        Mark mark = failure.getProblemMark();
        if (reason.contains("(TAB)")) {
            return new Problem(place(mark), "A tab stands here. Use spaces.");
        }
        if (!brackets.isEmpty() && reason.matches("expected (',' or '.', but got|the node content, but found).*")) {
            CollectionStartEvent start = brackets.peek();
            boolean list = start instanceof SequenceStartEvent;
            Mark opened = start.getStartMark();
            if (reason.contains("<stream end>")
                    || reason.startsWith("expected ','") && opened.getLine() < mark.getLine()) {
                return new Problem(
                        place(opened),
                        "The %s that begins here is not closed by '%s' (%s)."
                                .formatted(list ? "list" : "map", list ? "]" : "}", reason));
            }
            if (reason.startsWith("expected ','")) {
                boolean reference =
                        mark.getIndex() > 0 && text.startsWith("${", text.offsetByCodePoints(0, mark.getIndex() - 1));
                String maybe = "\nMaybe the ${…} needs quotes: inside brackets and braces it must be \"${…}\".";
                return new Problem(
                        place(mark),
                        "A ',' or '%s' is missing before this (%s).%s"
                                .formatted(list ? "]" : "}", reason, reference ? maybe : ""));
            }
        }
        if (context.contains("quoted scalar") && reason.contains("end of stream")) {
            return new Problem(
                    place(failure.getContextMark()),
                    "The quoted text that begins here is not closed (%s).".formatted(reason));
        }
        if (reason.contains("mapping values are not allowed")) {
            return new Problem(place(mark), """
                    A ':' cannot stand here (%s).
                    Maybe the line is indented too far, or the text around the ':' needs quotes.""".formatted(reason));
        }
        if (reason.contains("could not find expected ':'")) {
            return new Problem(place(failure.getContextMark()), "A ':' is missing behind this (%s).".formatted(reason));
        }
        if (reason.contains("expected <block end>") || reason.contains("expected '<document start>'")) {
            return new Problem(place(mark), """
                    This does not continue what stands above it (%s).
                    Maybe it is not indented like the lines it belongs to.""".formatted(reason));
        }
        if (reason.contains("that cannot start any token")) {
            return new Problem(
                    place(mark), "A value cannot begin with this character (%s). Put it in quotes.".formatted(reason));
        }
        if (reason.contains("expected the node content")) {
            String what = reason.contains("found ':'") ? "key" : "value";
            return new Problem(place(mark), "A %s is missing before this (%s).".formatted(what, reason));
        }
        return new Problem(
                place(mark), "This is not YAML (%s%s).".formatted(context.isEmpty() ? "" : context + ", ", reason));
    }

    private static String oneLine(String text) {
        return text == null
                ? "no reason given"
                : text.strip().replaceAll("\\s+", " ").replaceFirst("\\.$", "");
    }
}
