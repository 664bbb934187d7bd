package io.ansatz.runner.cli;

import io.ansatz.api.ImageShape;
import io.ansatz.api.backbone.Backbone;
import io.ansatz.api.backbone.Trunk;
import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.CircuitTemplate;
import io.ansatz.api.dataset.Dataset;
import io.ansatz.api.dataset.DatasetSource;
import io.ansatz.runner.execution.Report;
import io.ansatz.runner.experiment.BackboneChoice;
import io.ansatz.runner.experiment.Comparing;
import io.ansatz.runner.experiment.Control;
import io.ansatz.runner.experiment.DatasetChoice;
import io.ansatz.runner.experiment.EngineChoice;
import io.ansatz.runner.experiment.Experiment;
import io.ansatz.runner.experiment.Head;
import io.ansatz.runner.experiment.Model;
import io.ansatz.runner.experiment.Placement;
import io.ansatz.runner.experiment.Projection;
import io.ansatz.runner.experiment.Scaling;
import io.ansatz.runner.experiment.Selection;
import io.ansatz.runner.experiment.SimulatorChoice;
import io.ansatz.runner.experiment.Tracking;
import io.ansatz.runner.experiment.Training;
import io.ansatz.runner.experiment.Trial;
import io.ansatz.runner.experiment.Use;
import io.ansatz.runner.tracking.TrialMetrics;
import io.ansatz.runner.training.Evaluation;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Trials to print; nothing in them can be trained. */
final class SampleTrial {

    private SampleTrial() {}

    /** A hybrid of four epochs in batches of ten. */
    static Trial hybrid(long seed, Map<String, String> point) {
        return trial(seed, point, Optional.empty());
    }

    static Trial mlp(long seed) {
        return trial(seed, Map.of(), Optional.of(Control.MLP));
    }

    static Report.Finished finished(Trial trial, double accuracy, OptionalDouble auc, boolean trainedNow) {
        return finished(trial, evaluation(200, accuracy, auc), trainedNow);
    }

    static Report.Finished finished(Trial trial, Evaluation test, boolean trainedNow) {
        var metrics = new TrialMetrics(trial.role(), trial.seed(), 4, 3, 90_000, 36, 0, test, test);
        return new Report.Finished(trial, metrics, 12.34, Path.of("somewhere"), trainedNow);
    }

    static Evaluation evaluation(int images, double accuracy, OptionalDouble auc) {
        int most = images * 21 / 40;
        int[][] confusion = {{most, 0}, {0, images - most}};
        return new Evaluation(images, 0.5, accuracy, accuracy, auc, 0.525, confusion, List.of());
    }

    private static Trial trial(long seed, Map<String, String> point, Optional<Control> control) {
        var setup = new Experiment(
                "sample",
                new DatasetChoice(new Use<>(new NoImages(), new Nothing())),
                new Model(
                        new BackboneChoice(new Use<>(new NoTrunk(), new Nothing())),
                        Optional.empty(),
                        Optional.empty(),
                        new Placement.Features(Projection.LINEAR),
                        Scaling.NONE,
                        Optional.of(new Use<>(new NoCircuit(), new Nothing())),
                        new SimulatorChoice(SimulatorChoice.Kind.STATEVECTOR),
                        new Head(List.of()),
                        EngineChoice.AUTO),
                new Training(4, 10, Training.Optimizer.ADAM, 0.01, Optional.empty(), Selection.LOSS),
                List.of(),
                List.of(seed),
                Comparing.usual(),
                new Tracking(Tracking.EMBEDDED));
        return new Trial(point, setup, control, seed, Map.of("seed", Long.toString(seed)));
    }

    private record Nothing() {}

    private static final class NoImages implements DatasetSource<Nothing> {

        @Override
        public String name() {
            return "no-images";
        }

        @Override
        public Nothing defaults() {
            return new Nothing();
        }

        @Override
        public Dataset open(Nothing settings) {
            throw new UnsupportedOperationException("Nobody opens it here.");
        }
    }

    private static final class NoTrunk implements Backbone<Nothing> {

        @Override
        public String name() {
            return "no-trunk";
        }

        @Override
        public Nothing defaults() {
            return new Nothing();
        }

        @Override
        public Trunk draw(Nothing settings, ImageShape input) {
            throw new UnsupportedOperationException("Nobody draws it here.");
        }
    }

    private static final class NoCircuit implements CircuitTemplate<Nothing> {

        @Override
        public String name() {
            return "no-circuit";
        }

        @Override
        public Nothing defaults() {
            return new Nothing();
        }

        @Override
        public Circuit draw(Nothing settings) {
            throw new UnsupportedOperationException("Nobody draws it here.");
        }
    }
}
