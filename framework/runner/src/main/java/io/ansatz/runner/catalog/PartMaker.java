package io.ansatz.runner.catalog;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.ProvisionException;
import com.google.inject.spi.Dependency;
import com.google.inject.spi.InjectionPoint;
import io.ansatz.api.Cache;
import io.ansatz.api.Downloads;
import io.ansatz.api.Part;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Makes parts: gives their constructors the host services they ask for, and checks that they can be named and used. */
final class PartMaker {

    private final Injector services;

    PartMaker(Cache cache, Downloads downloads) {
        services = Guice.createInjector(binder -> {
            binder.requireExplicitBindings();
            binder.bind(Cache.class).toInstance(cache);
            binder.bind(Downloads.class).toInstance(downloads);
        });
    }

    /** Makes one part of this class, which belongs to the plugin with this title. */
    Part<?> make(Class<?> type, String plugin) throws BrokenPluginException {
        if (Kind.all(type).isEmpty()) {
            throw new BrokenPluginException(
                    "The plugin %s marks %s as an extension, but that is no part: it is none of %s."
                            .formatted(plugin, type.getName(), Kind.interfaces()),
                    "Maybe the plugin was built against a copy of the API under another name.");
        }
        String title = "The part %s of the plugin %s".formatted(type.getName(), plugin);
        try {
            Constructor<?> constructor = constructor(type, title);
            requireServices(constructor, title);
            var part = (Part<?>) create(type, constructor);
            requireNameAndDefaults(part, title);
            return part;
        } catch (ProvisionException e) {
            throw new BrokenPluginException(title + " cannot be offered: " + Reason.of(e.getCause()), e);
        } catch (RuntimeException | LinkageError | AssertionError e) {
            throw new BrokenPluginException(title + " cannot be offered: " + Reason.of(e), e);
        }
    }

    private static Constructor<?> constructor(Class<?> type, String title) throws BrokenPluginException {
        if (Modifier.isAbstract(type.getModifiers())) {
            throw new BrokenPluginException(title + " is abstract, so it cannot be made.");
        }
        var all = type.getDeclaredConstructors();
        if (all.length == 1) {
            return all[0];
        }
        List<Constructor<?>> open = Arrays.asList(type.getConstructors());
        if (open.size() == 1) {
            return open.get(0);
        }
        throw new BrokenPluginException(
                "%s has %d public constructors, so it is not clear how to make it.".formatted(title, open.size()),
                "Maybe one can stay: the one that names the host services the part asks for.");
    }

    private void requireServices(Constructor<?> constructor, String title) throws BrokenPluginException {
        for (Dependency<?> wanted : InjectionPoint.forConstructor(constructor).getDependencies()) {
            if (!services.getBindings().containsKey(wanted.getKey())) {
                throw new BrokenPluginException(
                        "%s wants a %s, which Ansatz does not have."
                                .formatted(title, wanted.getKey().getTypeLiteral()),
                        "Maybe it can do with what a part may ask for: %s.".formatted(offered()));
            }
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private Object create(Class type, Constructor constructor) {
        return services.createChildInjector(binder -> binder.bind(type).toConstructor(constructor))
                .getInstance(type);
    }

    private static void requireNameAndDefaults(Part<?> part, String title) throws BrokenPluginException {
        String name = part.name();
        if (name == null || !name.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
            throw new BrokenPluginException(
                    "%s has the name '%s'; a name is made of lower-case letters, digits and single hyphens, such as 'angle-embedding'."
                            .formatted(title, name));
        }
        if (part.defaults() == null) {
            throw new BrokenPluginException(title + " has no default settings: defaults() gave null.");
        }
    }

    private String offered() {
        return services.getBindings().keySet().stream()
                .map(key -> key.getTypeLiteral().getRawType())
                .filter(type -> type.getName().startsWith("io.ansatz.api."))
                .map(Class::getName)
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
