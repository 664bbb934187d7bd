package io.ansatz.testkit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;

/**
 * The settings around the defaults of a part. One component is changed at a time: an enum takes each of its constants, a whole
 * number its neighbours and the ends of its range, a fraction some others, a statement its opposite. What the settings refuse
 * is left out, for refusing is their task.
 *
 * @param part the name of the part, for sentences
 */
record Variations<S extends Record>(String part, S defaults) {

    /** How far from its default the end of a number's range is looked for. */
    private static final int REACH = 100;

    private static final String MAYBE =
            "Maybe their constructor can refuse it with an IllegalArgumentException that says what would be right.";

    /** Every variation once, without the defaults. */
    List<S> all() {
        Set<S> all = new LinkedHashSet<>();
        for (RecordComponent component : defaults.getClass().getRecordComponents()) {
            for (Object other : others(component)) {
                with(component, other).ifPresent(all::add);
            }
        }
        all.remove(defaults);
        return List.copyOf(all);
    }

    private List<?> others(RecordComponent component) {
        Object value = Components.value(defaults, component);
        if (value instanceof Integer number) {
            return around(component, number, i -> (int) i);
        }
        if (value instanceof Long number) {
            return around(component, number, i -> i);
        }
        if (value instanceof Optional<?> optional) {
            return aroundOptional(component, optional);
        }
        if (value instanceof Record nested) {
            return new Variations<>(part, nested).all();
        }
        return simple(value);
    }

    /** What is tried in the place of a value whose range is not looked for. */
    private static List<?> simple(Object value) {
        if (value instanceof Enum<?> constant) {
            return Arrays.asList(constant.getDeclaringClass().getEnumConstants());
        }
        if (value instanceof Integer number) {
            return List.of(number - 1, number + 1);
        }
        if (value instanceof Double number) {
            return List.of(0.0, 1.0, number / 2, number * 2);
        }
        return value instanceof Boolean statement ? List.of(!statement) : List.of();
    }

    /** The neighbours of a whole number, and each end of its range that is not far away. */
    private List<Object> around(RecordComponent component, long number, LongFunction<Object> boxed) {
        var around = new ArrayList<Object>(List.of(boxed.apply(number - 1), boxed.apply(number + 1)));
        for (int direction : new int[] {-1, 1}) {
            long end = number;
            while (Math.abs(end - number) < REACH
                    && with(component, boxed.apply(end + direction)).isPresent()) {
                end += direction;
            }
            if (Math.abs(end - number) < REACH) {
                around.add(boxed.apply(end));
            }
        }
        return around;
    }

    private static List<Optional<?>> aroundOptional(RecordComponent component, Optional<?> optional) {
        var around = new ArrayList<Optional<?>>(List.of(Optional.empty()));
        var element = (Class<?>) ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0];
        if (optional.isPresent()) {
            simple(optional.get()).forEach(value -> around.add(Optional.of(value)));
        } else if (element.isEnum()) {
            Arrays.asList(element.getEnumConstants()).forEach(value -> around.add(Optional.of(value)));
        } else if (element == Integer.class) {
            around.add(Optional.of(1));
            around.add(Optional.of(2));
        }
        return around;
    }

    /** The defaults with another value in one place, or nothing if they refuse it. */
    private Optional<S> with(RecordComponent component, Object value) {
        try {
            return Optional.of(Components.with(defaults, component, value));
        } catch (InvocationTargetException refused) {
            requireSentence(component, value, refused.getCause());
            return Optional.empty();
        }
    }

    /** Whoever wrote the value into an experiment file reads why it is refused. */
    private void requireSentence(RecordComponent component, Object value, Throwable refusal) {
        boolean told = refusal instanceof IllegalArgumentException
                && refusal.getMessage() != null
                && !refusal.getMessage().isBlank();
        if (!told) {
            String sentence = "The settings of '%s' answer %s = %s with %s, which is no sentence for a user."
                    .formatted(part, component.getName(), value, refusal);
            throw new Breach(sentence + "\n" + MAYBE, refusal);
        }
    }
}
