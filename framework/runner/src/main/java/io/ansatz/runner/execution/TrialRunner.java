package io.ansatz.runner.execution;

import io.ansatz.api.circuit.Drawing;
import io.ansatz.api.dataset.Dataset;
import io.ansatz.api.dataset.LabelCounts;
import io.ansatz.api.dataset.Passport;
import io.ansatz.api.dataset.Split;
import io.ansatz.runner.data.OpenDatasets;
import io.ansatz.runner.experiment.Plan;
import io.ansatz.runner.experiment.Trial;
import io.ansatz.runner.experiment.Word;
import io.ansatz.runner.guard.Finding;
import io.ansatz.runner.guard.Inspection;
import io.ansatz.runner.guard.Part;
import io.ansatz.runner.material.FeatureStore;
import io.ansatz.runner.material.PixelScale;
import io.ansatz.runner.network.Block;
import io.ansatz.runner.network.Blueprint;
import io.ansatz.runner.network.Engine;
import io.ansatz.runner.report.TrialPlots;
import io.ansatz.runner.tracking.BlockSheet;
import io.ansatz.runner.tracking.CheckpointFolder;
import io.ansatz.runner.tracking.CheckpointFolder.Kept;
import io.ansatz.runner.tracking.DamagedJournalException;
import io.ansatz.runner.tracking.Journal;
import io.ansatz.runner.tracking.PredictionsFile;
import io.ansatz.runner.tracking.RunFolder;
import io.ansatz.runner.tracking.TrialMetrics;
import io.ansatz.runner.tracking.TrialRecord;
import io.ansatz.runner.training.Checkpoint;
import io.ansatz.runner.training.EpochResult;
import io.ansatz.runner.training.Outcome;
import io.ansatz.runner.training.Predictions;
import io.ansatz.runner.training.Trainer;
import io.ansatz.runner.training.TrainingException;
import io.ansatz.runner.weights.OpenWeights;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleSupplier;

/** Trains one trial, tells its journal, and publishes what comes out. */
final class TrialRunner {

    /** Only there while the last attempt met a bug. */
    private static final String TRACE = "failure.txt";

    private static final double NANOS = 1e9;
    private static final double MEGA = 1e6;

    private final Study study;
    private final OpenDatasets datasets;
    private final OpenWeights weights;
    private final FeatureStore features;
    private final BlockSheets sheets;
    private final Brake brake;

    TrialRunner(
            Study study,
            OpenDatasets datasets,
            OpenWeights weights,
            FeatureStore features,
            BlockSheets sheets,
            Brake brake) {
        this.study = study;
        this.datasets = datasets;
        this.weights = weights;
        this.features = features;
        this.sheets = sheets;
        this.brake = brake;
    }

    /** Runs the trial in a folder that this process holds; returns why it failed, or nothing when its results are published. */
    Optional<String> run(Trial trial, RunFolder folder, Watcher watcher) {
        try {
            folder.keep(TrialRecord.IDENTITY_FILE, TrialRecord.identityLines(trial.identity()));
            folder.keep("experiment.yaml", study.resolved());
            folder.remove(TRACE);
            Past past = past(trial, folder, watcher);
            try (Journal journal = Journal.open(folder.journal())) {
                brake.watch(journal);
                try {
                    return attempt(trial, folder, journal, past, watcher);
                } finally {
                    brake.leave();
                }
            }
        } catch (IOException e) {
            return Optional.of(e.getMessage());
        }
    }

    private Optional<String> attempt(Trial trial, RunFolder folder, Journal journal, Past past, Watcher watcher)
            throws IOException {
        String reason;
        try {
            train(trial, folder, journal, past, watcher);
            return Optional.empty();
        } catch (Brake.StoppedException e) {
            throw e;
        } catch (TrainingException | IOException e) {
            reason = e.getMessage();
        } catch (UncheckedIOException e) {
            reason = e.getCause().getMessage();
        } catch (RuntimeException | Error e) {
            folder.keep(TRACE, trace(e));
            reason = "%s%nThe stack trace is in %s.".formatted(e, folder.path().resolve(TRACE));
        }
        String why = reason;
        brake.unlessPulled(() -> journal.write("failed", Map.of("reason", why)));
        return Optional.of(reason);
    }

    private void train(Trial trial, RunFolder folder, Journal journal, Past past, Watcher watcher)
            throws IOException, TrainingException {
        long begun = System.nanoTime();
        Dataset dataset = datasets.open(trial.setup().dataset());
        PixelScale scale = datasets.scale(trial.setup().dataset());
        Engine engine = engine(trial);
        var checkpoints = new CheckpointFolder(folder, trial.key(), Word.of(engine.choice()));
        var safekeeping = new Safekeeping(checkpoints, trial, folder, journal, watcher);
        brake.unlessPulled(() -> safekeeping.look(past.epochs()));
        Optional<Kept> last = safekeeping.found();
        var beginning = beginning(trial, past.attempts() + 1, last, engine.toString());
        brake.unlessPulled(() -> {
            journal.write("begin", beginning);
            watcher.begins(trial, engine.toString());
            last.ifPresent(kept -> watcher.resumes(trial, kept.checkpoint().epoch()));
        });
        double before = last.map(Kept::seconds).orElse(0.0);
        var listener = new Telling(trial, journal, watcher, safekeeping, () -> before + seconds(begun));
        var trainer = new Trainer(trial.setup().train(), trial.seed(), listener);
        try (var networks =
                new TrialNetworks(trial, dataset, scale, engine, weights, last.isPresent(), features, listener)) {
            Outcome outcome =
                    last.isPresent() ? trainer.resume(networks, last.get().checkpoint()) : trainer.train(networks);
            Blueprint blueprint = networks.blueprint();
            var metrics = new TrialMetrics(
                    trial.role(),
                    trial.seed(),
                    outcome.epochs().size(),
                    outcome.bestEpoch(),
                    blueprint.classicalParameters(),
                    blueprint.block().parameters(),
                    outcome.circuitEvaluations(),
                    outcome.validation(),
                    outcome.test());
            var results = new LinkedHashMap<String, String>();
            results.put(TrialMetrics.FILE, metrics.text());
            results.put(
                    PredictionsFile.FILE,
                    PredictionsFile.text(
                            said(outcome.validationPredictions(), dataset.validation()),
                            said(outcome.predictions(), dataset.test())));
            double seconds = before + seconds(begun);
            var speed = new Speed(outcome.effort(), listener.nanos());
            Map<String, String> companions = companions(trial, outcome, blueprint.block(), dataset.passport());
            brake.unlessPulled(() -> {
                safekeeping.save(blueprint, networks.values(), networks.shapes());
                journal.write("end", end(outcome, speed, seconds));
                for (var companion : companions.entrySet()) {
                    folder.keep(companion.getKey(), companion.getValue());
                }
                folder.publish(results, seconds);
                safekeeping.remove();
                watcher.learned(trial, speed.toString());
                brake.leave();
            });
        }
    }

    private static PredictionsFile.Said said(Predictions predictions, Split split) {
        return new PredictionsFile.Said(predictions, split.items(), split.groups());
    }

    private static Engine engine(Trial trial) throws TrainingException {
        try {
            return Engine.prepare(trial.setup().model().engine());
        } catch (IllegalArgumentException e) {
            throw new TrainingException(e.getMessage());
        }
    }

    /**
     * What lies beside a result, by file: its plots, and what stands in its block. A trial that was trained is not lost because
     * one of them cannot be made.
     */
    private Map<String, String> companions(Trial trial, Outcome outcome, Block block, Passport passport) {
        var companions = new LinkedHashMap<String, String>();
        try {
            companions.putAll(
                    TrialPlots.of(outcome.epochs(), outcome.bestEpoch(), outcome.predictions(), passport.classes()));
            // Of circuits side by side, the first.
            block.circuits().stream()
                    .findFirst()
                    .ifPresent(circuit -> companions.put(TrialPlots.CIRCUIT, new Drawing(circuit).svg()));
            companions.put(BlockSheet.FILE, sheets.of(trial, block).text());
        } catch (RuntimeException e) {
            companions.put(TRACE, trace(e));
        }
        return companions;
    }

    private static String trace(Throwable failure) {
        var trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace)); // checkstyle: into a file beside the journal
        return trace.toString();
    }

    /** Hands on how training goes, to the journal and to whoever watches. */
    private final class Telling implements Trainer.Listener, FeatureStore.Listener {

        private final Trial trial;
        private final Journal journal;
        private final Watcher watcher;
        private final Safekeeping safekeeping;
        private final DoubleSupplier trained;
        private long epochBegun = System.nanoTime();
        private long nanos;

        /** @param trained how many seconds the trial has been trained until now */
        Telling(Trial trial, Journal journal, Watcher watcher, Safekeeping safekeeping, DoubleSupplier trained) {
            this.trial = trial;
            this.journal = journal;
            this.watcher = watcher;
            this.safekeeping = safekeeping;
            this.trained = trained;
        }

        @Override
        public void batchDone(int epoch, int batch, int batches, double loss) {
            tell(() -> watcher.batch(trial, epoch, batch, batches, loss));
        }

        @Override
        public void epochDone(EpochResult result, Checkpoint checkpoint) {
            double seconds = seconds(epochBegun);
            epochBegun = System.nanoTime();
            tell(() -> {
                // First the journal: a checkpoint counts only where the journal tells its epochs.
                journal.write("epoch", epoch(result, seconds));
                safekeeping.keep(new Kept(checkpoint, trained.getAsDouble()));
                watcher.epoch(trial, result, seconds);
            });
        }

        @Override
        public void computes(Path folder, int images, long bytes, Optional<String> trouble) {
            tell(() -> {
                if (trouble.isPresent()) {
                    watcher.warns(trial, "its features in %s were damaged (%s)".formatted(folder, trouble.get()));
                }
                watcher.prepares(
                        trial,
                        String.format(
                                Locale.ROOT,
                                "computes once what does not learn, for %,d images (%,.1f MB)",
                                images,
                                bytes / MEGA));
            });
        }

        @Override
        public void progress(int done, int images) {
            tell(() -> watcher.prepared(trial, done, images));
        }

        @Override
        public void has(Path folder, int images, long bytes) {
            var facts = new LinkedHashMap<String, Object>();
            facts.put("folder", folder.getFileName().toString());
            facts.put("images", images);
            facts.put("bytes", bytes);
            tell(() -> journal.write("features", facts));
            epochBegun = System.nanoTime();
        }

        /** How long others were told of epochs, and checkpoints kept. */
        long nanos() {
            return nanos;
        }

        private void tell(Brake.Deed deed) {
            long begun = System.nanoTime();
            try {
                brake.unlessPulled(deed);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            nanos += System.nanoTime() - begun;
        }
    }

    private Map<String, Object> beginning(Trial trial, int attempt, Optional<Kept> last, String engine)
            throws IOException {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("attempt", attempt);
        last.ifPresent(kept -> facts.put(TrialRecord.RESUMED, kept.checkpoint().epoch()));
        facts.put("experiment", study.plan().name());
        facts.put("role", trial.role());
        facts.put("seed", trial.seed());
        facts.put("point", trial.point());
        facts.put("key", trial.key());
        facts.put(
                "dataset",
                facts(
                        datasets.open(trial.setup().dataset()),
                        datasets.inspect(trial.setup().dataset())));
        trial.setup()
                .model()
                .backbone()
                .weights()
                .ifPresent(published -> facts.put(
                        "weights",
                        Map.of(
                                "source",
                                published.source(),
                                "digest",
                                trial.identity().get(Plan.BACKBONE_WEIGHTS))));
        facts.put("surroundings", surroundings(trial, engine));
        return facts;
    }

    private Map<String, String> surroundings(Trial trial, String engine) {
        var surroundings =
                new LinkedHashMap<>(Surroundings.of(trial.identity().get("framework"), engine, study.file()));
        TrialRecord.plugins(trial.identity()).keySet().stream()
                .filter(study.plugins()::containsKey)
                .forEach(id -> surroundings.put(
                        TrialRecord.PLUGIN + id, study.plugins().get(id)));
        return surroundings;
    }

    private static Map<String, Object> facts(Dataset dataset, Inspection inspection) {
        Passport passport = dataset.passport();
        var images = new LinkedHashMap<String, Integer>();
        var labels = new LinkedHashMap<String, int[]>();
        var groups = new LinkedHashMap<String, Integer>();
        for (Part part : Part.of(dataset)) {
            images.put(part.word(), part.size());
            labels.put(part.word(), part.split().counts(dataset.classes()));
            if (!part.split().groups().isEmpty()) {
                groups.put(part.word(), Set.copyOf(part.split().groups()).size());
            }
        }
        var facts = new LinkedHashMap<String, Object>();
        facts.put("source", passport.source());
        facts.put("version", passport.version());
        facts.put("digest", passport.digest());
        facts.put("licence", passport.licence());
        facts.put("citation", passport.citation());
        facts.put("classes", passport.classes());
        facts.put("images", images);
        facts.put("labels", labels);
        facts.put("grouped_by", passport.groupedBy().orElse(""));
        facts.put("groups", groups);
        facts.put("known_issues", passport.knownIssues());
        facts.put("published", published(passport.published()));
        var guard = new LinkedHashMap<String, Object>();
        for (Finding finding : inspection.findings()) {
            var found = new LinkedHashMap<String, Object>();
            found.put("verdict", finding.verdict().toString());
            found.put("count", finding.count());
            found.put("sentence", finding.sentence());
            guard.put(finding.promise(), found);
        }
        facts.put("guard", guard);
        return facts;
    }

    /** Of the parts of which it is known. */
    private static Map<String, List<Integer>> published(LabelCounts counts) {
        var published = new LinkedHashMap<String, List<Integer>>();
        published.put("train", counts.train());
        published.put(PredictionsFile.VALIDATION, counts.validation());
        published.put(PredictionsFile.TEST, counts.test());
        published.values().removeIf(List::isEmpty);
        return published;
    }

    private static Map<String, Object> epoch(EpochResult result, double seconds) {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("epoch", result.epoch());
        var train = new LinkedHashMap<String, Object>();
        train.put("loss", result.trainLoss());
        train.put("rate", result.rate());
        facts.put("train", train);
        facts.put("val", result.validation().metrics());
        facts.put("seconds", seconds);
        return facts;
    }

    private static Map<String, Object> end(Outcome outcome, Speed speed, double seconds) {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("best_epoch", outcome.bestEpoch());
        facts.put("test", outcome.test().metrics());
        facts.put("seconds", seconds);
        facts.put("quantum_seconds", outcome.quantumNanos() / NANOS);
        facts.put("circuit_evaluations", outcome.circuitEvaluations());
        facts.put("speed", speed.facts());
        return facts;
    }

    /**
     * What the journal tells of earlier attempts.
     *
     * @param epochs how many epochs may be gone on from
     */
    private record Past(int attempts, int epochs) {}

    /** A journal that cannot be read is set aside, so that the trial can be trained. */
    private static Past past(Trial trial, RunFolder folder, Watcher watcher) throws IOException {
        if (!Files.isRegularFile(folder.journal())) {
            return new Past(0, 0);
        }
        try {
            int attempts = (int) Journal.read(folder.journal()).stream()
                    .filter(event -> event.name().equals("begin"))
                    .count();
            int epochs = TrialRecord.read(folder)
                    .map(record -> record.curve().size())
                    .orElse(0);
            return new Past(attempts, epochs);
        } catch (DamagedJournalException e) {
            folder.setAside(Journal.FILE);
            watcher.damaged(
                    trial, "its journal could not be read and was set aside as %s.damaged".formatted(Journal.FILE));
            return new Past(0, 0);
        }
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / NANOS;
    }
}
