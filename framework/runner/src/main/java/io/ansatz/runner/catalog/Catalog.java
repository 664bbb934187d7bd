package io.ansatz.runner.catalog;

import io.ansatz.api.Cache;
import io.ansatz.api.Downloads;
import io.ansatz.api.Part;
import io.ansatz.runner.experiment.Parts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All parts that an experiment can name, and the plugins they come from. A broken plugin never keeps the others from
 * loading; what is wrong with it stands in {@link #problems()}. Nothing ambiguous is offered: of two plugins with one id, or
 * two parts of one kind and name, neither is there.
 *
 * <p>The catalog does not change once it is open, and may be asked from several threads.
 */
public final class Catalog implements Parts, AutoCloseable {

    /** A part in its place. */
    public record Entry(Kind kind, Part<?> part, Plugin plugin) {

        public String name() {
            return part.name();
        }
    }

    private final PluginHost host;
    private final List<PluginProblem> problems;
    private final List<Plugin> plugins;
    private final List<Entry> entries;
    private final Map<String, List<Path>> contents = new HashMap<>();
    private final Map<String, String> digests = new ConcurrentHashMap<>();

    private Catalog(PluginHost host, Opening opening) {
        this.host = host;
        problems = List.copyOf(opening.problems());
        var byCandidate = new LinkedHashMap<Candidate, List<Opening.Made>>();
        for (Opening.Made made : opening.sound()) {
            byCandidate
                    .computeIfAbsent(made.candidate(), candidate -> new ArrayList<>())
                    .add(made);
        }
        var plugins = new ArrayList<Plugin>();
        var entries = new ArrayList<Entry>();
        byCandidate.forEach((candidate, offered) -> {
            var plugin = plugin(candidate, offered);
            plugins.add(plugin);
            contents.put(plugin.id(), candidate.contents());
            for (Opening.Made made : offered) {
                entries.add(new Entry(made.kind(), made.part(), plugin));
            }
        });
        plugins.sort(Comparator.comparing(Plugin::id));
        entries.sort(Comparator.comparing(Entry::kind).thenComparing(Entry::name));
        this.plugins = List.copyOf(plugins);
        this.entries = List.copyOf(entries);
    }

    /**
     * Opens plugins: jars, zips, unpacked zips, and modules that are built. Each of these places is one, or a folder of them.
     * Parts on the class path are not offered.
     *
     * @param cache what parts may ask for; zips in a folder that cannot be written to are unpacked there
     * @param downloads what parts may ask for too
     */
    public static Catalog open(List<Path> places, Cache cache, Downloads downloads) {
        var host = new PluginHost();
        var opening = new Opening(host, cache, downloads);
        opening.open(places);
        return new Catalog(host, opening);
    }

    @Override
    public <P extends Part<?>> Optional<P> find(Class<P> kind, String name) {
        return find(Kind.of(kind), name).map(kind::cast);
    }

    /** The part of this kind with this name. */
    public Optional<Part<?>> find(Kind kind, String name) {
        return entry(kind, name).map(Entry::part);
    }

    @Override
    public List<String> names(Class<? extends Part<?>> kind) {
        return names(Kind.of(kind));
    }

    /** The names of all parts of this kind, in alphabetical order. */
    public List<String> names(Kind kind) {
        return entries.stream()
                .filter(entry -> entry.kind() == kind)
                .map(Entry::name)
                .toList();
    }

    /** All parts, by kind and then in alphabetical order. */
    public List<Entry> parts() {
        return entries;
    }

    /** All plugins that offer something, in alphabetical order. */
    public List<Plugin> plugins() {
        return plugins;
    }

    /** What is wrong with the plugins that are not offered, or with some of their parts. */
    public List<PluginProblem> problems() {
        return problems;
    }

    /** The plugin that this part comes from. */
    public Plugin pluginOf(Part<?> part) {
        for (Entry entry : entries) {
            if (entry.part() == part) {
                return entry.plugin();
            }
        }
        throw new IllegalArgumentException("The part '%s' does not come from a plugin.".formatted(part.name()));
    }

    /** What a person must know to use a part. */
    public Optional<PartDescription> describe(Kind kind, String name) {
        return entry(kind, name).map(entry -> PartDescription.of(kind, entry.part()));
    }

    /**
     * The SHA-256 of what a plugin consists of, whatever it is packed in: the names and bytes of its files, without the
     * manifest, Maven's notes and dates. It is computed when first asked for.
     */
    public String digest(Plugin plugin) {
        return digests.computeIfAbsent(plugin.id(), id -> {
            try {
                return ContentDigest.of(contents.get(id));
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "The plugin %s cannot be read any more from %s.".formatted(plugin, plugin.path()), e);
            }
        });
    }

    /** Stops the plugins. Parts must not be used after that. */
    @Override
    public void close() {
        host.stopAll();
    }

    private Optional<Entry> entry(Kind kind, String name) {
        return entries.stream()
                .filter(entry -> entry.kind() == kind && entry.name().equals(name))
                .findFirst();
    }

    private static Plugin plugin(Candidate candidate, List<Opening.Made> offered) {
        List<Part<?>> parts = new ArrayList<>();
        for (Opening.Made made : offered) {
            if (!parts.contains(made.part())) {
                parts.add(made.part());
            }
        }
        parts.sort(Comparator.comparing(Part::name));
        return new Plugin(
                candidate.descriptor().getPluginId(),
                candidate.descriptor().getVersion(),
                candidate.descriptor().getPluginDescription(),
                candidate.path(),
                parts);
    }
}
