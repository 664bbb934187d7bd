package io.ansatz.runner.cli;

import com.google.inject.Guice;
import com.google.inject.Injector;
import io.ansatz.api.ImageShape;
import io.ansatz.api.backbone.Trunk;
import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.CircuitTemplate;
import io.ansatz.api.dataset.Dataset;
import io.ansatz.api.dataset.Flip;
import io.ansatz.runner.catalog.Catalog;
import io.ansatz.runner.catalog.Plugin;
import io.ansatz.runner.catalog.PluginProblem;
import io.ansatz.runner.data.OpenDatasets;
import io.ansatz.runner.execution.Study;
import io.ansatz.runner.experiment.Augmentation;
import io.ansatz.runner.experiment.BackboneChoice;
import io.ansatz.runner.experiment.Control;
import io.ansatz.runner.experiment.DatasetChoice;
import io.ansatz.runner.experiment.Experiment;
import io.ansatz.runner.experiment.ExperimentReader;
import io.ansatz.runner.experiment.Location;
import io.ansatz.runner.experiment.Plan;
import io.ansatz.runner.experiment.Problem;
import io.ansatz.runner.experiment.ProblemsException;
import io.ansatz.runner.experiment.Provenance;
import io.ansatz.runner.experiment.Reading;
import io.ansatz.runner.experiment.Use;
import io.ansatz.runner.experiment.Variant;
import io.ansatz.runner.experiment.Weights;
import io.ansatz.runner.experiment.Word;
import io.ansatz.runner.guard.Finding;
import io.ansatz.runner.material.FeatureStore;
import io.ansatz.runner.network.Architect;
import io.ansatz.runner.network.Block;
import io.ansatz.runner.network.Engine;
import io.ansatz.runner.weights.OpenWeights;
import io.ansatz.runner.weights.WantedArrays;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the commands share: the path from a file to a plan. All of them go this one way. */
final class Workshop implements AutoCloseable {

    private final Map<String, String> environment;
    private final Injector injector;
    private final Catalog catalog;
    private final Drawings drawings = new Drawings();

    private Workshop(Map<String, String> environment, Terminal terminal) {
        this.environment = environment;
        injector = Guice.createInjector(new Wiring(environment, terminal));
        catalog = injector.getInstance(Catalog.class);
    }

    /** Opens the catalog, and says aloud which plugins cannot be used. */
    static Workshop open(Terminal terminal) {
        var workshop = new Workshop(System.getenv(), terminal);
        for (PluginProblem problem : workshop.catalog.problems()) {
            terminal.warn(problem.toString().replace("\n", "\n    "));
        }
        return workshop;
    }

    /** The variables of this process. */
    Map<String, String> environment() {
        return environment;
    }

    Catalog catalog() {
        return catalog;
    }

    OpenDatasets datasets() {
        return injector.getInstance(OpenDatasets.class);
    }

    /** Where is kept what never changes in networks. */
    FeatureStore features() {
        return injector.getInstance(FeatureStore.class);
    }

    OpenWeights weights() {
        return injector.getInstance(OpenWeights.class);
    }

    Drawings drawings() {
        return drawings;
    }

    /** Reads a file, and draws its circuits to see that they can be drawn and simulated, and have the controls asked for. */
    Reading read(ExperimentOptions options) throws ProblemsException, IOException {
        return read(options.file, options.sets);
    }

    Reading read(Path file, List<String> sets) throws ProblemsException, IOException {
        Reading reading = injector.getInstance(ExperimentReader.class).read(file, sets);
        Set<Problem> problems = new LinkedHashSet<>();
        for (Variant variant : reading.variants()) {
            variant.experiment().model().circuit().ifPresent(use -> requireCircuit(variant, use, problems));
        }
        for (Variant variant : reading.variants()) {
            try {
                Engine.require(variant.experiment().model().engine());
            } catch (IllegalArgumentException e) {
                problems.add(variant.problemWith("model.engine", e.getMessage()));
            }
        }
        refuse(problems);
        return reading;
    }

    /** The data set of a part or of an experiment file. */
    DatasetChoice dataset(DataOptions options) throws ProblemsException, ToMendException {
        ExperimentReader reader = injector.getInstance(ExperimentReader.class);
        if (!options.namesFile()) {
            return reader.dataset(options.partName(), options.sets);
        }
        ExperimentOptions file = options.asFile();
        Set<DatasetChoice> choices = reader.read(file.file, file.sets).variants().stream()
                .map(variant -> variant.experiment().dataset())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (choices.size() > 1) {
            throw new ToMendException(
                    "%s has %d different data sets in its sweep. Choose one with --set sweep=none and --set dataset.…"
                            .formatted(options.data, choices.size()));
        }
        return choices.iterator().next();
    }

    /** The circuit of a part or of an experiment file, drawn. */
    NamedCircuit circuit(CircuitOptions options) throws ProblemsException, ToMendException, IOException {
        if (options.namesFile()) {
            return NamedCircuit.in(read(options.asFile()), options.circuit, drawings);
        }
        String name = options.partName();
        Use<CircuitTemplate<?>> use =
                injector.getInstance(ExperimentReader.class).circuit(name, options.sets);
        try {
            return new NamedCircuit(use.name(), drawings.circuit(use));
        } catch (IllegalArgumentException e) {
            throw new ProblemsException(List.of(new Problem(new Location(name, 0, 0), e.getMessage())));
        }
    }

    /** Reads a file, opens its data, and plans its trials. */
    Study study(ExperimentOptions options, Path runs) throws ProblemsException, IOException {
        return study(read(options), options.file, runs);
    }

    /** Opens the data of a file that was read, and plans its trials. */
    Study study(Reading reading, Path file, Path runs) throws ProblemsException, IOException {
        Set<Problem> problems = new LinkedHashSet<>();
        for (Variant variant : reading.variants()) {
            requireFit(variant, problems);
        }
        refuse(problems);
        Plan plan = Plan.of(reading, injector.getInstance(Provenance.class));
        Map<String, String> versions =
                catalog.plugins().stream().collect(Collectors.toMap(Plugin::id, Plugin::version));
        return new Study(
                plan, file, runs.resolve(reading.name()), reading.resolved().yaml(), versions);
    }

    private void requireCircuit(Variant variant, Use<CircuitTemplate<?>> use, Set<Problem> problems) {
        Circuit circuit;
        try {
            circuit = drawings.circuit(use);
        } catch (IllegalArgumentException e) {
            problems.add(variant.problemWith("model.circuit", e.getMessage()));
            return;
        }
        try {
            drawings.simulator(variant.experiment().model().simulator(), circuit);
        } catch (IllegalArgumentException e) {
            problems.add(variant.problemWith("model.simulator", "model.circuit", e.getMessage()));
            return;
        }
        try {
            drawings.block(variant.experiment(), Optional.empty());
        } catch (IllegalArgumentException e) {
            problems.add(variant.problemWith("model.circuit", e.getMessage()));
            return;
        }
        requireControls(variant, problems);
    }

    private void requireControls(Variant variant, Set<Problem> problems) {
        for (Control control : variant.experiment().controls()) {
            try {
                drawings.block(variant.experiment(), Optional.of(control));
            } catch (IllegalArgumentException e) {
                problems.add(variant.problemWith("controls", e.getMessage()));
            }
        }
    }

    private void requireFit(Variant variant, Set<Problem> problems) {
        Experiment experiment = variant.experiment();
        Dataset dataset;
        try {
            dataset = datasets().open(experiment.dataset());
        } catch (IOException | IllegalArgumentException e) {
            problems.add(variant.problemWith("dataset", e.getMessage()));
            return;
        }
        requireHarmlessFlips(variant, dataset, problems);
        if (experiment.dataset().strict()) {
            requireIntegrity(variant, problems);
        }
        Optional<ImageShape> read = read(variant, dataset, problems);
        if (read.isEmpty() || !fits(variant, read.get(), problems)) {
            return;
        }
        try {
            drawings.blueprint(experiment, Optional.empty(), dataset);
        } catch (IllegalArgumentException e) {
            problems.add(variant.problemWith("model.placement", "model.backbone", e.getMessage()));
            return;
        }
        for (Control control : experiment.controls()) {
            try {
                drawings.blueprint(experiment, Optional.of(control), dataset);
            } catch (IllegalArgumentException e) {
                problems.add(variant.problemWith("controls", e.getMessage()));
            }
        }
    }

    /** A mirror image may show another class, or nothing that there is. */
    private static void requireHarmlessFlips(Variant variant, Dataset dataset, Set<Problem> problems) {
        Optional<Set<Flip>> harmless = dataset.passport().flips();
        if (harmless.isEmpty()) {
            return;
        }
        for (Flip flip :
                variant.experiment().train().augment().map(Augmentation::flips).orElse(List.of())) {
            if (!harmless.get().contains(flip)) {
                String others = harmless.get().isEmpty()
                        ? "None does."
                        : "Those that do: %s."
                                .formatted(harmless.get().stream().map(Word::of).collect(Collectors.joining(", ")));
                problems.add(variant.problemWith(
                        "train.augment.flips",
                        "train.augment.flips names %s, but that mirror image of %s does not show the same class. %s"
                                .formatted(
                                        Word.of(flip),
                                        variant.experiment().dataset().name(),
                                        others)));
            }
        }
    }

    private void requireIntegrity(Variant variant, Set<Problem> problems) {
        try {
            for (Finding violation :
                    datasets().inspect(variant.experiment().dataset()).violations()) {
                problems.add(variant.problemWith(
                        "dataset.strict",
                        "dataset",
                        "dataset is strict, and breaks a promise: " + violation.sentence()));
            }
        } catch (IOException e) {
            problems.add(variant.problemWith("dataset", e.getMessage()));
        }
    }

    /** The shape of what the hybrid's backbone reads. */
    private Optional<ImageShape> read(Variant variant, Dataset dataset, Set<Problem> problems) {
        Experiment experiment = variant.experiment();
        try {
            Optional<Block> block =
                    experiment.model().circuit().map(use -> drawings.block(experiment, Optional.empty()));
            return Optional.of(Architect.read(experiment.model(), block, dataset.shape()));
        } catch (IllegalArgumentException e) {
            problems.add(variant.problemWith("model.placement", "model.circuit", e.getMessage()));
            return Optional.empty();
        }
    }

    private boolean fits(Variant variant, ImageShape read, Set<Problem> problems) {
        BackboneChoice backbone = variant.experiment().model().backbone();
        try {
            Trunk whole = drawings.backbone(backbone.use(), read);
            List<BackboneChoice.Misfit> misfits = backbone.misfits(whole);
            misfits.forEach(misfit ->
                    problems.add(variant.problemWith("model.backbone." + misfit.setting(), misfit.message())));
            if (misfits.isEmpty()) {
                requireWeights(
                        variant, WantedArrays.of(backbone.use().part(), whole, backbone.upToCut(whole)), problems);
            }
            return misfits.isEmpty()
                    && neckFits(variant, backbone.upToCut(whole).output(), problems);
        } catch (IllegalArgumentException e) {
            problems.add(variant.problemWith("model.backbone", e.getMessage()));
            return false;
        }
    }

    private void requireWeights(Variant variant, WantedArrays wanted, Set<Problem> problems) {
        Optional<Weights> weights = variant.experiment().model().backbone().weights();
        if (weights.isEmpty()) {
            return;
        }
        try {
            weights().requireFit(weights.get(), wanted);
        } catch (IOException e) {
            problems.add(variant.problemWith("model.backbone.weights", e.getMessage()));
        }
    }

    private static boolean neckFits(Variant variant, ImageShape map, Set<Problem> problems) {
        try {
            variant.experiment().model().neck().ifPresent(neck -> Architect.neck(neck, map));
            return true;
        } catch (IllegalArgumentException e) {
            problems.add(variant.problemWith("model.neck", e.getMessage()));
            return false;
        }
    }

    private static void refuse(Set<Problem> problems) throws ProblemsException {
        if (!problems.isEmpty()) {
            throw new ProblemsException(new ArrayList<>(problems));
        }
    }

    @Override
    public void close() throws IOException {
        catalog.close();
    }
}
