package io.ansatz.runner.network;

import io.ansatz.api.ImageShape;
import io.ansatz.api.backbone.Operation;
import io.ansatz.api.backbone.Operation.AveragePool;
import io.ansatz.api.backbone.Operation.BatchNorm;
import io.ansatz.api.backbone.Operation.Convolution;
import io.ansatz.api.backbone.Operation.Gelu;
import io.ansatz.api.backbone.Operation.GlobalAveragePool;
import io.ansatz.api.backbone.Operation.LayerNorm;
import io.ansatz.api.backbone.Operation.LayerScale;
import io.ansatz.api.backbone.Operation.MaxPool;
import io.ansatz.api.backbone.Operation.Relu;
import io.ansatz.api.backbone.Operation.Relu6;
import io.ansatz.api.backbone.Operation.Residual;
import io.ansatz.api.backbone.Operation.Upsample;
import io.ansatz.api.backbone.Stage;
import io.ansatz.api.backbone.Trunk;
import java.util.ArrayList;
import java.util.List;

/** Trunks to test with. */
public final class Trunks {

    private Trunks() {}

    /** The five convolutions of the S3 network, under the names of its weight file. */
    public static Trunk cnn5(int channels) {
        return new Trunk(
                new ImageShape(channels, 28, 28),
                List.of(
                        stage("1", new Convolution("0", 16, 3, 0), new BatchNorm("1"), new Relu()),
                        stage("2", new Convolution("3", 16, 3, 0), new BatchNorm("4"), new Relu(), new MaxPool(2, 2)),
                        stage("3", new Convolution("7", 64, 3, 0), new BatchNorm("8"), new Relu()),
                        stage("4", new Convolution("10", 64, 3, 0), new BatchNorm("11"), new Relu()),
                        stage(
                                "5",
                                new Convolution("13", 64, 3, 1),
                                new BatchNorm("14"),
                                new Relu(),
                                new MaxPool(2, 2))));
    }

    /** One convolution of 3 filters with everything behind it, for images of 1 x 7 x 6: 3 x 2 x 2 features. */
    public static Trunk tiny() {
        return new Trunk(
                new ImageShape(1, 7, 6),
                List.of(stage(
                        "only",
                        new Convolution("conv", 3, 3, 0),
                        new BatchNorm("norm"),
                        new Relu(),
                        new MaxPool(2, 2))));
    }

    /** MobileNetV2 up to its pooled features, under the names of torchvision's weight files. */
    public static Trunk mobileNetV2() {
        var stages = new ArrayList<Stage>();
        var stem = new ArrayList<Operation>();
        addActivated(stem, new Convolution("features.0.0", 32, 3, 2, 1, 1, false), "features.0.1");
        stages.add(new Stage("0", stem));
        // Expansion, channels, repeats and first stride of each group of blocks: table 2 of arXiv:1801.04381.
        int[][] groups = {
            {1, 16, 1, 1}, {6, 24, 2, 2}, {6, 32, 3, 2}, {6, 64, 4, 2}, {6, 96, 3, 1}, {6, 160, 3, 2}, {6, 320, 1, 1}
        };
        int channels = 32;
        for (int[] group : groups) {
            for (int repeat = 0; repeat < group[2]; repeat++) {
                String name = "features." + stages.size() + ".conv.";
                int stride = repeat == 0 ? group[3] : 1;
                List<Operation> body = inverted(name, channels, group[0], group[1], stride);
                boolean added = stride == 1 && channels == group[1];
                stages.add(new Stage(
                        Integer.toString(stages.size()), added ? List.of(new Residual(body, List.of())) : body));
                channels = group[1];
            }
        }
        var end = new ArrayList<Operation>();
        addActivated(end, new Convolution("features.18.0", 1280, 1, 1, 0, 1, false), "features.18.1");
        end.add(new GlobalAveragePool());
        stages.add(new Stage("18", end));
        return new Trunk(new ImageShape(3, 224, 224), stages);
    }

    private static List<Operation> inverted(String name, int channels, int expansion, int filters, int stride) {
        var body = new ArrayList<Operation>();
        int width = channels * expansion;
        int part = 0;
        if (expansion > 1) {
            addActivated(body, new Convolution(name + "0.0", width, 1, 1, 0, 1, false), name + "0.1");
            part++;
        }
        addActivated(body, new Convolution(name + part + ".0", width, 3, stride, 1, width, false), name + part + ".1");
        body.add(new Convolution(name + (part + 1), filters, 1, 1, 0, 1, false));
        body.add(new BatchNorm(name + (part + 2)));
        return body;
    }

    private static void addActivated(List<Operation> operations, Convolution convolution, String norm) {
        operations.add(convolution);
        operations.add(new BatchNorm(norm));
        operations.add(new Relu6());
    }

    /**
     * Stages in the manner of ResNet and MobileNetV2, for images of 3 x 9 x 8: residuals with and without a shortcut of their
     * own, one inside another, one that begins with an activation; depthwise convolutions; every way to pool.
     */
    public static Trunk residual() {
        return new Trunk(
                new ImageShape(3, 9, 8),
                List.of(
                        stage(
                                "stem",
                                new Convolution("stem.conv", 4, 3, 2, 1, 1, false),
                                new BatchNorm("stem.norm"),
                                new Relu(),
                                new MaxPool(3, 2, 1)),
                        stage(
                                "narrow",
                                new Residual(
                                        List.of(
                                                new Convolution("narrow.expand", 8, 1, 0),
                                                new Relu6(),
                                                new Convolution("narrow.depthwise", 8, 3, 1, 1, 8, false),
                                                new BatchNorm("narrow.norm"),
                                                new Convolution("narrow.project", 4, 1, 0)),
                                        List.of()),
                                new Relu()),
                        stage(
                                "wide",
                                new Residual(
                                        List.of(
                                                new Relu(),
                                                new Convolution("wide.multiply", 8, 2, 1, 0, 4, true),
                                                new Residual(
                                                        List.of(new Convolution("wide.inner", 8, 3, 1)), List.of())),
                                        List.of(
                                                new Convolution("wide.shortcut", 8, 1, 1, 0, 1, false),
                                                new BatchNorm("wide.norm"),
                                                new AveragePool(2, 1))),
                                new GlobalAveragePool())));
    }

    /** Stages in the manner of ConvNeXt and ResNeXt, for images of 3 x 8 x 8; all of it is smooth. */
    public static Trunk smooth() {
        return new Trunk(
                new ImageShape(3, 8, 8),
                List.of(
                        stage(
                                "patches",
                                new Convolution("patches.conv", 6, 2, 2, 0, 1, true),
                                new LayerNorm("patches.norm")),
                        stage(
                                "mix",
                                new Residual(
                                        List.of(
                                                new Convolution("mix.depthwise", 6, 3, 1, 1, 6, true),
                                                new LayerNorm("mix.norm"),
                                                new Convolution("mix.expand", 8, 1, 0),
                                                new Gelu(),
                                                new Convolution("mix.project", 6, 1, 0),
                                                new LayerScale("mix.scale", 1e-6)),
                                        List.of())),
                        stage(
                                "groups",
                                new Convolution("groups.conv", 4, 3, 2, 1, 2, true),
                                new Gelu(),
                                new BatchNorm("groups.norm"),
                                new Convolution("groups.bare", 6, 2, 1, 1, 2, false)),
                        stage("end", new Upsample(2), new AveragePool(2, 1))));
    }

    /** A trunk of one stage. */
    public static Trunk of(ImageShape input, Operation... operations) {
        return new Trunk(input, List.of(stage("only", operations)));
    }

    private static Stage stage(String name, Operation... operations) {
        return new Stage(name, List.of(operations));
    }
}
