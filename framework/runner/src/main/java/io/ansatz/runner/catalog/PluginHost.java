package io.ansatz.runner.catalog;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.pf4j.AbstractPluginManager;
import org.pf4j.CompoundPluginRepository;
import org.pf4j.DefaultExtensionFactory;
import org.pf4j.DefaultVersionManager;
import org.pf4j.ExtensionFactory;
import org.pf4j.ExtensionFinder;
import org.pf4j.IndexedExtensionFinder;
import org.pf4j.Plugin;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginDescriptorFinder;
import org.pf4j.PluginFactory;
import org.pf4j.PluginLoader;
import org.pf4j.PluginManager;
import org.pf4j.PluginRepository;
import org.pf4j.PluginRuntimeException;
import org.pf4j.PluginState;
import org.pf4j.PluginStatusProvider;
import org.pf4j.PluginWrapper;
import org.pf4j.VersionManager;
import org.pf4j.processor.ExtensionStorage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PF4J with our own way to find plugins and to load their classes. It is given plugins one at a time and answers for each,
 * where PF4J by itself would write a failure to its log and go on.
 */
final class PluginHost extends AbstractPluginManager {

    private static final Logger log = LoggerFactory.getLogger(PluginHost.class);

    private final Map<Path, Candidate> candidates = new HashMap<>();

    /** Loads and starts a plugin. */
    void start(Candidate candidate) throws BrokenPluginException {
        candidates.put(candidate.path(), candidate);
        String id = loadPlugin(candidate.path());
        Throwable failure;
        try {
            if (startPlugin(id) == PluginState.STARTED) {
                return;
            }
            failure = getPlugin(id).getFailedException();
        } catch (AssertionError e) {
            failure = e;
        }
        unloadPlugin(id);
        if (failure.getCause() instanceof BrokenPluginException broken) {
            throw broken;
        }
        throw doesNotStart(candidate.title(), candidate.descriptor().getPluginClass(), failure);
    }

    /** The names of the classes that a started plugin lists as extensions. */
    Set<String> extensions(Candidate candidate) throws BrokenPluginException {
        var names = new TreeSet<>(getExtensionClassNames(candidate.descriptor().getPluginId()));
        if (!names.isEmpty()) {
            return names;
        }
        var loader =
                (StrictClassLoader) getPluginClassLoader(candidate.descriptor().getPluginId());
        if (loader.findResource(IndexedExtensionFinder.EXTENSIONS_RESOURCE) == null) {
            throw new BrokenPluginException(
                    "The plugin %s offers nothing: it has no META-INF/extensions.idx.".formatted(candidate.title()),
                    "Maybe it was compiled on JDK 23 or newer without annotation processing (<proc>full</proc>).");
        }
        if (loader.findResource("io/ansatz/api/Part.class") != null) {
            throw new BrokenPluginException(
                    "The plugin %s offers nothing: its META-INF/extensions.idx is empty.".formatted(candidate.title()),
                    "Maybe that file is the API's: the plugin carries a copy of ansatz-api, which must be 'provided'.");
        }
        throw new BrokenPluginException(
                "The plugin %s offers nothing: its META-INF/extensions.idx is empty.".formatted(candidate.title()),
                "Maybe none of its classes is marked @Extension.");
    }

    /** A class of a started plugin. */
    Class<?> load(Candidate candidate, String className) throws BrokenPluginException {
        var loader =
                (StrictClassLoader) getPluginClassLoader(candidate.descriptor().getPluginId());
        if (loader.findResource(className.replace('.', '/') + ".class") == null) {
            throw new BrokenPluginException(
                    "The plugin %s lists %s in META-INF/extensions.idx, but has no such class."
                            .formatted(candidate.title(), className),
                    "Maybe the class was renamed, and the plugin not built from clean since.");
        }
        try {
            return loader.loadClass(className);
        } catch (ClassNotFoundException | LinkageError e) {
            throw new BrokenPluginException(
                    "The part %s of the plugin %s cannot be loaded: %s"
                            .formatted(className, candidate.title(), Reason.of(e)),
                    e);
        }
    }

    /** Stops and forgets a plugin that has nothing to offer. */
    void drop(Candidate candidate) {
        unloadPlugin(candidate.descriptor().getPluginId());
    }

    /** Stops every plugin, the last one first; PF4J's own loop breaks when a plugin fails (pf4j issue 656). */
    void stopAll() {
        var started = new ArrayList<>(getStartedPlugins());
        Collections.reverse(started);
        for (PluginWrapper plugin : started) {
            try {
                unloadPlugin(plugin.getPluginId());
            } catch (PluginRuntimeException e) {
                log.warn("The plugin {} does not stop cleanly.", plugin.getPluginId(), e);
            }
        }
    }

    @Override
    protected PluginDescriptorFinder createPluginDescriptorFinder() {
        return new PluginDescriptorFinder() {

            @Override
            public boolean isApplicable(Path path) {
                return candidates.containsKey(path);
            }

            @Override
            public PluginDescriptor find(Path path) {
                return candidates.get(path).descriptor();
            }
        };
    }

    @Override
    protected PluginLoader createPluginLoader() {
        return new PluginLoader() {

            @Override
            public boolean isApplicable(Path path) {
                return candidates.containsKey(path);
            }

            @Override
            public ClassLoader loadPlugin(Path path, PluginDescriptor descriptor) {
                return new StrictClassLoader(
                        PluginHost.this, descriptor, candidates.get(path).classPath());
            }
        };
    }

    @Override
    protected PluginFactory createPluginFactory() {
        return new LoudPluginFactory();
    }

    @Override
    protected ExtensionFinder createExtensionFinder() {
        var finder = new EveryIndex(this);
        addPluginStateListener(finder);
        return finder;
    }

    @Override
    protected ExtensionFactory createExtensionFactory() {
        return new DefaultExtensionFactory();
    }

    @Override
    protected PluginRepository createPluginRepository() {
        return new CompoundPluginRepository();
    }

    @Override
    protected PluginStatusProvider createPluginStatusProvider() {
        return new NoneDisabled();
    }

    @Override
    protected VersionManager createVersionManager() {
        return new DefaultVersionManager();
    }

    private static BrokenPluginException doesNotStart(String title, String pluginClass, Throwable failure) {
        return new BrokenPluginException(
                "The plugin %s does not start: %s failed, %s".formatted(title, pluginClass, Reason.of(failure)),
                "Maybe it can do without: a plugin that only offers parts needs no plugin.class.",
                failure);
    }

    /** Says what is wrong with a plugin class, where PF4J's own factory writes a log and returns null. */
    private static final class LoudPluginFactory implements PluginFactory {

        @Override
        public Plugin create(PluginWrapper wrapper) {
            try {
                return make(wrapper);
            } catch (BrokenPluginException e) {
                throw new PluginRuntimeException(e);
            }
        }

        private static Plugin make(PluginWrapper wrapper) throws BrokenPluginException {
            String name = wrapper.getDescriptor().getPluginClass();
            String title = wrapper.getPluginId() + " " + wrapper.getDescriptor().getVersion();
            try {
                Class<?> type = wrapper.getPluginClassLoader().loadClass(name);
                if (!Plugin.class.isAssignableFrom(type)) {
                    throw new BrokenPluginException(
                            "The plugin %s names %s as its plugin.class, but that is no org.pf4j.Plugin."
                                    .formatted(title, name),
                            "Maybe a part is meant; parts are found by their @Extension, and need no plugin.class.");
                }
                return (Plugin) type.getConstructor().newInstance();
            } catch (ClassNotFoundException e) {
                throw new BrokenPluginException(
                        "The plugin %s names %s as its plugin.class, but has no such class.".formatted(title, name),
                        "Maybe it is misspelt; a plugin that only offers parts needs no plugin.class at all.",
                        e);
            } catch (InvocationTargetException e) {
                throw doesNotStart(title, name, e.getCause());
            } catch (ReflectiveOperationException e) {
                throw new BrokenPluginException(
                        "The plugin %s names %s as its plugin.class, but that cannot be made.".formatted(title, name),
                        "Maybe it is abstract, or has no public constructor without parameters.",
                        e);
            }
        }
    }

    /**
     * Reads every index in a plugin's jars. PF4J reads the first one, and the API's own jar has an empty one: a plugin that
     * carries the API by mistake would offer nothing or not, depending on the names of its jars.
     */
    private static final class EveryIndex extends IndexedExtensionFinder {

        EveryIndex(PluginManager manager) {
            super(manager);
        }

        @Override
        public Map<String, Set<String>> readClasspathStorages() {
            return Map.of();
        }

        @Override
        public Map<String, Set<String>> readPluginsStorages() {
            var all = new TreeMap<String, Set<String>>();
            for (PluginWrapper plugin : pluginManager.getPlugins()) {
                var loader = (StrictClassLoader) plugin.getPluginClassLoader();
                var names = new TreeSet<String>();
                try {
                    List<URL> indexes = Collections.list(loader.findResources(EXTENSIONS_RESOURCE));
                    for (URL index : indexes) {
                        var connection = index.openConnection();
                        connection.setUseCaches(false);
                        try (var reader = new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8)) {
                            ExtensionStorage.read(reader, names);
                        }
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                all.put(plugin.getPluginId(), names);
            }
            return all;
        }
    }

    /** A plugin is switched off by taking it out of its folder, not by a list somewhere else. */
    private static final class NoneDisabled implements PluginStatusProvider {

        @Override
        public boolean isPluginDisabled(String id) {
            return false;
        }

        @Override
        public void disablePlugin(String id) {
            throw new UnsupportedOperationException("A plugin is disabled by taking it out of its folder.");
        }

        @Override
        public void enablePlugin(String id) {}
    }
}
