package io.ansatz.runner.execution;

import io.ansatz.api.dataset.Dataset;
import io.ansatz.api.dataset.Passport;
import io.ansatz.runner.experiment.Trial;
import io.ansatz.runner.network.Architect;
import io.ansatz.runner.network.Blueprint;
import io.ansatz.runner.network.Engine;
import io.ansatz.runner.network.HybridNetwork;
import io.ansatz.runner.tracking.Journal;
import io.ansatz.runner.tracking.RunFolder;
import io.ansatz.runner.tracking.TrialMetrics;
import io.ansatz.runner.training.EpochResult;
import io.ansatz.runner.training.Outcome;
import io.ansatz.runner.training.Predictions;
import io.ansatz.runner.training.Trainer;
import io.ansatz.runner.training.TrainingException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Trains one trial, tells its journal, and publishes what comes out. */
final class TrialRunner {

    static final String METRICS = "metrics.json";
    static final String PREDICTIONS = "predictions.csv";

    private static final double NANOS = 1e9;

    private final Study study;
    private final OpenDatasets datasets;

    TrialRunner(Study study, OpenDatasets datasets) {
        this.study = study;
        this.datasets = datasets;
    }

    /** Runs the trial in a folder that this process holds; returns why it failed, or nothing when its results are published. */
    Optional<String> run(Trial trial, RunFolder folder, Watcher watcher) throws IOException {
        long begun = System.nanoTime();
        folder.keep("trial.txt", lines(trial));
        folder.keep("experiment.yaml", study.resolved());
        Map<String, String> results;
        try (Journal journal = Journal.open(folder.journal())) {
            try {
                results = train(trial, journal, attempt(folder), watcher, begun);
            } catch (TrainingException e) {
                journal.write("failed", Map.of("reason", e.getMessage()));
                return Optional.of(e.getMessage());
            } catch (RuntimeException | OutOfMemoryError e) {
                String reason = "%s; the stack trace is in %s."
                        .formatted(e, folder.path().resolve("failure.txt"));
                var trace = new StringWriter();
                e.printStackTrace(new PrintWriter(trace)); // checkstyle: into a file beside the journal
                folder.keep("failure.txt", trace.toString());
                journal.write("failed", Map.of("reason", reason));
                return Optional.of(reason);
            }
        }
        folder.publish(results, seconds(begun));
        return Optional.empty();
    }

    private Map<String, String> train(Trial trial, Journal journal, int attempt, Watcher watcher, long begun)
            throws IOException, TrainingException {
        Dataset dataset = datasets.open(trial.setup().dataset());
        Blueprint blueprint = Architect.draw(trial.setup(), trial.control(), dataset.shape(), dataset.classes());
        Engine engine = Engine.prepare();
        try (var network = new HybridNetwork(blueprint, trial.setup().train().rate(), trial.seed())) {
            String line = engine.oneDnn() && !engine.oneDnnIsLive(network)
                    ? engine + " (but its layers do not use it: convolutions will be four times slower than need be)"
                    : engine.toString();
            watcher.begins(trial, line);
            journal.write("begin", beginning(trial, attempt, line, dataset.passport()));

            var listener = new Trainer.Listener() {
                private long epochBegun = System.nanoTime();

                @Override
                public void batchDone(int epoch, int batch, int batches, double loss) {
                    watcher.batch(trial, epoch, batch, batches, loss);
                }

                @Override
                public void epochDone(EpochResult result) {
                    double seconds = seconds(epochBegun);
                    epochBegun = System.nanoTime();
                    tell(journal, result, seconds);
                    watcher.epoch(trial, result, seconds);
                }
            };
            Outcome outcome = new Trainer(trial.setup().train(), trial.seed(), listener).train(network, dataset);

            var metrics = new TrialMetrics(
                    trial.role(),
                    trial.seed(),
                    outcome.epochs().size(),
                    outcome.bestEpoch(),
                    network.classicalParameters(),
                    network.blockParameters(),
                    outcome.circuitEvaluations(),
                    outcome.validation(),
                    outcome.test());
            var end = new LinkedHashMap<String, Object>();
            end.put("best_epoch", outcome.bestEpoch());
            end.put("test", outcome.test().metrics());
            end.put("seconds", seconds(begun));
            end.put("quantum_seconds", outcome.quantumNanos() / NANOS);
            end.put("circuit_evaluations", outcome.circuitEvaluations());
            journal.write("end", end);

            var results = new LinkedHashMap<String, String>();
            results.put(METRICS, metrics.text());
            results.put(PREDICTIONS, csv(outcome, dataset.classes()));
            return results;
        }
    }

    private Map<String, Object> beginning(Trial trial, int attempt, String engine, Passport passport) {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("attempt", attempt);
        facts.put("experiment", study.plan().name());
        facts.put("role", trial.role());
        facts.put("seed", trial.seed());
        facts.put("point", trial.point());
        facts.put("key", trial.key());
        facts.put(
                "dataset",
                Map.of(
                        "source", passport.source(),
                        "version", passport.version(),
                        "digest", passport.digest(),
                        "licence", passport.licence(),
                        "known_issues", passport.knownIssues()));
        facts.put("surroundings", Surroundings.of(trial.identity().get("framework"), engine, study.file()));
        return facts;
    }

    private static void tell(Journal journal, EpochResult result, double seconds) {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("epoch", result.epoch());
        facts.put("train", Map.of("loss", result.trainLoss()));
        facts.put("val", result.validation().metrics());
        facts.put("seconds", seconds);
        try {
            journal.write("epoch", facts);
        } catch (IOException e) {
            throw new UncheckedIOException("The journal cannot be written: " + e.getMessage(), e);
        }
    }

    private static int attempt(RunFolder folder) throws IOException {
        return 1
                + (int) Journal.read(folder.journal()).stream()
                        .filter(event -> event.name().equals("begin"))
                        .count();
    }

    private static String lines(Trial trial) {
        var lines = new StringBuilder();
        trial.identity()
                .forEach((path, value) ->
                        lines.append(path).append(" = ").append(value).append('\n'));
        return lines.toString();
    }

    /** One row per image: which part it belongs to, its place there, its label, and the probability of each class. */
    private static String csv(Outcome outcome, int classes) {
        var text = new StringBuilder("part,image,label");
        for (int k = 0; k < classes; k++) {
            text.append(",p").append(k);
        }
        text.append('\n');
        append(text, "val", outcome.validationPredictions());
        append(text, "test", outcome.predictions());
        return text.toString();
    }

    private static void append(StringBuilder text, String part, Predictions predictions) {
        for (int i = 0; i < predictions.labels().length; i++) {
            text.append(part)
                    .append(',')
                    .append(i)
                    .append(',')
                    .append(predictions.labels()[i]);
            for (float probability : predictions.probabilities()[i]) {
                text.append(',').append(probability);
            }
            text.append('\n');
        }
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / NANOS;
    }
}
