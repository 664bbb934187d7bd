package io.ansatz.runner.execution;

import io.ansatz.api.ImageShape;
import io.ansatz.api.Part;
import io.ansatz.api.backbone.Backbone;
import io.ansatz.api.backbone.Operation;
import io.ansatz.api.backbone.Stage;
import io.ansatz.api.backbone.Trunk;
import io.ansatz.api.circuit.Axis;
import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.CircuitTemplate;
import io.ansatz.api.dataset.Dataset;
import io.ansatz.api.dataset.DatasetSource;
import io.ansatz.api.dataset.Images;
import io.ansatz.api.dataset.LabelCounts;
import io.ansatz.api.dataset.Passport;
import io.ansatz.api.dataset.Split;
import io.ansatz.runner.NoNetwork;
import io.ansatz.runner.data.OpenDatasets;
import io.ansatz.runner.experiment.DatasetChoice;
import io.ansatz.runner.experiment.ExperimentReader;
import io.ansatz.runner.experiment.Parts;
import io.ansatz.runner.experiment.Plan;
import io.ansatz.runner.experiment.ProblemsException;
import io.ansatz.runner.experiment.Provenance;
import io.ansatz.runner.experiment.Reading;
import io.ansatz.runner.experiment.Trial;
import io.ansatz.runner.experiment.Weights;
import io.ansatz.runner.material.FeatureStore;
import io.ansatz.runner.network.TwoWays;
import io.ansatz.runner.training.EpochResult;
import io.ansatz.runner.weights.OpenWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** Studies so small that a trial is trained in less than a second, with a backbone that breaks when told to. */
final class Bench {

    /** One trial of two epochs; more YAML may follow. */
    static final String STUDY = """
            name: bench
            dataset: {use: shades}
            model:
              backbone: {use: tiny}
              circuit: {use: turns}
            train: {epochs: 2, batch: 8, rate: 0.02}
            """;

    /** Nothing is downloaded here. */
    static final OpenWeights WEIGHTS = new OpenWeights(name -> Path.of("no-cache"), NoNetwork.DOWNLOADS);

    private final Path folder;

    Bench(Path folder) {
        this.folder = folder;
    }

    /** The study of this file, with its runs in a folder {@code runs}. */
    Study study(String yaml) throws IOException, ProblemsException {
        return study(yaml, "runs");
    }

    Study study(String yaml, String runs) throws IOException, ProblemsException {
        Path file = Files.writeString(folder.resolve("bench.yaml"), yaml);
        Reading reading = new ExperimentReader(new Parted(), Map.of()).read(file, List.of());
        Plan plan = Plan.of(reading, new Fixed());
        return new Study(
                plan,
                file,
                folder.resolve(runs).resolve(reading.name()),
                reading.resolved().yaml(),
                Map.of("bench", "1.0"));
    }

    static Report run(Study study, Watcher watcher) throws IOException {
        return executor(study).run(study, watcher);
    }

    /** Keeps features beside the file of the study. */
    static LocalExecutor executor(Study study) {
        return new LocalExecutor(
                new OpenDatasets(), WEIGHTS, new FeatureStore(study.file().resolveSibling("features")));
    }

    /** Takes down what it hears, batches apart. */
    static class Listening implements Watcher {

        final List<String> heard = new ArrayList<>();

        @Override
        public void begins(Trial trial, String engine) {
            heard.add(trial.title() + " begins");
        }

        @Override
        public void resumes(Trial trial, int epoch) {
            heard.add(trial.title() + " goes on behind epoch " + epoch);
        }

        @Override
        public void prepares(Trial trial, String what) {
            heard.add(trial.title() + ": " + what);
        }

        @Override
        public void prepared(Trial trial, int done, int images) {
            // Too many to take down.
        }

        @Override
        public void learned(Trial trial, String pace) {
            // Other numbers every time.
        }

        @Override
        public void batch(Trial trial, int epoch, int batch, int batches, double loss) {
            // Too many to take down.
        }

        @Override
        public void epoch(Trial trial, EpochResult result, double seconds) {
            heard.add(trial.title() + " epoch " + result.epoch());
        }

        @Override
        public void ends(Report.Finished finished) {
            heard.add(finished.trial().title() + (finished.trainedNow() ? " ends" : " was done"));
        }

        @Override
        public void fails(Trial trial, String reason) {
            heard.add(trial.title() + " fails");
        }

        @Override
        public void busy(Trial trial) {
            heard.add(trial.title() + " is busy");
        }

        @Override
        public void damaged(Trial trial, String what) {
            heard.add(trial.title() + ": " + what);
        }

        @Override
        public void warns(Trial trial, String what) {
            heard.add(trial.title() + ": " + what);
        }
    }

    private static final class Fixed implements Provenance {

        @Override
        public String framework() {
            return "1.2.3";
        }

        @Override
        public String plugin(Part<?> part) {
            return "bench abc";
        }

        @Override
        public String dataset(DatasetChoice dataset) {
            return "def";
        }

        @Override
        public String weights(Weights weights) throws IOException {
            return WEIGHTS.digest(weights);
        }
    }

    private static final class Parted implements Parts {

        private final List<Part<?>> all = List.of(new Shades(), new Tiny(), new Two(), new TwoWays(), new Turns());

        @Override
        public <P extends Part<?>> Optional<P> find(Class<P> kind, String name) {
            return all.stream()
                    .filter(part -> kind.isInstance(part) && part.name().equals(name))
                    .map(kind::cast)
                    .findFirst();
        }

        @Override
        public List<String> names(Class<? extends Part<?>> kind) {
            return all.stream()
                    .filter(kind::isInstance)
                    .map(Part::name)
                    .sorted()
                    .toList();
        }
    }

    record ShadesSettings(boolean oneValidationClass) {}

    /** Noise around a dark or a light grey. */
    private static final class Shades implements DatasetSource<ShadesSettings> {

        private static final ImageShape SHAPE = new ImageShape(1, 7, 6);

        @Override
        public String name() {
            return "shades";
        }

        @Override
        public ShadesSettings defaults() {
            return new ShadesSettings(false);
        }

        @Override
        public Dataset open(ShadesSettings settings) {
            var passport = new Passport(
                            "made here", "1", "def", "none", "", List.of("dark", "light"), List.of("It is dull."))
                    .withPublished(new LabelCounts(List.of(), List.of(8, 8), List.of(4, 4)));
            return new Dataset(
                    passport, shades(24, 2, 1), shades(16, settings.oneValidationClass ? 1 : 2, 2), shades(8, 2, 3));
        }

        private static Split shades(int size, int classes, long seed) {
            var random = new SplittableRandom(seed);
            var labels = new int[size];
            var pixels = new byte[size * SHAPE.size()];
            for (int i = 0; i < size; i++) {
                labels[i] = i % classes;
                for (int p = 0; p < SHAPE.size(); p++) {
                    pixels[i * SHAPE.size() + p] = (byte) (random.nextInt(150) + 100 * labels[i]);
                }
            }
            return new Split(Images.of(SHAPE, pixels), labels, "image/" + seed);
        }
    }

    enum Fault {
        NONE,
        EXCEPTION,
        LINKAGE
    }

    record TinySettings(Fault fault) {}

    private static final class Tiny implements Backbone<TinySettings> {

        @Override
        public String name() {
            return "tiny";
        }

        @Override
        public TinySettings defaults() {
            return new TinySettings(Fault.NONE);
        }

        @Override
        public Trunk draw(TinySettings settings, ImageShape input) {
            if (settings.fault == Fault.EXCEPTION) {
                throw new IllegalStateException("The backbone lost its way.");
            }
            if (settings.fault == Fault.LINKAGE) {
                throw new NoSuchMethodError("draw");
            }
            return new Trunk(
                    input,
                    List.of(new Stage(
                            "only",
                            List.of(
                                    new Operation.Convolution("conv", 2, 3, 0),
                                    new Operation.Relu(),
                                    new Operation.MaxPool(2, 2)))));
        }
    }

    record TwoSettings() {}

    /** Two stages, of which the first keeps statistics. */
    private static final class Two implements Backbone<TwoSettings> {

        @Override
        public String name() {
            return "two";
        }

        @Override
        public TwoSettings defaults() {
            return new TwoSettings();
        }

        @Override
        public Trunk draw(TwoSettings settings, ImageShape input) {
            return new Trunk(
                    input,
                    List.of(
                            new Stage(
                                    "first",
                                    List.of(
                                            new Operation.Convolution("first.conv", 2, 3, 0),
                                            new Operation.BatchNorm("first.norm"),
                                            new Operation.Relu())),
                            new Stage(
                                    "second",
                                    List.of(
                                            new Operation.Convolution("second.conv", 2, 1, 0),
                                            new Operation.MaxPool(2, 2)))));
        }
    }

    record TurnsSettings(int qubits) {}

    private static final class Turns implements CircuitTemplate<TurnsSettings> {

        @Override
        public String name() {
            return "turns";
        }

        @Override
        public TurnsSettings defaults() {
            return new TurnsSettings(2);
        }

        @Override
        public Circuit draw(TurnsSettings settings) {
            var circuit = Circuit.onQubits(settings.qubits());
            for (int q = 0; q < settings.qubits(); q++) {
                circuit.rotate(Axis.Y, q, circuit.nextInput());
                circuit.rotate(Axis.Y, q, circuit.nextWeight());
            }
            return circuit.entangleRing().measurePauliZ();
        }
    }
}
