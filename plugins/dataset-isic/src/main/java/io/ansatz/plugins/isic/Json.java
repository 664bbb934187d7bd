package io.ansatz.plugins.isic;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A value of JSON that knows where in its document it stands, so that whoever misses something can say what.
 *
 * <p>Written for this purpose: a plugin sees the API and the JDK, neither of which reads JSON, and a library packed into
 * its jar would weigh more than all the rest of it.
 */
final class Json {

    static final Object NULL = new Object();

    /** A number or a truth value, as it is written. */
    record Literal(String text) {}

    private final String place;
    private final Object value;

    private Json(String place, Object value) {
        this.place = place;
        this.value = value;
    }

    static Json read(String text) throws Trouble.Content {
        return new Json("it", JsonReader.read(text));
    }

    /** The member of this name. */
    Json at(String name) throws Trouble.Content {
        return find(name).orElseThrow(() -> new Trouble.Content("%s has no '%s'".formatted(place, name)));
    }

    /** The member of this name, if there is one and it is not null. */
    Optional<Json> find(String name) throws Trouble.Content {
        Object found = members().get(name);
        String path = place.equals("it") ? name : place + "." + name;
        return found == null || found == NULL ? Optional.empty() : Optional.of(new Json(path, found));
    }

    List<Json> elements() throws Trouble.Content {
        if (!(value instanceof List<?> list)) {
            throw isNot("a list");
        }
        var elements = new ArrayList<Json>();
        for (Object element : list) {
            elements.add(new Json("%s[%d]".formatted(place, elements.size()), element));
        }
        return elements;
    }

    String text() throws Trouble.Content {
        if (!(value instanceof String text)) {
            throw isNot("a text");
        }
        return text;
    }

    long whole() throws Trouble.Content {
        if (!(value instanceof Literal literal) || !literal.text().matches("-?[0-9]{1,18}")) {
            throw isNot("a whole number");
        }
        return Long.parseLong(literal.text());
    }

    boolean holds() throws Trouble.Content {
        if (!(value instanceof Literal literal) || !literal.text().matches("true|false")) {
            throw isNot("true or false");
        }
        return literal.text().equals("true");
    }

    /** A text, a number or a truth value, as it would stand in a table. */
    String cell() throws Trouble.Content {
        return value instanceof Literal literal ? literal.text() : text();
    }

    SortedMap<String, Integer> counts() throws Trouble.Content {
        var counts = new TreeMap<String, Integer>();
        for (Object name : members().keySet()) {
            counts.put(name.toString(), (int) at(name.toString()).whole());
        }
        return counts;
    }

    private Map<?, ?> members() throws Trouble.Content {
        if (!(value instanceof Map<?, ?> members)) {
            throw isNot("an object");
        }
        return members;
    }

    private Trouble.Content isNot(String what) {
        return new Trouble.Content("%s is not %s".formatted(place, what));
    }

    /** An object whose members are written in their order; each value is JSON already. */
    static String object(LinkedHashMap<String, String> members) {
        var json = new StringBuilder("{\n");
        for (Iterator<Map.Entry<String, String>> left = members.entrySet().iterator(); left.hasNext(); ) {
            Map.Entry<String, String> member = left.next();
            json.append("  ").append(quoted(member.getKey())).append(": ").append(member.getValue());
            json.append(left.hasNext() ? ",\n" : "\n");
        }
        return json.append("}\n").toString();
    }

    static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ' || Character.isSurrogate(c)) {
                quoted.append("\\u%04x".formatted((int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
