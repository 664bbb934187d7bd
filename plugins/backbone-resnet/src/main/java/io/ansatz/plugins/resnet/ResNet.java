package io.ansatz.plugins.resnet;

import io.ansatz.api.ImageShape;
import io.ansatz.api.Meaning;
import io.ansatz.api.backbone.Backbone;
import io.ansatz.api.backbone.Operation;
import io.ansatz.api.backbone.Operation.BatchNorm;
import io.ansatz.api.backbone.Operation.Convolution;
import io.ansatz.api.backbone.Operation.GlobalAveragePool;
import io.ansatz.api.backbone.Operation.MaxPool;
import io.ansatz.api.backbone.Operation.Relu;
import io.ansatz.api.backbone.Operation.Residual;
import io.ansatz.api.backbone.Stage;
import io.ansatz.api.backbone.Trunk;
import java.util.ArrayList;
import java.util.List;
import org.pf4j.Extension;

/**
 * Residual networks of 18 and 50 layers (He et al. 2016). Parameters carry the names of torchvision's, and a bottleneck
 * takes its stride where torchvision's does: in its 3 x 3 convolution; in the paper the 1 x 1 before has it.
 */
@Extension
@Meaning("residual networks of 18 or 50 layers")
public final class ResNet implements Backbone<ResNet.Settings> {

    private static final int STEM_FILTERS = 64;

    /** What an image passes before the first residual. */
    public enum Stem {
        /** A convolution of 7 x 7 and a pooling, each halving the image, as published for ImageNet. */
        STANDARD,
        /** A convolution of 3 x 3 that keeps the size, as MedMNIST has it for its benchmark at 28 pixels. */
        SMALL_IMAGES
    }

    /** The words of an experiment file. */
    public record Settings(
            @Meaning("how many layers: 18, or 50 with bottlenecks")
            int depth,

            @Meaning("standard quarters the image before the first residual; small-images keeps its size")
            Stem stem) {

        public Settings {
            if (depth != 18 && depth != 50) {
                throw new IllegalArgumentException("depth must be 18 or 50, not %d.".formatted(depth));
            }
        }

        private boolean bottlenecks() {
            return depth == 50;
        }

        /** How many residuals layer1 to layer4 have. */
        private List<Integer> blocks() {
            return bottlenecks() ? List.of(3, 4, 6, 3) : List.of(2, 2, 2, 2);
        }
    }

    @Override
    public String name() {
        return "resnet";
    }

    @Override
    public Settings defaults() {
        return new Settings(18, Stem.STANDARD);
    }

    @Override
    public Trunk draw(Settings settings, ImageShape input) {
        var stages = new ArrayList<Stage>();
        stages.add(new Stage("stem", stem(settings.stem())));
        for (int number = 1; number <= settings.blocks().size(); number++) {
            stages.add(layer(settings, number));
        }
        stages.add(new Stage("pool", List.of(new GlobalAveragePool())));
        return new Trunk(input, stages);
    }

    @Override
    public List<String> classifier() {
        return List.of("fc.weight", "fc.bias");
    }

    private static List<Operation> stem(Stem stem) {
        return switch (stem) {
            case STANDARD ->
                List.of(
                        convolution("conv1", STEM_FILTERS, 7, 2),
                        new BatchNorm("bn1"),
                        new Relu(),
                        new MaxPool(3, 2, 1));
            case SMALL_IMAGES -> List.of(convolution("conv1", STEM_FILTERS, 3, 1), new BatchNorm("bn1"), new Relu());
        };
    }

    private static Stage layer(Settings settings, int number) {
        int width = STEM_FILTERS << (number - 1);
        int filters = settings.bottlenecks() ? 4 * width : width;
        int channels = number == 1 ? STEM_FILTERS : filters / 2;
        int stride = number == 1 ? 1 : 2;
        var operations = new ArrayList<Operation>();
        for (int block = 0; block < settings.blocks().get(number - 1); block++) {
            String name = "layer%d.%d".formatted(number, block);
            List<Operation> body =
                    settings.bottlenecks() ? bottleneck(name, width, stride) : basic(name, width, stride);
            boolean sameShape = stride == 1 && channels == filters;
            operations.add(new Residual(body, sameShape ? List.of() : shortcut(name, filters, stride)));
            operations.add(new Relu());
            channels = filters;
            stride = 1;
        }
        return new Stage("layer" + number, operations);
    }

    private static List<Operation> basic(String name, int width, int stride) {
        return List.of(
                convolution(name + ".conv1", width, 3, stride),
                new BatchNorm(name + ".bn1"),
                new Relu(),
                convolution(name + ".conv2", width, 3, 1),
                new BatchNorm(name + ".bn2"));
    }

    private static List<Operation> bottleneck(String name, int width, int stride) {
        return List.of(
                convolution(name + ".conv1", width, 1, 1),
                new BatchNorm(name + ".bn1"),
                new Relu(),
                convolution(name + ".conv2", width, 3, stride),
                new BatchNorm(name + ".bn2"),
                new Relu(),
                convolution(name + ".conv3", 4 * width, 1, 1),
                new BatchNorm(name + ".bn3"));
    }

    private static List<Operation> shortcut(String name, int filters, int stride) {
        return List.of(convolution(name + ".downsample.0", filters, 1, stride), new BatchNorm(name + ".downsample.1"));
    }

    private static Convolution convolution(String name, int filters, int kernel, int stride) {
        return new Convolution(name, filters, kernel, stride, kernel / 2, 1, false);
    }
}
