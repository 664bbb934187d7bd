package io.ansatz.runner.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The records of a sealed interface, of which a setting is one. The word alone means the record with its defaults, a map
 * from the word the record with settings.
 */
public final class Cases {

    private static final ClassValue<Cases> KNOWN = new ClassValue<>() {

        @Override
        protected Cases computeValue(Class<?> type) {
            return new Cases(type);
        }
    };

    private final Map<String, Class<? extends Record>> kinds = new LinkedHashMap<>();

    private Cases(Class<?> type) {
        for (Class<?> kind : type.getPermittedSubclasses()) {
            Class<? extends Record> record = kind.asSubclass(Record.class);
            kinds.put(Word.of(record), record);
        }
    }

    /** Whether a setting of this type is one of several records. */
    public static boolean are(Class<?> type) {
        return type.isInterface() && type.isSealed();
    }

    /** The records of such an interface. */
    public static Cases of(Class<?> type) {
        return KNOWN.get(type);
    }

    /** The word of a record that is one of several. */
    public static Optional<String> wordOf(Record value) {
        boolean one = List.of(value.getClass().getInterfaces()).stream().anyMatch(Cases::are);
        return one ? Optional.of(Word.of(value.getClass())) : Optional.empty();
    }

    /** The words, in the order of the interface. */
    public List<String> words() {
        return new ArrayList<>(kinds.keySet());
    }

    Optional<Class<? extends Record>> kind(String word) {
        return Optional.ofNullable(kinds.get(word));
    }
}
