package io.ansatz.plugins.cnn5;

import io.ansatz.api.ImageShape;
import io.ansatz.api.Meaning;
import io.ansatz.api.backbone.Backbone;
import io.ansatz.api.backbone.Operation;
import io.ansatz.api.backbone.Operation.BatchNorm;
import io.ansatz.api.backbone.Operation.Convolution;
import io.ansatz.api.backbone.Operation.MaxPool;
import io.ansatz.api.backbone.Operation.Relu;
import io.ansatz.api.backbone.Stage;
import io.ansatz.api.backbone.Trunk;
import java.util.ArrayList;
import java.util.List;
import org.pf4j.Extension;

/**
 * Five convolutions of 3 x 3 with batch normalisation, as in the MedMNIST quick start (Yang et al. 2023). Parameters
 * carry the names of its {@code torch} modules: {@code layer1.0} is a convolution, {@code layer1.1} its normalisation.
 */
@Extension
@Meaning("five 3 x 3 convolutions with batch normalisation, for small images")
public final class Cnn5 implements Backbone<Cnn5.Settings> {

    /** Two convolutions and a pooling halve 16 pixels to 6; two more convolutions leave 2, and the last pooling 1. */
    private static final int LEAST_PIXELS = 16;

    /** The published network, with nothing to choose. */
    public record Settings() {}

    @Override
    public String name() {
        return "cnn5";
    }

    @Override
    public Settings defaults() {
        return new Settings();
    }

    @Override
    public Trunk draw(Settings settings, ImageShape input) {
        if (input.height() < LEAST_PIXELS || input.width() < LEAST_PIXELS) {
            throw new IllegalArgumentException("cnn5 needs images of at least %d x %d pixels, not %d x %d."
                    .formatted(LEAST_PIXELS, LEAST_PIXELS, input.height(), input.width()));
        }
        return new Trunk(
                input,
                List.of(
                        stage("layer1", 16, 0),
                        pooledStage("layer2", 16, 0),
                        stage("layer3", 64, 0),
                        stage("layer4", 64, 0),
                        pooledStage("layer5", 64, 1)));
    }

    @Override
    public List<String> classifier() {
        return List.of("fc.0.weight", "fc.0.bias", "fc.2.weight", "fc.2.bias", "fc.4.weight", "fc.4.bias");
    }

    private static Stage stage(String name, int filters, int padding) {
        return new Stage(name, block(name, filters, padding));
    }

    private static Stage pooledStage(String name, int filters, int padding) {
        var operations = new ArrayList<>(block(name, filters, padding));
        operations.add(new MaxPool(2, 2));
        return new Stage(name, operations);
    }

    private static List<Operation> block(String name, int filters, int padding) {
        return List.of(new Convolution(name + ".0", filters, 3, padding), new BatchNorm(name + ".1"), new Relu());
    }
}
