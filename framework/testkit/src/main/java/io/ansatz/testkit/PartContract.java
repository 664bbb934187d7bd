package io.ansatz.testkit;

import io.ansatz.api.Meaning;
import io.ansatz.api.Part;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Optional;
import java.util.function.Consumer;

/** What holds for every part, whatever it draws or opens. */
record PartContract<P extends Part<?>>(P part) implements Contract {

    @Override
    public void holds(Consumer<String> met) {
        Breach.unless(
                part.name().matches("[a-z][a-z0-9]*(-[a-z0-9]+)*"),
                "A part is named in lower case with hyphens, not '%s'.",
                part.name());
        Breach.unless(
                part.getClass().isAnnotationPresent(Meaning.class),
                "'%s' does not say what it is for: put @Meaning on its class.",
                part.name());
        settingsMeanSomething("", part.defaults().getClass());
        met.accept("a name, a meaning, and a meaning of each setting");

        Breach.unless(
                part.defaults().equals(part.defaults()), "The defaults of '%s' change from call to call.", part.name());
        another().ifPresent(other -> {
            Breach.unless(
                    other.name().equals(part.name()),
                    "Another instance of '%s' is named '%s'.",
                    part.name(),
                    other.name());
            Breach.unless(
                    other.defaults().equals(part.defaults()),
                    "The defaults of '%s' change from instance to instance.",
                    part.name());
        });
        met.accept("defaults that stay the same");
    }

    /** Another instance of the same class; none where the constructor asks for something. */
    Optional<P> another() {
        try {
            Constructor<?> constructor = part.getClass().getDeclaredConstructor();
            constructor.setAccessible(true);
            @SuppressWarnings("unchecked")
            P another = (P) constructor.newInstance();
            return Optional.of(another);
        } catch (InvocationTargetException e) {
            throw new Breach(
                    "'%s' cannot be made a second time: %s".formatted(part.name(), Breach.reason(e.getCause())), e);
        } catch (ReflectiveOperationException asksForSomething) {
            return Optional.empty();
        }
    }

    /** A setting that is a record is a map of settings in the experiment file. */
    private void settingsMeanSomething(String prefix, Class<?> settings) {
        for (RecordComponent component : settings.getRecordComponents()) {
            String name = prefix + component.getName();
            Breach.unless(
                    component.isAnnotationPresent(Meaning.class),
                    "The setting '%s' of '%s' does not say what it is for: put @Meaning on it.",
                    name,
                    part.name());
            if (component.getType().isRecord()) {
                settingsMeanSomething(name + ".", component.getType());
            }
        }
    }
}
