package io.ansatz.runner.experiment;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The word by which an experiment file, a report and a table call one of a closed set, or a setting. */
public final class Word {

    private Word() {}

    /** What the constant's {@code toString} says if it has one of its own, else its name in lower case with hyphens. */
    public static String of(Enum<?> constant) {
        String word = constant.toString();
        return word.equals(constant.name()) ? word.toLowerCase(Locale.ROOT).replace('_', '-') : word;
    }

    /** The name of the setting, with hyphens where Java has capitals. */
    public static String of(RecordComponent setting) {
        return setting.getName().replaceAll("(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    /** The name of one of several records, in lower case with hyphens. */
    public static String of(Class<? extends Record> kind) {
        return kind.getSimpleName().replaceAll("(?<=.)(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    /** The words of all constants, in order. */
    static List<String> all(Class<?> type) {
        return Stream.of(type.getEnumConstants())
                .map(constant -> of((Enum<?>) constant))
                .toList();
    }
}
