package io.ansatz.plugins.convnext;

import io.ansatz.api.ImageShape;
import io.ansatz.api.Meaning;
import io.ansatz.api.backbone.Backbone;
import io.ansatz.api.backbone.Operation;
import io.ansatz.api.backbone.Operation.Convolution;
import io.ansatz.api.backbone.Operation.Gelu;
import io.ansatz.api.backbone.Operation.GlobalAveragePool;
import io.ansatz.api.backbone.Operation.LayerNorm;
import io.ansatz.api.backbone.Operation.LayerScale;
import io.ansatz.api.backbone.Operation.Residual;
import io.ansatz.api.backbone.Stage;
import io.ansatz.api.backbone.Trunk;
import java.util.ArrayList;
import java.util.List;
import org.pf4j.Extension;

/**
 * ConvNeXt (Liu et al. 2022). Parameters carry the names of torchvision's; its two linear layers in each block are
 * convolutions of 1 x 1 here, so their weights have two dimensions of length 1 more.
 */
@Extension
@Meaning("depthwise convolutions of 7 x 7 with layer normalisation, after the manner of transformers")
public final class ConvNext implements Backbone<ConvNext.Settings> {

    /** The stem divides by 4, and three stages by 2 each; what does not fill a window is dropped. */
    private static final int LEAST_PIXELS = 32;

    private static final double LAYER_SCALE = 1e-6;

    /** How wide and how deep. */
    public enum Variant {
        TINY(96, List.of(3, 3, 9, 3)),
        BASE(128, List.of(3, 3, 27, 3));

        private final int width;
        private final List<Integer> blocks;

        /**
         * One of the published sizes.
         *
         * @param width the channels of the first stage; each further stage doubles them
         */
        Variant(int width, List<Integer> blocks) {
            this.width = width;
            this.blocks = blocks;
        }
    }

    /** The words of an experiment file. */
    public record Settings(
            @Meaning("how large: tiny has 28 million parameters, base 88 million")
            Variant variant) {}

    @Override
    public String name() {
        return "convnext";
    }

    @Override
    public Settings defaults() {
        return new Settings(Variant.TINY);
    }

    @Override
    public Trunk draw(Settings settings, ImageShape input) {
        if (input.height() < LEAST_PIXELS || input.width() < LEAST_PIXELS) {
            throw new IllegalArgumentException("convnext needs images of at least %d x %d pixels, not %d x %d."
                    .formatted(LEAST_PIXELS, LEAST_PIXELS, input.height(), input.width()));
        }
        int width = settings.variant().width;
        List<Integer> blocks = settings.variant().blocks;
        var stages = new ArrayList<Stage>();
        stages.add(new Stage("stem", List.of(patches("features.0.0", width, 4), new LayerNorm("features.0.1"))));
        for (int number = 1; number <= blocks.size(); number++) {
            var operations = new ArrayList<Operation>();
            if (number > 1) {
                width *= 2;
                String name = "features.%d".formatted(2 * number - 2);
                operations.add(new LayerNorm(name + ".0"));
                operations.add(patches(name + ".1", width, 2));
            }
            for (int block = 0; block < blocks.get(number - 1); block++) {
                operations.add(block("features.%d.%d".formatted(2 * number - 1, block), width));
            }
            stages.add(new Stage("stage" + number, operations));
        }
        // Torchvision's classifier begins with this normalisation; only what follows it there knows of classes.
        stages.add(new Stage("pool", List.of(new GlobalAveragePool(), new LayerNorm("classifier.0"))));
        return new Trunk(input, stages);
    }

    /** What follows the normalisation, with which torchvision's classifier begins and the trunk ends. */
    @Override
    public List<String> classifier() {
        return List.of("classifier.2.weight", "classifier.2.bias");
    }

    private static Operation block(String name, int width) {
        return new Residual(
                List.of(
                        new Convolution(name + ".block.0", width, 7, 1, 3, width, true),
                        new LayerNorm(name + ".block.2"),
                        new Convolution(name + ".block.3", 4 * width, 1, 0),
                        new Gelu(),
                        new Convolution(name + ".block.5", width, 1, 0),
                        new LayerScale(name + ".layer_scale", LAYER_SCALE)),
                List.of());
    }

    /** A convolution whose windows lie side by side. */
    private static Convolution patches(String name, int filters, int size) {
        return new Convolution(name, filters, size, size, 0, 1, true);
    }
}
