package io.ansatz.runner.experiment;

import io.ansatz.api.Meaning;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A record type, ready to be filled and read: the only place that looks into classes. */
final class Shape {

    /** Looking into a record class takes longer than everything else that is done with a point of a sweep. */
    private static final ClassValue<Shape> KNOWN = new ClassValue<>() {

        @Override
        protected Shape computeValue(Class<?> type) {
            return new Shape(type);
        }
    };

    private final Class<?> type;
    private final List<Component> components;
    private final Constructor<?> constructor;

    private Shape(Class<?> type) {
        this.type = type;
        components = Stream.of(type.getRecordComponents()).map(Component::of).toList();
        try {
            constructor = type.getDeclaredConstructor(
                    components.stream().map(Component::raw).toArray(Class<?>[]::new));
        } catch (NoSuchMethodException impossible) {
            throw new IllegalStateException("%s has no canonical constructor.".formatted(type.getName()), impossible);
        }
        constructor.setAccessible(true);
    }

    static Shape of(Class<?> record) {
        return KNOWN.get(record);
    }

    /** A component: its name is the word in the experiment file. */
    record Component(
            String name, Type type, Optional<String> meaning, List<String> shorthands, boolean asked, Method accessor) {

        private static Component of(RecordComponent component) {
            Method accessor = component.getAccessor();
            accessor.setAccessible(true);
            return new Component(
                    Word.of(component),
                    component.getGenericType(),
                    Optional.ofNullable(component.getAnnotation(Meaning.class)).map(Meaning::value),
                    Optional.ofNullable(component.getAnnotation(Shorthand.class))
                            .map(shorthand -> List.of(shorthand.value()))
                            .orElse(List.of()),
                    component.isAnnotationPresent(Asked.class),
                    accessor);
        }

        /**
         * Whether this is the part that the record says more of: its settings stand in the record's own map, beside the
         * record's other components.
         */
        boolean inPlace() {
            return raw() == Use.class && name.equals("use");
        }

        Class<?> raw() {
            return Shape.raw(type);
        }

        Object of(Record owner) {
            try {
                return accessor.invoke(owner);
            } catch (ReflectiveOperationException failure) {
                throw new IllegalStateException("%s cannot be read.".formatted(accessor), failure);
            }
        }
    }

    Class<?> type() {
        return type;
    }

    List<Component> components() {
        return components;
    }

    /** The component whose settings stand in the record's own map. */
    Optional<Component> inPlace() {
        return components.stream().filter(Component::inPlace).findFirst();
    }

    List<String> names() {
        return components.stream().map(Component::name).toList();
    }

    boolean has(String component) {
        return components.stream().anyMatch(known -> known.name().equals(component));
    }

    /**
     * Calls the canonical constructor.
     *
     * @throws IllegalArgumentException if the record refuses the values
     */
    Record create(List<Object> values) {
        try {
            return (Record) constructor.newInstance(values.toArray());
        } catch (InvocationTargetException failure) {
            if (failure.getCause() instanceof IllegalArgumentException refusal) {
                throw refusal;
            }
            throw new IllegalStateException(
                    "%s failed on settings that it should accept, or refuse with an IllegalArgumentException."
                            .formatted(type.getName()),
                    failure.getCause());
        } catch (ReflectiveOperationException failure) {
            throw new IllegalStateException("%s cannot be created.".formatted(type.getName()), failure);
        }
    }

    /** The class behind a type, such as {@code List} behind {@code List<Integer>}. */
    static Class<?> raw(Type type) {
        return (Class<?>) (type instanceof ParameterizedType parameterized ? parameterized.getRawType() : type);
    }

    /** What a type is a list, an option or a use of. */
    static Type argument(Type type) {
        return ((ParameterizedType) type).getActualTypeArguments()[0];
    }
}
