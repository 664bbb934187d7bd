package io.ansatz.runner.experiment;

import io.ansatz.api.Part;
import java.lang.reflect.Type;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lays what a file says over the defaults of a record. What a text means is decided by the type that is asked for.
 *
 * <p>Inside, {@code null} stands for a value whose problem has been reported.
 */
final class SettingsBinder {

    private final Parts parts;
    private final Problems problems;

    SettingsBinder(Parts parts, Problems problems) {
        this.parts = parts;
        this.problems = problems;
    }

    /**
     * Where a value stands.
     *
     * @param path the keys that lead here, joined by dots
     * @param words how a sentence about it begins
     */
    private record Place(String path, String words) {

        Place to(String key) {
            String longer = path.isEmpty() ? key : path + "." + key;
            return new Place(longer, longer);
        }

        Place item() {
            return new Place(path, "Each value of " + path);
        }

        String key() {
            return path.substring(path.lastIndexOf('.') + 1);
        }
    }

    /**
     * The record that the map describes; empty if there was a problem.
     *
     * @param words how a sentence about the whole begins
     * @param otherKeys what the map may hold besides the components, and is none of the binder's business
     */
    <R extends Record> Optional<R> bind(Class<R> type, Tree.Mapping map, String words, List<String> otherKeys) {
        return Optional.ofNullable(type.cast(record(type, map, null, new Place("", words), otherKeys)));
    }

    private Object value(Type type, Tree tree, Object preset, Place place) {
        if (tree instanceof Tree.Broken) {
            return null;
        }
        Class<?> raw = Shape.raw(type);
        if (raw == Optional.class) {
            return optional(Shape.argument(type), tree, (Optional<?>) preset, place);
        }
        if (tree instanceof Tree.Scalar scalar && scalar.nothing()) {
            String advice = preset == null ? "" : ", or leave the line out";
            return problem(tree, "%s has no value. Write one%s.".formatted(place.words(), advice));
        }
        if (raw == List.class) {
            return list(Shape.argument(type), tree, place);
        }
        if (raw == Use.class) {
            return tree instanceof Tree.Mapping map
                    ? use(kind(type), map, (Use<?>) preset, place, List.of())
                    : notAMap(tree, part(type), place);
        }
        if (Cases.are(raw)) {
            return oneOf(Cases.of(raw), tree, preset, place);
        }
        if (raw.isRecord()) {
            return tree instanceof Tree.Mapping map
                    ? record(raw, map, (Record) preset, place, List.of())
                    : notAMap(tree, part(type), place);
        }
        return single(raw, tree, place);
    }

    private Object single(Class<?> type, Tree tree, Place place) {
        String text = tree instanceof Tree.Scalar scalar ? scalar.text() : null;
        if (text == null) {
            return problem(tree, "%s must be %s, not %s.".formatted(place.words(), wanted(type), Tree.describe(tree)));
        }
        try {
            if (type == int.class || type == Integer.class) {
                return (int) Literal.whole(text, Integer.MIN_VALUE, Integer.MAX_VALUE);
            }
            if (type == long.class || type == Long.class) {
                return Literal.whole(text, Long.MIN_VALUE, Long.MAX_VALUE);
            }
            if (type == double.class || type == Double.class) {
                return Literal.real(text);
            }
            if (type == boolean.class || type == Boolean.class) {
                return Literal.truth(text);
            }
            if (type.isEnum()) {
                return Literal.constant(type, text);
            }
        } catch (Literal.Mismatch mismatch) {
            return problem(tree, place.words() + " " + mismatch.getMessage());
        }
        if (type == String.class) {
            return text;
        }
        if (type == Path.class) {
            return path(text, tree, place);
        }
        throw unsupported(type);
    }

    /** A path counts from the file that says it; one given on the command line, from the working folder. */
    private Object path(String text, Tree tree, Place place) {
        try {
            Location location = tree.location();
            Path from = location.line() > 0
                    ? Path.of(location.source()).toAbsolutePath().getParent()
                    : Path.of("").toAbsolutePath();
            return from.resolve(text).normalize();
        } catch (InvalidPathException e) {
            return problem(tree, "%s must be a path, not %s.".formatted(place.words(), Tree.describe(tree)));
        }
    }

    private static String wanted(Class<?> type) {
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return "a whole number";
        }
        if (type == double.class || type == Double.class) {
            return "a number";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type == String.class) {
            return "a text";
        }
        if (type == Path.class) {
            return "a path";
        }
        if (type.isEnum()) {
            List<String> words = Word.all(type);
            return words.size() == 1 ? words.get(0) : "one of " + String.join(", ", words);
        }
        throw unsupported(type);
    }

    private Object optional(Type type, Tree tree, Optional<?> preset, Place place) {
        if (tree instanceof Tree.Scalar scalar && scalar.none()) {
            return Optional.empty();
        }
        if (tree instanceof Tree.Scalar scalar && scalar.nothing()) {
            return problem(tree, "%s has no value. Write one, or none to go without.".formatted(place.words()));
        }
        Class<?> raw = Shape.raw(type);
        if (raw.isRecord() && !(tree instanceof Tree.Mapping)) {
            String advice = raw == Use.class
                    ? use(tree, part(type))
                    : " It has %s.".formatted(String.join(", ", Shape.of(raw).names()));
            return problem(
                    tree, "%s must be a map or none, not %s.%s".formatted(place.words(), Tree.describe(tree), advice));
        }
        Object inner = value(type, tree, preset == null ? null : preset.orElse(null), place);
        return inner == null ? null : Optional.of(inner);
    }

    private Object list(Type type, Tree tree, Place place) {
        if (!(tree instanceof Tree.Sequence sequence)) {
            String advice = tree instanceof Tree.Scalar scalar ? " Write [%s].".formatted(Flow.text(scalar)) : "";
            return problem(tree, "%s must be a list, not %s.%s".formatted(place.words(), Tree.describe(tree), advice));
        }
        var items = new ArrayList<Object>();
        for (Tree item : sequence.items()) {
            items.add(value(type, item, null, place.item()));
        }
        return items.contains(null) ? null : List.copyOf(items);
    }

    /** @param part what is named behind {@code use:} there, if anything is */
    private Object notAMap(Tree tree, Optional<Class<? extends Part<?>>> part, Place place) {
        return problem(
                tree, "%s must be a map, not %s.%s".formatted(place.words(), Tree.describe(tree), use(tree, part)));
    }

    /** How to name the part that seems to be meant; nothing where none is. */
    private String use(Tree tree, Optional<Class<? extends Part<?>>> part) {
        return tree instanceof Tree.Scalar scalar
                        && part.flatMap(kind -> parts.find(kind, scalar.text())).isPresent()
                ? " Write {use: %s}.".formatted(scalar.text())
                : "";
    }

    /** @param beside what the map holds besides {@code use:} and the settings of the part */
    private <P extends Part<?>> Object use(
            Class<P> kind, Tree.Mapping map, Use<?> preset, Place place, List<String> beside) {
        String noun = place.key();
        Optional<Tree> named = map.get("use");
        Optional<? extends Part<?>> part;
        if (named.isEmpty() && preset != null) {
            part = Optional.of(preset.part());
        } else if (named.isEmpty()) {
            return problem(
                    map,
                    "%s does not say which %s to use. %s".formatted(place.words(), noun, advice("use:", kind, noun)));
        } else {
            Object name = value(String.class, named.get(), preset, place.to("use"));
            if (name == null) {
                return null;
            }
            part = parts.find(kind, (String) name);
            if (part.isEmpty()) {
                return problem(
                        named.get(),
                        "There is no %s %s. %s%s"
                                .formatted(
                                        noun,
                                        Problem.quote((String) name),
                                        thereAre(kind, noun),
                                        Spelling.question((String) name, parts.names(kind))));
            }
        }
        Part<?> found = part.get();
        Record defaults = preset != null && preset.part().equals(found) ? preset.settings() : found.defaults();
        var inner = new Place(place.path(), "The %s '%s'".formatted(noun, found.name()));
        var words = new ArrayList<>(beside);
        words.add("use");
        for (String own : Shape.of(defaults.getClass()).names()) {
            if (words.contains(own)) {
                return problem(
                        named.orElse(map),
                        "%s has a setting '%s', but beside every %s that is a word of Ansatz. Its plugin must call it otherwise."
                                .formatted(inner.words(), own, noun));
            }
        }
        Tree.Mapping own = map.without(words.toArray(String[]::new));
        Record settings = record(defaults.getClass(), own, defaults, inner, beside);
        return settings == null ? null : new Use<>(found, settings);
    }

    private String advice(String what, Class<? extends Part<?>> kind, String noun) {
        List<String> names = parts.names(kind);
        return names.isEmpty()
                ? thereAre(kind, noun)
                : "Add %s with %s%s.".formatted(what, names.size() == 1 ? "" : "one of ", String.join(", ", names));
    }

    private String thereAre(Class<? extends Part<?>> kind, String noun) {
        List<String> names = parts.names(kind);
        if (names.isEmpty()) {
            return "No %s is installed.".formatted(noun);
        }
        return names.size() == 1
                ? "There is only %s.".formatted(names.get(0))
                : "There are: %s.".formatted(String.join(", ", names));
    }

    /** One of several records: its word alone, or a map from its word to its settings. */
    private Object oneOf(Cases cases, Tree tree, Object preset, Place place) {
        String those = "one of " + String.join(", ", cases.words());
        if (tree instanceof Tree.Scalar scalar) {
            Optional<Class<? extends Record>> kind = cases.kind(scalar.text());
            if (kind.isEmpty()) {
                return problem(
                        tree,
                        "%s must be %s, not %s.%s"
                                .formatted(
                                        place.words(),
                                        those,
                                        Tree.describe(tree),
                                        Spelling.question(scalar.text(), cases.words())));
            }
            return record(kind.get(), silent(tree), ofKind(kind.get(), preset), place.to(scalar.text()), List.of());
        }
        if (!(tree instanceof Tree.Mapping map)) {
            return problem(tree, "%s must be %s, not %s.".formatted(place.words(), those, Tree.describe(tree)));
        }
        var words = new ArrayList<String>();
        boolean sound = true;
        for (var entry : map.entries().entrySet()) {
            String word = entry.getKey();
            if (cases.kind(word).isEmpty()) {
                sound = false;
                problems.add(
                        entry.getValue().key(),
                        "%s cannot be %s. It is %s.%s"
                                .formatted(
                                        place.words(),
                                        Problem.quote(word),
                                        those,
                                        Spelling.question(word, cases.words())));
            } else if (map.uppermost().contains(word)) {
                words.add(word);
            }
        }
        if (sound && words.size() != 1) {
            sound = false;
            Location where = words.isEmpty()
                    ? map.location()
                    : map.entries().get(words.get(1)).key();
            String found = words.isEmpty() ? "an empty map" : String.join(" and ", words) + " together";
            problems.add(where, "%s must be %s, not %s.".formatted(place.words(), those, found));
        }
        if (!sound) {
            return null;
        }
        String word = words.get(0);
        Class<? extends Record> kind = cases.kind(word).orElseThrow();
        return value(kind, map.get(word).orElseThrow(), ofKind(kind, preset), place.to(word));
    }

    private static Record ofKind(Class<? extends Record> kind, Object preset) {
        return kind.isInstance(preset) ? kind.cast(preset) : null;
    }

    /** A map that says nothing, at the place of something that says no more than a word. */
    private static Tree.Mapping silent(Tree tree) {
        return new Tree.Mapping(tree.location(), Map.of(), false);
    }

    private Record record(Class<?> type, Tree.Mapping map, Record preset, Place place, List<String> otherKeys) {
        Shape shape = Shape.of(type);
        // Where a part has its settings in the same map, only the part knows which keys are unknown.
        boolean sound = shape.inPlace().isPresent() || refuseUnknownKeys(shape, map, place, otherKeys);
        var values = new ArrayList<Object>();
        for (Shape.Component component : shape.components()) {
            values.add(component(shape, component, map, preset, place));
        }
        if (!sound || values.contains(null)) {
            reportRefusalsOfTheRest(shape, values, map, preset, place);
            return null;
        }
        try {
            return shape.create(values);
        } catch (IllegalArgumentException refusal) {
            problems.add(refused(refusal, shape, map, place));
            return null;
        }
    }

    /**
     * Where some components have problems already, the record may still refuse others. It is asked with defaults in the
     * gaps, and believed if it speaks of a component that the file has a sound value for.
     */
    private void reportRefusalsOfTheRest(
            Shape shape, List<Object> values, Tree.Mapping map, Record preset, Place place) {
        var sound = new ArrayList<Location>();
        var filled = new ArrayList<>(values);
        for (int i = 0; i < values.size(); i++) {
            Shape.Component component = shape.components().get(i);
            if (values.get(i) != null) {
                map.get(component.name()).map(Tree::location).ifPresent(sound::add);
            } else {
                filled.set(i, standard(shape, component, preset).orElse(null));
            }
            if (filled.get(i) == null && component.raw().isPrimitive()) {
                return;
            }
        }
        try {
            shape.create(filled);
        } catch (IllegalArgumentException refusal) {
            Problem problem = refused(refusal, shape, map, place);
            if (sound.contains(problem.location())) {
                problems.add(problem);
            }
        } catch (IllegalStateException stumbledOverAGap) {
            return;
        }
    }

    private boolean refuseUnknownKeys(Shape shape, Tree.Mapping map, Place place, List<String> otherKeys) {
        boolean known = true;
        for (var entry : map.entries().entrySet()) {
            String key = entry.getKey();
            if (shape.has(key) || otherKeys.contains(key)) {
                continue;
            }
            known = false;
            var names = new ArrayList<>(shape.names());
            names.addAll(otherKeys);
            String has = names.isEmpty() ? "It has no settings." : "It has %s.".formatted(String.join(", ", names));
            problems.add(
                    entry.getValue().key(),
                    "%s has no setting %s. %s%s"
                            .formatted(place.words(), Problem.quote(key), has, Spelling.question(key, names)));
        }
        return known;
    }

    private Object component(Shape shape, Shape.Component component, Tree.Mapping map, Record preset, Place place) {
        Object standard = standard(shape, component, preset).orElse(null);
        if (component.inPlace()) {
            var beside = new ArrayList<>(shape.names());
            beside.remove(component.name());
            return use(kind(component.type()), map, (Use<?>) standard, place, beside);
        }
        Place inner = place.to(component.name());
        Optional<Tree> written = map.get(component.name());
        if (written.isPresent()) {
            Tree tree = component.shorthands().isEmpty()
                    ? written.get()
                    : spelledOut(component.shorthands(), written.get(), inner);
            return value(component.type(), tree, standard, inner);
        }
        if (standard != null) {
            return standard;
        }
        Optional<Class<? extends Part<?>>> part = part(component.type());
        if (component.raw().isRecord() && part.isEmpty()) {
            return record(component.raw(), silent(map), null, inner, List.of());
        }
        String what = component.meaning().map(" (%s)"::formatted).orElse("");
        String advice = part.map(kind -> " " + advice(component.name() + ": {use: …}", kind, component.name()))
                .orElse("");
        return problem(map, "%s is missing%s.%s".formatted(inner.path(), what, advice));
    }

    /** The list that a word stands for; anything else as it is, or its problem if it is no list either. */
    private Tree spelledOut(List<String> shorthands, Tree tree, Place place) {
        if (tree instanceof Tree.Scalar scalar && scalar.none()) {
            return new Tree.Sequence(tree.location(), List.of());
        }
        if (tree instanceof Tree.Scalar scalar && shorthands.contains(scalar.text())) {
            return new Tree.Sequence(tree.location(), List.of(scalar));
        }
        if (tree instanceof Tree.Sequence
                || tree instanceof Tree.Broken
                || tree instanceof Tree.Scalar empty && empty.nothing()) {
            return tree;
        }
        var words = new ArrayList<>(shorthands);
        words.add("none");
        String advice = "";
        if (tree instanceof Tree.Scalar scalar) {
            String question = Spelling.question(scalar.text(), words);
            advice = question.isEmpty() ? " Write [%s].".formatted(Flow.text(scalar)) : question;
        }
        problem(
                tree,
                "%s must be %s or a list, not %s.%s"
                        .formatted(place.words(), String.join(", ", words), Tree.describe(tree), advice));
        return new Tree.Broken(tree.location());
    }

    /** What holds where the file says nothing about a component. */
    private static Optional<Object> standard(Shape shape, Shape.Component component, Record preset) {
        if (preset != null) {
            return Optional.of(component.of(preset));
        }
        Optional<Object> standard = Defaults.of(shape.type(), component.name());
        boolean mayBeSilent = component.raw() == Optional.class && !component.asked();
        return mayBeSilent ? standard.or(() -> Optional.of(Optional.empty())) : standard;
    }

    /** A record's refusal, at the place of the component that its first word names, else at the map. */
    private static Problem refused(IllegalArgumentException refusal, Shape shape, Tree.Mapping map, Place place) {
        String message = refusal.getMessage() == null ? "These settings do not go together." : refusal.getMessage();
        String first = message.split("\\s", 2)[0];
        var keys = new ArrayList<>(List.of(first.split("\\.")));
        if (keys.size() > 1 && keys.get(0).equals(place.key())) {
            keys.remove(0);
        }
        if (keys.isEmpty() || !shape.has(keys.get(0))) {
            return new Problem(map.location(), message);
        }
        Location location =
                map.at(keys).or(() -> map.get(keys.get(0))).map(Tree::location).orElse(map.location());
        return new Problem(location, place.to(String.join(".", keys)).path() + message.substring(first.length()));
    }

    private Object problem(Tree tree, String message) {
        problems.add(tree.location(), message);
        return null;
    }

    /** The kind of part that is named behind {@code use:} in a map of this type, if one is. */
    private static Optional<Class<? extends Part<?>>> part(Type type) {
        Class<?> raw = Shape.raw(type);
        if (raw == Optional.class) {
            return part(Shape.argument(type));
        }
        if (raw == Use.class) {
            return Optional.of(kind(type));
        }
        return raw.isRecord() ? Shape.of(raw).inPlace().map(own -> kind(own.type())) : Optional.empty();
    }

    @SuppressWarnings("unchecked")
    private static Class<? extends Part<?>> kind(Type use) {
        return (Class<? extends Part<?>>) Shape.raw(Shape.argument(use));
    }

    private static IllegalStateException unsupported(Class<?> type) {
        return new IllegalStateException("""
                A setting cannot be a %s; it may be an int, long, double, boolean, String, enum, record, \
                sealed interface of records, List or Optional.""".formatted(type.getSimpleName()));
    }
}
