package io.ansatz.plugins.mobilenetv2;

import io.ansatz.api.ImageShape;
import io.ansatz.api.Meaning;
import io.ansatz.api.backbone.Backbone;
import io.ansatz.api.backbone.Operation;
import io.ansatz.api.backbone.Operation.BatchNorm;
import io.ansatz.api.backbone.Operation.Convolution;
import io.ansatz.api.backbone.Operation.GlobalAveragePool;
import io.ansatz.api.backbone.Operation.Relu6;
import io.ansatz.api.backbone.Operation.Residual;
import io.ansatz.api.backbone.Stage;
import io.ansatz.api.backbone.Trunk;
import java.util.ArrayList;
import java.util.List;
import org.pf4j.Extension;

/** MobileNetV2 of width 1 (Sandler et al. 2018). Parameters carry the names of torchvision's. */
@Extension
@Meaning("inverted residuals with depthwise convolutions; light for its accuracy on large images")
public final class MobileNetV2 implements Backbone<MobileNetV2.Settings> {

    /** The rows of the paper's Table 2 between its first convolution and its last. */
    private static final List<Row> ROWS = List.of(
            new Row(1, 16, 1, 1),
            new Row(6, 24, 2, 2),
            new Row(6, 32, 3, 2),
            new Row(6, 64, 4, 2),
            new Row(6, 96, 3, 1),
            new Row(6, 160, 3, 2),
            new Row(6, 320, 1, 1));

    private static final int STEM_FILTERS = 32;
    private static final int FEATURES = 1280;

    /**
     * Bottlenecks of one width.
     *
     * @param expansion how many times wider a bottleneck is inside than what enters it
     * @param stride that of the first one; the others have 1
     */
    private record Row(int expansion, int filters, int repeats, int stride) {}

    /** The network of width 1, with nothing to choose. */
    public record Settings() {}

    @Override
    public String name() {
        return "mobilenet-v2";
    }

    @Override
    public Settings defaults() {
        return new Settings();
    }

    @Override
    public Trunk draw(Settings settings, ImageShape input) {
        var stages = new ArrayList<Stage>();
        stages.add(new Stage("stem", activated("features.0", STEM_FILTERS, 3, 2, 1)));
        int place = 1;
        int channels = STEM_FILTERS;
        for (Row row : ROWS) {
            var operations = new ArrayList<Operation>();
            for (int repeat = 0; repeat < row.repeats(); repeat++) {
                int stride = repeat == 0 ? row.stride() : 1;
                List<Operation> body = bottleneck("features.%d.conv".formatted(place), row, channels, stride);
                if (stride == 1 && channels == row.filters()) {
                    operations.add(new Residual(body, List.of()));
                } else {
                    operations.addAll(body);
                }
                channels = row.filters();
                place++;
            }
            stages.add(new Stage("stage" + stages.size(), operations));
        }
        stages.add(new Stage("stage" + stages.size(), activated("features." + place, FEATURES, 1, 1, 1)));
        stages.add(new Stage("pool", List.of(new GlobalAveragePool())));
        return new Trunk(input, stages);
    }

    @Override
    public List<String> classifier() {
        return List.of("classifier.1.weight", "classifier.1.bias");
    }

    /** Widens with 1 x 1, filters each channel with 3 x 3, and narrows with 1 x 1 and no activation. */
    private static List<Operation> bottleneck(String name, Row row, int channels, int stride) {
        var operations = new ArrayList<Operation>();
        int width = channels * row.expansion();
        int place = 0;
        if (width > channels) {
            operations.addAll(activated(name + "." + place, width, 1, 1, 1));
            place++;
        }
        operations.addAll(activated(name + "." + place, width, 3, stride, width));
        operations.add(convolution("%s.%d".formatted(name, place + 1), row.filters(), 1, 1, 1));
        operations.add(new BatchNorm("%s.%d".formatted(name, place + 2)));
        return operations;
    }

    private static List<Operation> activated(String name, int filters, int kernel, int stride, int groups) {
        return List.of(
                convolution(name + ".0", filters, kernel, stride, groups), new BatchNorm(name + ".1"), new Relu6());
    }

    private static Convolution convolution(String name, int filters, int kernel, int stride, int groups) {
        return new Convolution(name, filters, kernel, stride, kernel / 2, groups, false);
    }
}
