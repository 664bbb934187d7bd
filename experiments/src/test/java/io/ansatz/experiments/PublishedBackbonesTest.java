package io.ansatz.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import io.ansatz.api.ImageShape;
import io.ansatz.api.backbone.Backbone;
import io.ansatz.api.backbone.Stage;
import io.ansatz.api.backbone.Trunk;
import io.ansatz.runner.catalog.Catalog;
import io.ansatz.runner.experiment.EngineChoice;
import io.ansatz.runner.experiment.ExperimentReader;
import io.ansatz.runner.experiment.ProblemsException;
import io.ansatz.runner.experiment.Scaling;
import io.ansatz.runner.experiment.Use;
import io.ansatz.runner.network.Block;
import io.ansatz.runner.network.Blueprint;
import io.ansatz.runner.network.Engine;
import io.ansatz.runner.network.FixedPart;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The backbones that torchvision has too make of the same images, with the same values in arrays of the same names, the same
 * features. What torchvision makes of them stands in {@code torchvision.csv}, from the script beside it.
 */
class PublishedBackbonesTest {

    private static final ImageShape IMAGE = new ImageShape(3, 96, 128);
    private static final int IMAGES = 2;

    /** How many features of an image the file has, at even distances. */
    private static final int SHOWN = 16;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            resnet18      | {use: resnet, depth: 18}        | ONEDNN
            resnet18      | {use: resnet, depth: 18}        | DEEPLEARNING4J
            resnet50      | {use: resnet, depth: 50}        | ONEDNN
            mobilenet_v2  | {use: mobilenet-v2}               | ONEDNN
            convnext_tiny | {use: convnext, variant: tiny}  | ONEDNN
            convnext_tiny | {use: convnext, variant: tiny}  | DEEPLEARNING4J
            convnext_base | {use: convnext, variant: base}  | ONEDNN
            """)
    void featuresAreThoseOfTorchvision(String network, String backbone, EngineChoice engine, @TempDir Path cache)
            throws Exception {
        Trunk trunk = trunk(backbone, cache);

        float[] features = features(trunk, engine);

        int size = features.length / IMAGES;
        for (int image = 0; image < IMAGES; image++) {
            double[] expected = expected(network, image);
            double squares = 0;
            for (int i = 0; i < size; i++) {
                squares += Math.pow(features[image * size + i], 2);
            }
            assertThat(Math.sqrt(squares)).isCloseTo(expected[0], relative(expected[0]));
            // Rounding of the large features reaches the small ones, hence a typical one as the scale.
            Offset<Double> near = relative(expected[0] / Math.sqrt(size));
            for (int i = 0; i < SHOWN; i++) {
                double feature = features[image * size + i * (size / SHOWN)];
                assertThat(feature).as("feature %d of image %d", i, image).isCloseTo(expected[1 + i], near);
            }
        }
    }

    private static Offset<Double> relative(double scale) {
        return Offset.offset(1e-4 * scale);
    }

    @SuppressWarnings("unchecked")
    private static Trunk trunk(String backbone, Path cache) throws ProblemsException {
        Path plugins = Path.of(System.getProperty("ansatz.project"), "plugins");
        try (var catalog = Catalog.open(List.of(plugins), cache::resolve, wanted -> {
            throw new IOException("Nothing is downloaded here.");
        })) {
            Use<Backbone<?>> use = new ExperimentReader(catalog, Map.of())
                    .read(Path.of("hello.yaml"), List.of("model.backbone=" + backbone))
                    .variants()
                    .get(0)
                    .experiment()
                    .model()
                    .backbone()
                    .use();
            return ((Backbone<Record>) use.part()).draw(use.settings(), IMAGE);
        }
    }

    private static float[] features(Trunk trunk, EngineChoice engine) {
        Set<String> all = trunk.stages().stream().map(Stage::name).collect(Collectors.toSet());
        var blueprint = new Blueprint(trunk, all, Scaling.NONE, new Block.Identity(2), List.of(), 2);
        try (var fixed = new FixedPart(blueprint, Engine.prepare(engine), 1)) {
            var arrays = new HashMap<String, float[]>();
            trunk.parameters().forEach((name, shape) -> arrays.put(name, values(name, shape)));
            trunk.statistics().forEach((name, shape) -> arrays.put(name, values(name, shape)));
            fixed.begin(arrays);
            float[] images = uniform("images", IMAGES * IMAGE.size());
            for (int i = 0; i < images.length; i++) {
                images[i] = 4 * images[i] - 2;
            }
            var features = new float[IMAGES * fixed.output().size()];
            fixed.run(IMAGES, images, features);
            return features;
        }
    }

    /** As in the script: around 0 or 1 for one number per channel, else so large that maps neither grow nor vanish. */
    private static float[] values(String name, int... shape) {
        int count = 1;
        for (int length : shape) {
            count *= length;
        }
        float[] values = uniform(name, count);
        if (name.endsWith("layer_scale")) {
            return values;
        }
        double reach = Math.sqrt(6.0 * shape[0] / count);
        float around = name.endsWith("bias") || name.endsWith("mean") ? 0 : 1;
        for (int i = 0; i < count; i++) {
            values[i] = shape.length == 1 ? around + (values[i] - 0.5f) * 0.5f : (2 * values[i] - 1) * (float) reach;
        }
        return values;
    }

    /** As in the script: multiples of 2^-24 in [0, 1), the upper bits of SplitMix64 at a place that the name and the index give. */
    private static float[] uniform(String name, int count) {
        var sum = new CRC32();
        sum.update(name.getBytes(StandardCharsets.UTF_8));
        var numbers = new float[count];
        for (int i = 0; i < count; i++) {
            long z = ((sum.getValue() << 32) + i + 1) * 0x9E3779B97F4A7C15L;
            z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
            z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
            numbers[i] = ((z ^ (z >>> 31)) >>> 40) * 0x1p-24f;
        }
        return numbers;
    }

    /** The norm of an image's features, and some of them. */
    private static double[] expected(String network, int image) throws IOException {
        String begin = network + "," + image + ",";
        return Files.readAllLines(Path.of("src/test/resources/torchvision.csv")).stream()
                .filter(line -> line.startsWith(begin))
                .map(line -> line.substring(begin.length()).split(","))
                .map(numbers ->
                        Arrays.stream(numbers).mapToDouble(Double::parseDouble).toArray())
                .findFirst()
                .orElseThrow();
    }
}
