package io.ansatz.runner.experiment;

import io.ansatz.api.Meaning;
import io.ansatz.api.backbone.Backbone;
import io.ansatz.api.circuit.CircuitTemplate;

/** The network, from pixels to classes. */
public record Model(
        @Meaning("turns the image into features") Use<Backbone<?>> backbone,
        @Meaning("where the circuit stands") Placement placement,
        @Meaning("how features become angles") Scaling scaling,
        @Meaning("the quantum circuit") Use<CircuitTemplate<?>> circuit,
        @Meaning("what runs the circuit") SimulatorChoice simulator,
        @Meaning("turns the circuit's outputs into classes") Head head,

        @Meaning("what computes the backbone; auto is onednn where that is fast, and deeplearning4j elsewhere")
        EngineChoice engine) {}
