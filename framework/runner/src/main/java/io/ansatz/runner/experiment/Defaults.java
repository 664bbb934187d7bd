package io.ansatz.runner.experiment;

import static java.util.Map.entry;

import io.ansatz.simulator.noise.Noise;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What holds where an experiment file is silent. What has no entry here must be written. */
final class Defaults {

    private static final Map<Class<?>, Map<String, Object>> OF = Map.ofEntries(
            entry(
                    Experiment.class,
                    Map.of(
                            "train",
                            new Training(10, 64, Training.Optimizer.ADAM, 0.001, Optional.empty(), Selection.AUC),
                            "controls",
                            List.of(),
                            "seeds",
                            List.of(1L),
                            "compare",
                            Comparing.usual(),
                            "tracking",
                            new Tracking(Tracking.EMBEDDED))),
            entry(
                    Comparing.class,
                    Map.of(
                            "metrics",
                            Comparing.usual().metrics(),
                            "margins",
                            Comparing.usual().margins(),
                            "alpha",
                            Comparing.usual().alpha(),
                            "family",
                            Comparing.usual().family(),
                            "resamples",
                            Comparing.usual().resamples())),
            entry(
                    Comparing.Margins.class,
                    Map.of(
                            "auc",
                            Comparing.usual().margins().auc(),
                            "others",
                            Comparing.usual().margins().others())),
            entry(
                    DatasetChoice.class,
                    Map.of(
                            "split",
                            new Division.Given(),
                            "per-class-seed",
                            1L,
                            "normalize",
                            Normalization.HALF,
                            "strict",
                            false)),
            entry(
                    Augmentation.class,
                    Map.of(
                            "flips",
                            List.of(),
                            "rotate",
                            0.0,
                            "crop",
                            0.0,
                            "shift",
                            0.0,
                            "brightness",
                            0.0,
                            "contrast",
                            0.0)),
            entry(Division.Shares.class, Map.of("seed", 1L)),
            entry(Division.Folds.class, Map.of("test", 1, "seed", 1L)),
            entry(BackboneChoice.class, Map.of("freeze", List.of())),
            entry(
                    Model.class,
                    Map.of(
                            "placement",
                            new Placement.Features(Projection.LINEAR),
                            "scaling",
                            Scaling.TANH_PI,
                            "simulator",
                            new SimulatorChoice(SimulatorChoice.Kind.STATEVECTOR),
                            "head",
                            new Head(List.of()),
                            "engine",
                            EngineChoice.AUTO)),
            entry(Placement.Features.class, Map.of("projection", Projection.LINEAR)),
            entry(Placement.Patches.class, Map.of("projection", Projection.LINEAR)),
            entry(Adapter.class, Map.of("scale", 1)),
            entry(Training.Stop.class, Map.of("metric", Selection.AUC)),
            entry(Schedule.Cosine.class, Map.of("floor", 0.0, "stretch", 1)),
            entry(Schedule.Steps.class, Map.of("factor", 0.1)),
            entry(Schedule.Plateau.class, Map.of("metric", Selection.AUC, "factor", 0.1, "patience", 10, "floor", 0.0)),
            entry(
                    Noise.class,
                    Map.of(
                            "depolarizing",
                            Noise.none().depolarizing(),
                            "amplitude-damping",
                            Noise.none().amplitudeDamping(),
                            "phase-damping",
                            Noise.none().phaseDamping(),
                            "readout",
                            Noise.none().readout())));

    private Defaults() {}

    static Optional<Object> of(Class<?> record, String component) {
        return Optional.ofNullable(OF.getOrDefault(record, Map.of()).get(component));
    }
}
