package io.ansatz.runner.catalog;

import io.ansatz.api.Cache;
import io.ansatz.api.Downloads;
import io.ansatz.api.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The steps that open a catalog: find, load, make, compare. Each leaves behind what is sound and a problem for what is not. */
final class Opening {

    /** A part that was made, and the kind it is offered as. */
    record Made(Candidate candidate, Kind kind, Part<?> part) {

        String key() {
            return "%s '%s'".formatted(kind, part.name());
        }

        String origin() {
            return "%s of the plugin %s".formatted(part.getClass().getName(), candidate.title());
        }
    }

    private final ApiVersion api = ApiVersion.ofThisHost();
    private final PluginHost host;
    private final PartMaker parts;
    private final ZipStore zips;
    private final Set<Path> seen = new HashSet<>();
    private final List<PluginProblem> problems = new ArrayList<>();
    private final List<Made> sound = new ArrayList<>();

    Opening(PluginHost host, Cache cache, Downloads downloads) {
        this.host = host;
        parts = new PartMaker(cache, downloads);
        zips = new ZipStore(cache.folder("plugins"), ZipLimits.GENEROUS);
    }

    void open(List<Path> places) {
        List<Candidate> started = start(withoutTwins(find(places)));
        sound.addAll(withoutRivals(make(started)));
        for (Candidate candidate : started) {
            if (sound.stream().noneMatch(made -> made.candidate() == candidate)) {
                host.drop(candidate);
            }
        }
    }

    List<PluginProblem> problems() {
        return problems;
    }

    /** Everything that can be offered. */
    List<Made> sound() {
        return sound;
    }

    private List<Candidate> find(List<Path> places) {
        var found = new ArrayList<Candidate>();
        for (Path place : places) {
            if (Candidate.isPlugin(place)) {
                read(place, found);
                continue;
            }
            if (!Files.isDirectory(place)) {
                report(
                        place,
                        "There is no such folder, so no plugins come from it.",
                        "Maybe Ansatz was started from another folder than usual.");
                continue;
            }
            try {
                for (Path entry : new PluginFolder(place).entries()) {
                    read(entry, found);
                }
            } catch (IOException e) {
                report(place, "This folder cannot be read: %s.".formatted(e));
            }
        }
        return found;
    }

    /** A plugin that two places lead to is one plugin. */
    private void read(Path entry, List<Candidate> found) {
        try {
            if (seen.add(entry.toRealPath())) {
                found.add(Candidate.read(entry, zips));
            }
        } catch (BrokenPluginException e) {
            report(entry, e.getMessage());
        } catch (IOException e) {
            report(entry, "This plugin cannot be read: %s.".formatted(e));
        }
    }

    /** Of plugins with the same id none is left: which one was meant cannot be known, and results would depend on it. */
    private List<Candidate> withoutTwins(List<Candidate> found) {
        var single = new ArrayList<Candidate>();
        for (List<Candidate> same :
                group(found, candidate -> candidate.descriptor().getPluginId())) {
            if (same.size() == 1) {
                single.add(same.get(0));
                continue;
            }
            String versions = same.stream()
                    .map(twin ->
                            "%s (%s)".formatted(twin.path(), twin.descriptor().getVersion()))
                    .collect(Collectors.joining(" and "));
            report(
                    same.get(0).path(),
                    "The plugin %s is there more than once, in %s; none of them is used."
                            .formatted(same.get(0).descriptor().getPluginId(), versions),
                    "Maybe an older version was left behind: keep one.");
        }
        return single;
    }

    private List<Candidate> start(List<Candidate> candidates) {
        var started = new ArrayList<Candidate>();
        for (Candidate candidate : candidates) {
            try {
                requireThisApi(candidate);
                host.start(candidate);
                started.add(candidate);
            } catch (BrokenPluginException e) {
                report(candidate.path(), e.getMessage());
            }
        }
        return started;
    }

    private void requireThisApi(Candidate candidate) throws BrokenPluginException {
        String requires = candidate.descriptor().getRequires();
        try {
            if (api.suits(requires)) {
                return;
            }
        } catch (IllegalArgumentException notAVersion) {
            throw new BrokenPluginException(
                    "The plugin %s requires the API '%s', which is no version.".formatted(candidate.title(), requires),
                    "Maybe plugin.requires=%s is meant.".formatted(api.number()),
                    notAVersion);
        }
        throw new BrokenPluginException(
                "The plugin %s requires the API %s, but this Ansatz has %s."
                        .formatted(candidate.title(), requires, api.number()),
                "Maybe there is a build of the plugin for this version; if not, build it against ansatz-api %s."
                        .formatted(api.number()));
    }

    private List<Made> make(List<Candidate> started) {
        var made = new ArrayList<Made>();
        for (Candidate candidate : started) {
            try {
                for (String className : host.extensions(candidate)) {
                    make(candidate, className, made);
                }
            } catch (BrokenPluginException e) {
                report(candidate.path(), e.getMessage());
            }
        }
        return made;
    }

    private void make(Candidate candidate, String className, List<Made> made) {
        try {
            Class<?> type = host.load(candidate, className);
            Part<?> part = parts.make(type, candidate.title());
            for (Kind kind : Kind.all(type)) {
                made.add(new Made(candidate, kind, part));
            }
        } catch (BrokenPluginException e) {
            report(candidate.path(), e.getMessage());
        }
    }

    /** Of parts with the same kind and name none is left, for the same reason. */
    private List<Made> withoutRivals(List<Made> made) {
        var single = new ArrayList<Made>();
        for (List<Made> same : group(made, Made::key)) {
            if (same.size() == 1) {
                single.add(same.get(0));
                continue;
            }
            String origins = same.stream().map(Made::origin).collect(Collectors.joining(" and "));
            report(
                    same.get(0).candidate().path(),
                    "The %s is offered more than once, by %s; none of them is used."
                            .formatted(same.get(0).key(), origins),
                    "Maybe one was made by copying the other: give it a name of its own.");
        }
        return single;
    }

    private void report(Path path, String message) {
        problems.add(new PluginProblem(path, message));
    }

    private void report(Path path, String found, String maybe) {
        report(path, found + "\n" + maybe);
    }

    private static <T> Collection<List<T>> group(List<T> all, Function<T, String> key) {
        return all.stream()
                .collect(Collectors.groupingBy(key, TreeMap::new, Collectors.toList()))
                .values();
    }
}
