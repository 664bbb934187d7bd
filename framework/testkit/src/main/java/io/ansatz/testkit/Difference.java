package io.ansatz.testkit;

import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where two values first differ, such as {@code gates[3].angle.radians is 2.0, and was 1.0}. Records are compared by what they
 * hold, lists and arrays by their elements.
 */
final class Difference {

    private Difference() {}

    /** The first difference as a clause, or nothing if there is none. */
    static Optional<String> between(Record before, Record after) {
        return between("it", before, after);
    }

    private static Optional<String> between(String place, Object before, Object after) {
        if (before instanceof Record one && after instanceof Record other && one.getClass() == other.getClass()) {
            return betweenRecords(place, one, other);
        }
        if (isSequence(before) && isSequence(after)) {
            return betweenSequences(place, elements(before), elements(after));
        }
        return before.equals(after)
                ? Optional.empty()
                : Optional.of("%s is %s, and was %s".formatted(place, after, before));
    }

    private static Optional<String> betweenRecords(String place, Record before, Record after) {
        for (RecordComponent component : before.getClass().getRecordComponents()) {
            String name = place.equals("it") ? component.getName() : place + "." + component.getName();
            Optional<String> difference =
                    between(name, Components.value(before, component), Components.value(after, component));
            if (difference.isPresent()) {
                return difference;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> betweenSequences(String place, List<Object> before, List<Object> after) {
        if (before.size() != after.size()) {
            return Optional.of("the number of %s is %d, and was %d".formatted(place, after.size(), before.size()));
        }
        for (int i = 0; i < before.size(); i++) {
            Optional<String> difference = between("%s[%d]".formatted(place, i), before.get(i), after.get(i));
            if (difference.isPresent()) {
                return difference;
            }
        }
        return Optional.empty();
    }

    private static boolean isSequence(Object value) {
        return value instanceof List || value.getClass().isArray();
    }

    private static List<Object> elements(Object sequence) {
        if (sequence instanceof List<?> list) {
            return new ArrayList<>(list);
        }
        var elements = new ArrayList<>();
        for (int i = 0; i < Array.getLength(sequence); i++) {
            elements.add(Array.get(sequence, i));
        }
        return elements;
    }
}
