package io.ansatz.testkit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;

/** The components of a record, read and replaced whether or not the record is public. */
final class Components {

    private Components() {}

    static Object value(Record from, RecordComponent component) {
        try {
            var accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(from);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("%s cannot be read.".formatted(component), e);
        }
    }

    /**
     * The record with another value in one place.
     *
     * @throws InvocationTargetException if its constructor refuses the value
     */
    static <R extends Record> R with(R from, RecordComponent changed, Object value) throws InvocationTargetException {
        RecordComponent[] components = from.getClass().getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] values = Arrays.stream(components)
                .map(one -> one.getName().equals(changed.getName()) ? value : value(from, one))
                .toArray();
        try {
            var constructor = from.getClass().getDeclaredConstructor(types);
            constructor.setAccessible(true);
            @SuppressWarnings("unchecked")
            R made = (R) constructor.newInstance(values);
            return made;
        } catch (InvocationTargetException e) {
            throw e;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("%s cannot be made.".formatted(from.getClass()), e);
        }
    }
}
