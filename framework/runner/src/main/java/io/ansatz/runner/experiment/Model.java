package io.ansatz.runner.experiment;

import io.ansatz.api.Meaning;
import io.ansatz.api.circuit.CircuitTemplate;
import io.ansatz.api.network.Neck;
import java.util.List;
import java.util.Optional;

/** The network, from pixels to classes. */
public record Model(
        @Meaning("turns the image into features") BackboneChoice backbone,

        @Meaning("what fits images to the backbone; left out, it reads them as they are")
        Optional<Adapter> adapter,

        @Meaning("makes features of the backbone's map; left out, the map itself is the features")
        Optional<Use<Neck<?>>> neck,

        @Meaning("where the circuit stands") Placement placement,
        @Meaning("how features become angles") Scaling scaling,

        @Meaning("the quantum circuit; none for a network without one") @Asked
        Optional<Use<CircuitTemplate<?>>> circuit,

        @Meaning("what runs the circuit") SimulatorChoice simulator,
        @Meaning("turns the circuit's outputs into classes") Head head,

        @Meaning(
                "what computes the backbone, and LSTMs of a neck; auto is onednn where that is fast, and deeplearning4j elsewhere")
        EngineChoice engine) {

    public Model {
        boolean onPixels = placement instanceof Placement.Input;
        if (circuit.isEmpty() && !placement.equals(new Placement.Features(Projection.LINEAR))) {
            throw new IllegalArgumentException("placement says where the circuit stands, but circuit is none.");
        }
        if (neck.isPresent() && placement instanceof Placement.Patches) {
            throw new IllegalArgumentException(
                    "neck must be none with placement: patches, where the circuit reads each place of the map itself; not %s."
                            .formatted(neck.get().name()));
        }
        if (onPixels && scaling != Scaling.NONE && scaling != Scaling.PI) {
            throw new IllegalArgumentException(
                    "scaling must be none or pi where the circuit reads pixels, which are between 0 and 1; not %s."
                            .formatted(Word.of(scaling)));
        }
    }

    /** The same model, in which other stages of the backbone do not learn. */
    public Model freezing(List<String> stages) {
        return new Model(
                backbone.freezing(stages), adapter, neck, placement, scaling, circuit, simulator, head, engine);
    }
}
