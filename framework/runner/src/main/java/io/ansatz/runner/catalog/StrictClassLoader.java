package io.ansatz.runner.catalog;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.pf4j.PluginClassLoader;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginManager;

/**
 * Keeps a plugin apart from the host and from other plugins. What plugin and host exchange comes from the host, whatever
 * the plugin's jars contain; everything else is the plugin's own, then the JDK's. Nothing else of the host can be seen, so
 * that a plugin which works here does not depend on a library that happens to lie beside the host.
 */
final class StrictClassLoader extends PluginClassLoader {

    private static final List<String> FROM_HOST = List.of(
            "io.ansatz.api.",
            "org.pf4j.",
            "org.slf4j.",
            "com.google.inject.",
            "jakarta.inject.",
            "org.nd4j.",
            "org.deeplearning4j.",
            "org.bytedeco.");

    private static final List<String> CLOSED =
            List.of("io.ansatz.runner.", "io.ansatz.simulator.", "io.ansatz.testkit.");

    StrictClassLoader(PluginManager manager, PluginDescriptor descriptor, List<Path> classPath) {
        super(manager, descriptor, StrictClassLoader.class.getClassLoader());
        for (Path root : classPath) {
            try {
                addURL(root.toUri().toURL());
            } catch (MalformedURLException e) {
                throw new IllegalArgumentException("A plugin cannot be loaded from %s.".formatted(root), e);
            }
        }
    }

    @Override
    public Class<?> loadClass(String name) throws ClassNotFoundException {
        if (startsWithOneOf(name, CLOSED)) {
            throw new ClassNotFoundException(
                    "%s is closed to plugins; of Ansatz they see only io.ansatz.api.".formatted(name));
        }
        if (startsWithOneOf(name, FROM_HOST)) {
            return fromHost(name);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            if (name.startsWith("java.")) {
                return fromJdk(name);
            }
            try {
                return findClass(name);
            } catch (ClassNotFoundException notInThePlugin) {
                return fromJdk(name);
            }
        }
    }

    @Override
    public URL getResource(String name) {
        URL own = findResource(name);
        return own != null ? own : getPlatformClassLoader().getResource(name);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        var all = new ArrayList<URL>(Collections.list(findResources(name)));
        all.addAll(Collections.list(getPlatformClassLoader().getResources(name)));
        return Collections.enumeration(all);
    }

    private Class<?> fromHost(String name) throws ClassNotFoundException {
        try {
            return getParent().loadClass(name);
        } catch (ClassNotFoundException e) {
            throw new ClassNotFoundException(
                    "%s is not in this Ansatz, and packages such as its own are never taken from a plugin."
                            .formatted(name),
                    e);
        }
    }

    private static Class<?> fromJdk(String name) throws ClassNotFoundException {
        try {
            return getPlatformClassLoader().loadClass(name);
        } catch (ClassNotFoundException e) {
            throw new ClassNotFoundException(
                    "%s is not in the plugin, and Ansatz does not lend it.\nMaybe a jar is missing in the plugin's lib folder."
                            .formatted(name),
                    e);
        }
    }

    private static boolean startsWithOneOf(String name, List<String> prefixes) {
        for (String prefix : prefixes) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
