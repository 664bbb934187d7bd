package io.ansatz.runner.execution;

import io.ansatz.api.ImageShape;
import io.ansatz.api.backbone.Trunk;
import io.ansatz.runner.experiment.BackboneChoice;
import io.ansatz.runner.experiment.Model;
import io.ansatz.runner.experiment.Weights;
import io.ansatz.runner.network.Architect;
import io.ansatz.runner.network.Blueprint;
import io.ansatz.runner.weights.OpenWeights;
import io.ansatz.runner.weights.WantedArrays;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** The arrays with which a backbone begins instead of those that are drawn. */
final class PublishedArrays {

    private PublishedArrays() {}

    /**
     * The arrays by their names in the trunk; none if the experiment names no weights.
     *
     * @param digest what the file's digest is to be
     * @throws IOException if they cannot be had; the message is for the user
     */
    static Map<String, float[]> of(
            Model model, Blueprint blueprint, ImageShape images, OpenWeights open, Optional<String> digest)
            throws IOException {
        BackboneChoice backbone = model.backbone();
        if (backbone.weights().isEmpty()) {
            return Map.of();
        }
        Weights weights = backbone.weights().get();
        Trunk whole = Architect.trunk(backbone.use(), Architect.read(model, Optional.of(blueprint.block()), images));
        var wanted = WantedArrays.of(backbone.use().part(), whole, backbone.upToCut(whole));
        String expected = digest.isPresent() ? digest.get() : open.digest(weights);
        return open.read(weights, expected, wanted);
    }
}
