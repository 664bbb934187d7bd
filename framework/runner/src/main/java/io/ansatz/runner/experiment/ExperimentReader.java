package io.ansatz.runner.experiment;

import io.ansatz.api.circuit.CircuitTemplate;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Reads experiment files. Everything that works on an experiment comes through here, so that what is checked is what is
 * planned, shown and run.
 */
public final class ExperimentReader {

    private static final long MOST_SEEDS = 10_000;

    /** What may turn out not to fit once the file was read. */
    private static final List<String> PARTS = List.of(
            "dataset",
            "dataset.strict",
            "train.augment.flips",
            "model.backbone",
            "model.backbone.weights",
            "model.backbone.freeze",
            "model.backbone.cut",
            "model.neck",
            "model.placement",
            "model.circuit",
            "model.simulator",
            "model.engine",
            "controls");

    private final Parts parts;
    private final Map<String, String> environment;

    /** @param environment what {@code ${env:NAME}} may name */
    public ExperimentReader(Parts parts, Map<String, String> environment) {
        this.parts = parts;
        this.environment = Map.copyOf(environment);
    }

    /**
     * Reads a file.
     *
     * @param sets assignments such as {@code train.rate=0.01}, laid over the file in this order
     * @throws ProblemsException if anything is wrong with the file, what it extends, or the assignments
     */
    public Reading read(Path file, List<String> sets) throws ProblemsException {
        var problems = new Problems();
        Optional<Tree.Mapping> joined = new Documents(environment, problems).read(file);
        Tree.Mapping assigned = assigned(sets, "train.rate=0.01", problems);
        if (joined.isEmpty()) {
            problems.raise();
        }
        Tree.Mapping document = joined.orElseThrow().under(assigned);
        Optional<Sweep> sweep = Sweep.read(document, problems);
        Tree.Mapping settled = document.without("sweep");
        Bound base = bind(settled, problems);
        List<Variant> variants = sweep.isPresent()
                ? variants(sweep.get(), settled, problems)
                : base.experiment().map(one -> variant(Map.of(), one, base.document())).stream()
                        .toList();
        problems.raise();
        Experiment experiment = base.experiment().orElseThrow();
        Optional<Tree> written = sweep.flatMap(axes -> document.get("sweep"));
        return new Reading(experiment.name(), variants, ResolvedExperiment.of(experiment, base.document(), written));
    }

    /**
     * Reads a circuit that stands alone, without an experiment.
     *
     * @param sets assignments to its settings, such as {@code layers=3}
     * @throws ProblemsException if there is no such circuit, or anything is wrong with the assignments
     */
    public Use<CircuitTemplate<?>> circuit(String name, List<String> sets) throws ProblemsException {
        return alone(LoneCircuit.class, new Location("CIRCUIT", 0, 0), "circuit", name, sets, "layers=3")
                .circuit();
    }

    /**
     * Reads a data set that stands alone, without an experiment.
     *
     * @param sets assignments to its settings, such as {@code size=64}
     * @throws ProblemsException if there is no such data set, or anything is wrong with the assignments
     */
    public DatasetChoice dataset(String name, List<String> sets) throws ProblemsException {
        return alone(LoneDataset.class, new Location("DATA", 0, 0), "dataset", name, sets, "size=64")
                .dataset();
    }

    /** What a circuit needs to be read by itself. */
    record LoneCircuit(Use<CircuitTemplate<?>> circuit) {}

    /** What a data set needs to be read by itself. */
    record LoneDataset(DatasetChoice dataset) {}

    private <R extends Record> R alone(
            Class<R> type, Location location, String key, String name, List<String> sets, String example)
            throws ProblemsException {
        var problems = new Problems();
        Tree.Mapping named = Tree.leading(List.of("use"), new Tree.Scalar(location, name, true), location);
        Tree.Mapping settings = named.under(assigned(sets, example, problems));
        Tree.Mapping document = Tree.leading(List.of(key), settings, location);
        Tree.Mapping resolved = new Interpolation(document, environment, problems).resolve();
        Optional<R> alone = new SettingsBinder(parts, problems).bind(type, resolved, "A " + key, List.of());
        problems.raise();
        return alone.orElseThrow();
    }

    /**
     * The map of all assignments; one that cannot be read is left out and its problem reported.
     *
     * @param example an assignment that makes sense here
     */
    private static Tree.Mapping assigned(List<String> sets, String example, Problems problems) {
        var all = new Tree.Mapping(new Location("--set", 0, 0), Map.of(), false);
        for (String set : sets) {
            int equals = set.indexOf('=');
            String path = (equals < 0 ? set : set.substring(0, equals)).strip();
            var location = new Location(("--set " + path).strip(), 0, 0);
            List<String> keys = List.of(path.split("\\.", -1));
            if (equals < 0) {
                problems.add(location, "This needs a '=' and a value, such as --set %s.".formatted(example));
            } else if (keys.stream().anyMatch(String::isBlank)) {
                problems.add(
                        location,
                        "%s is no path, such as %s."
                                .formatted(Problem.quote(path), example.substring(0, example.indexOf('='))));
            } else if (keys.get(0).equals("extends")) {
                problems.add(location, "extends cannot be set here: files are joined first. Write it into the file.");
            } else {
                String text = set.substring(equals + 1);
                if (text.isBlank()) {
                    problems.add(location, "There is no value behind the '='.");
                    continue;
                }
                // The paths of a sweep's axes are keys with dots in them.
                List<String> to = keys.get(0).equals("sweep") && keys.size() > 1
                        ? List.of("sweep", path.substring("sweep.".length()))
                        : keys;
                Optional<Tree> value = YamlText.ofOption(location.source(), text, problems);
                if (value.isPresent()) {
                    all = all.under(Tree.leading(to, value.get(), location));
                }
            }
        }
        return all;
    }

    private List<Variant> variants(Sweep sweep, Tree.Mapping document, Problems problems) {
        var variants = new ArrayList<Variant>();
        var taken = new HashMap<Map<String, String>, Taken>();
        Set<Location> inSweep = sweep.locations();
        var said = new HashSet<>(problems.sorted());
        for (Sweep.Point point : sweep.points()) {
            var found = new Problems();
            Bound bound = bind(point.over(document), found);
            Map<String, String> texts = point.texts(bound.document());
            for (Problem problem : found.sorted()) {
                if (said.add(problem)) {
                    problems.add(inSweep.contains(problem.location()) ? problem : at(texts, problem));
                }
            }
            bound.experiment().ifPresent(experiment -> {
                Variant variant = variant(texts, experiment, bound.document());
                Taken twin = taken.putIfAbsent(CompleteSettings.withPlaces(experiment), new Taken(point, texts));
                if (twin == null) {
                    variants.add(variant);
                } else if (problems.isEmpty()) {
                    problems.add(
                            point.locationOfDifference(twin.point()),
                            "sweep comes to the same experiment twice, at %s and at %s. Leave one out."
                                    .formatted(Variant.words(twin.texts()), Variant.words(texts)));
                }
            });
        }
        return variants;
    }

    /** A point that has been seen, and what varies there. */
    private record Taken(Sweep.Point point, Map<String, String> texts) {}

    /** Says at which point of the sweep a value of the file becomes a problem. */
    private static Problem at(Map<String, String> point, Problem problem) {
        return new Problem(
                problem.location(),
                "%s It happens in the sweep at %s.".formatted(problem.message(), Variant.words(point)));
    }

    private static Variant variant(Map<String, String> point, Experiment experiment, Tree.Mapping document) {
        var places = new HashMap<String, Location>();
        for (String part : PARTS) {
            document.at(List.of(part.split("\\."))).ifPresent(tree -> places.put(part, tree.location()));
        }
        return new Variant(point, experiment, CompleteSettings.of(experiment), places);
    }

    /** An experiment, and the map from which it was made, its references resolved. */
    private record Bound(Tree.Mapping document, Optional<Experiment> experiment) {}

    private Bound bind(Tree.Mapping document, Problems problems) {
        Tree.Mapping resolved = new Interpolation(document, environment, problems).resolve();
        var binder = new SettingsBinder(parts, problems);
        Optional<Experiment> experiment = binder.bind(
                Experiment.class, spellOutSeeds(resolved, problems), "An experiment", List.of("extends", "sweep"));
        return new Bound(resolved, experiment);
    }

    /** {@code seeds: 3} means the seeds 1, 2 and 3. */
    private static Tree.Mapping spellOutSeeds(Tree.Mapping document, Problems problems) {
        if (!(document.get("seeds").orElse(null) instanceof Tree.Scalar scalar) || scalar.nothing()) {
            return document;
        }
        Tree spelledOut = new Tree.Broken(scalar.location());
        if (!scalar.text().matches("[+-]?[0-9]+")) {
            problems.add(
                    scalar.location(),
                    "seeds must be a number of seeds, such as 10, or a list of them, such as [1, 2, 3], not %s."
                            .formatted(Problem.quote(scalar.text())));
        } else {
            try {
                long count = Literal.whole(scalar.text(), 1, MOST_SEEDS);
                spelledOut = new Tree.Sequence(
                        scalar.location(),
                        LongStream.rangeClosed(1, count)
                                .mapToObj(seed -> (Tree) new Tree.Scalar(scalar.location(), Long.toString(seed), false))
                                .toList());
            } catch (Literal.Mismatch mismatch) {
                problems.add(scalar.location(), "seeds " + mismatch.getMessage());
            }
        }
        Tree.Entry entry = document.entries().get("seeds");
        return document.with("seeds", new Tree.Entry(entry.key(), spelledOut));
    }
}
