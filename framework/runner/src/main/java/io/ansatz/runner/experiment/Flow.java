package io.ansatz.runner.experiment;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes values on one line, as YAML that reads back to the same value. */
final class Flow {

    private static final Set<String> TAKEN =
            Set.of("true", "false", "yes", "no", "on", "off", "y", "n", "null", "none");

    private Flow() {}

    static String text(Object value) {
        if (value instanceof Double number) {
            return Literal.text(number);
        }
        if (value instanceof Enum<?> constant) {
            String word = Word.of(constant);
            return isPlain(word) ? word : quote(escape(word));
        }
        if (value instanceof String text) {
            boolean safe = isPlain(text)
                    && (Character.isLetter(text.charAt(0)) || "_/".indexOf(text.charAt(0)) >= 0)
                    && !TAKEN.contains(text.toLowerCase(Locale.ROOT));
            return safe ? text : quote(escape(text));
        }
        if (value instanceof Path path) {
            return text(path.toString());
        }
        if (value instanceof List<?> items) {
            return items.stream().map(Flow::text).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Optional<?> optional) {
            return optional.map(Flow::text).orElse("none");
        }
        if (value instanceof Use<?> use) {
            return settings(use).collect(Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof Record settings) {
            String inside = settings(settings).collect(Collectors.joining(", ", "{", "}"));
            return Cases.wordOf(settings)
                    .map(word -> inside.equals("{}") ? word(word) : "{%s: %s}".formatted(word(word), inside))
                    .orElse(inside);
        }
        return value.toString();
    }

    /** The tree as it was written, with any references to other values still in it. */
    static String text(Tree tree) {
        if (tree instanceof Tree.Sequence list) {
            return list.items().stream().map(Flow::text).collect(Collectors.joining(", ", "[", "]"));
        }
        if (tree instanceof Tree.Mapping map) {
            return map.entries().entrySet().stream()
                    .map(entry ->
                            word(entry.getKey()) + ": " + text(entry.getValue().value()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (tree instanceof Tree.Scalar scalar) {
            return !scalar.quoted() && isPlain(scalar.text()) ? scalar.text() : quote(scalar.text());
        }
        throw new IllegalArgumentException("What is broken cannot be written.");
    }

    /** A key. */
    static String word(String key) {
        return isPlain(key) ? key : quote(key);
    }

    private static Stream<String> settings(Use<?> use) {
        return Stream.concat(Stream.of("use: " + text(use.name())), settings(use.settings()));
    }

    private static Stream<String> settings(Record settings) {
        return Shape.of(settings.getClass()).components().stream()
                .flatMap(component -> component.inPlace()
                        ? settings((Use<?>) component.of(settings))
                        : Stream.of(component.name() + ": " + text(component.of(settings))));
    }

    private static boolean isPlain(String text) {
        return !text.isEmpty() && text.chars().allMatch(Flow::isPlain) && !text.equals("-");
    }

    private static boolean isPlain(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "_./+-".indexOf(c) >= 0;
    }

    private static String escape(String text) {
        return text.replace("${", "$${");
    }

    private static String quote(String text) {
        if (text.codePoints().allMatch(c -> c >= 0x20 && c < 0x7f || Character.isLetter(c))) {
            return "'" + text.replace("'", "''") + "'";
        }
        var quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').appendCodePoint(c);
            } else if (c >= 0x20 && c < 0x7f || Character.isLetter(c)) {
                quoted.appendCodePoint(c);
            } else if (c == '\n') {
                quoted.append("\\n");
            } else {
                quoted.append(c <= 0xffff ? "\\u%04x".formatted(c) : "\\U%08x".formatted(c));
            }
        });
        return quoted.append('"').toString();
    }
}
