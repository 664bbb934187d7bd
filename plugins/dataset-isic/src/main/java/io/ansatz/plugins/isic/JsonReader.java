package io.ansatz.plugins.isic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads JSON as RFC 8259 defines it and nothing beyond: no comments, no trailing commas, no second value. A name that stands
 * twice in an object is refused, since nobody can tell which one is meant.
 *
 * <p>Objects become maps, arrays lists, strings strings, {@code null} {@link Json#NULL}; numbers and truth values stay as they
 * are written.
 */
final class JsonReader {

    /** Deeper than any answer of the archive, and far from the end of the stack. */
    private static final int DEEPEST = 64;

    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{4}");

    private final String text;
    private int place;

    private JsonReader(String text) {
        this.text = text;
    }

    static Object read(String text) throws Trouble.Content {
        var reader = new JsonReader(text);
        Object value = reader.value(0);
        reader.skipSpace();
        if (reader.place < text.length()) {
            throw reader.wrong("the end was expected");
        }
        return value;
    }

    private Object value(int depth) throws Trouble.Content {
        if (depth > DEEPEST) {
            throw wrong("it is nested more than %d deep".formatted(DEEPEST));
        }
        skipSpace();
        if (place == text.length()) {
            throw wrong("it ends too early");
        }
        return switch (text.charAt(place)) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            case 't' -> word("true", new Json.Literal("true"));
            case 'f' -> word("false", new Json.Literal("false"));
            case 'n' -> word("null", Json.NULL);
            default -> number();
        };
    }

    private Map<String, Object> object(int depth) throws Trouble.Content {
        var members = new LinkedHashMap<String, Object>();
        place++;
        if (goesOnWith('}')) {
            return members;
        }
        do {
            skipSpace();
            if (place == text.length() || text.charAt(place) != '"') {
                throw wrong("a name in quotes was expected");
            }
            String name = string();
            if (!goesOnWith(':')) {
                throw wrong("a colon was expected");
            }
            if (members.put(name, value(depth + 1)) != null) {
                throw wrong("'%s' stands there twice".formatted(Sheet.plain(name)));
            }
        } while (goesOnWith(','));
        if (!goesOnWith('}')) {
            throw wrong("a comma or } was expected");
        }
        return members;
    }

    private List<Object> array(int depth) throws Trouble.Content {
        var elements = new ArrayList<>();
        place++;
        if (goesOnWith(']')) {
            return elements;
        }
        do {
            elements.add(value(depth + 1));
        } while (goesOnWith(','));
        if (!goesOnWith(']')) {
            throw wrong("a comma or ] was expected");
        }
        return elements;
    }

    private String string() throws Trouble.Content {
        var value = new StringBuilder();
        place++;
        while (place < text.length()) {
            char c = text.charAt(place++);
            if (c == '"') {
                return value.toString();
            }
            if (c < ' ') {
                place--;
                throw wrong("a control character stands in a string");
            }
            value.append(c == '\\' ? escaped() : c);
        }
        throw wrong("it ends too early");
    }

    private char escaped() throws Trouble.Content {
        if (place == text.length()) {
            throw wrong("it ends too early");
        }
        char c = text.charAt(place++);
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                Matcher code = HEX.matcher(text).region(place, text.length());
                if (!code.lookingAt()) {
                    throw wrong("four hexadecimal digits were expected");
                }
                place += 4;
                yield (char) Integer.parseInt(code.group(), 16);
            }
            default -> throw wrong("\\%c means nothing".formatted(c));
        };
    }

    private Object word(String word, Object value) throws Trouble.Content {
        if (!text.startsWith(word, place)) {
            throw wrong("a value was expected");
        }
        place += word.length();
        return value;
    }

    private Json.Literal number() throws Trouble.Content {
        Matcher number = NUMBER.matcher(text).region(place, text.length());
        if (!number.lookingAt()) {
            throw wrong("a value was expected");
        }
        place = number.end();
        return new Json.Literal(number.group());
    }

    private boolean goesOnWith(char expected) {
        skipSpace();
        if (place == text.length() || text.charAt(place) != expected) {
            return false;
        }
        place++;
        return true;
    }

    private void skipSpace() {
        while (place < text.length() && " \t\r\n".indexOf(text.charAt(place)) >= 0) {
            place++;
        }
    }

    private Trouble.Content wrong(String what) {
        String start = text.stripLeading();
        String page = start.startsWith("<") ? ". Maybe a page for people came instead, of a proxy or for a login" : "";
        return new Trouble.Content("it is no JSON: at character %d %s%s".formatted(place + 1, what, page));
    }
}
