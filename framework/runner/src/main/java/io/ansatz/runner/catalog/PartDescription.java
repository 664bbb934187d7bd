package io.ansatz.runner.catalog;

import io.ansatz.api.Meaning;
import io.ansatz.api.Part;
import io.ansatz.runner.experiment.Cases;
import io.ansatz.runner.experiment.Word;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a person must know to use a part in an experiment file.
 *
 * @param meaning what it is for; empty where the part says nothing
 * @param settings what may stand beside {@code use:}, in the order of the part
 */
public record PartDescription(Kind kind, String name, String meaning, List<Setting> settings) {

    /**
     * A word beside {@code use:}.
     *
     * @param name the word; settings of settings are joined by dots
     * @param type what it may be, in the words of a YAML author
     * @param value what holds where the file is silent, as the file would say it; empty for nothing
     * @param meaning what it is for; empty where the part says nothing
     */
    public record Setting(String name, String type, String value, String meaning) {}

    public PartDescription {
        settings = List.copyOf(settings);
    }

    static PartDescription of(Kind kind, Part<?> part) {
        var settings = new ArrayList<Setting>();
        add("", part.defaults(), settings);
        return new PartDescription(kind, part.name(), meaning(part.getClass()), settings);
    }

    private static void add(String prefix, Record settings, List<Setting> all) {
        for (RecordComponent component : settings.getClass().getRecordComponents()) {
            String name = prefix + Word.of(component);
            Object value = value(settings, component);
            Optional<String> word = value instanceof Record one ? Cases.wordOf(one) : Optional.empty();
            if (word.isPresent()) {
                all.add(new Setting(name, type(component.getGenericType()), word.get(), meaning(component)));
                add(name + "." + word.get() + ".", (Record) value, all);
            } else if (value instanceof Record nested) {
                add(name + ".", nested, all);
            } else {
                all.add(new Setting(name, type(component.getGenericType()), text(value), meaning(component)));
            }
        }
    }

    private static Object value(Record settings, RecordComponent component) {
        try {
            var accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(settings);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "The setting '%s' of %s cannot be read."
                            .formatted(component.getName(), settings.getClass().getName()),
                    e);
        }
    }

    private static String meaning(AnnotatedElement element) {
        var meaning = element.getAnnotation(Meaning.class);
        return meaning == null ? "" : meaning.value();
    }

    private static String type(Type type) {
        if (type instanceof ParameterizedType generic && generic.getRawType() instanceof Class<?> raw) {
            Type element = generic.getActualTypeArguments()[0];
            if (raw == Optional.class) {
                return type(element);
            }
            if (Collection.class.isAssignableFrom(raw)) {
                return "list of " + plural(type(element));
            }
        }
        if (!(type instanceof Class<?> word)) {
            return type.getTypeName();
        }
        if (Cases.are(word)) {
            return "one of " + String.join(", ", Cases.of(word).words());
        }
        if (word.isEnum()) {
            return "one of "
                    + Arrays.stream(word.getEnumConstants())
                            .map(constant -> Word.of((Enum<?>) constant))
                            .collect(Collectors.joining(", "));
        }
        if (word == int.class || word == long.class || word == Integer.class || word == Long.class) {
            return "whole number";
        }
        if (word == double.class || word == float.class || word == Double.class || word == Float.class) {
            return "number";
        }
        if (word == boolean.class || word == Boolean.class) {
            return "true or false";
        }
        if (word == String.class) {
            return "text";
        }
        if (word == Path.class) {
            return "path";
        }
        if (word.isRecord()) {
            return "map of "
                    + Stream.of(word.getRecordComponents()).map(Word::of).collect(Collectors.joining(", "));
        }
        return word.getSimpleName().toLowerCase(Locale.ROOT);
    }

    private static String plural(String type) {
        if (type.startsWith("one of ")) {
            return type.substring("one of ".length());
        }
        if (type.startsWith("map of ")) {
            return "maps" + type.substring("map".length());
        }
        return type.endsWith("number") || type.equals("text") ? type + "s" : type;
    }

    /** A value as an experiment file says it. */
    private static String text(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.map(PartDescription::text).orElse("");
        }
        if (value instanceof Collection<?> list) {
            return list.stream().map(PartDescription::text).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Enum<?> constant) {
            return Word.of(constant);
        }
        return value.toString();
    }
}
