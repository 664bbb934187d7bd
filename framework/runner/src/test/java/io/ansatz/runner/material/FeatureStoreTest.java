package io.ansatz.runner.material;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ansatz.api.ImageShape;
import io.ansatz.api.dataset.Dataset;
import io.ansatz.api.dataset.Images;
import io.ansatz.api.dataset.Passport;
import io.ansatz.api.dataset.Split;
import io.ansatz.runner.experiment.EngineChoice;
import io.ansatz.runner.experiment.Scaling;
import io.ansatz.runner.network.Block;
import io.ansatz.runner.network.Blueprint;
import io.ansatz.runner.network.Engine;
import io.ansatz.runner.network.FixedPart;
import io.ansatz.runner.network.Trunks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureStoreTest {

    private static final ImageShape SHAPE = new ImageShape(1, 7, 6);
    private static final PixelScale HALF = PixelScale.half(SHAPE);
    private static final Dataset DATASET = new Dataset(
            new Passport("made here", "1", "abc", "none", "", List.of("dark", "light"), List.of()),
            split(70, 1),
            split(5, 2),
            split(33, 3));

    @TempDir
    private Path folder;

    private final List<String> heard = new ArrayList<>();

    private final FeatureStore.Listener listener = new FeatureStore.Listener() {

        @Override
        public void computes(Path place, int images, long bytes, Optional<String> trouble) {
            heard.add("computes %d images, %d bytes%s"
                    .formatted(images, bytes, trouble.map(": "::concat).orElse("")));
        }

        @Override
        public void progress(int done, int images) {
            heard.add("%d of %d".formatted(done, images));
        }

        @Override
        public void has(Path place, int images, long bytes) {
            heard.add("has");
        }
    };

    @Test
    void everyImageHasItsFeatures() throws Exception {
        try (FixedPart part = part()) {
            Material material = features(new FeatureStore(folder), part, "a");

            assertThat(material.shape()).isEqualTo(part.output());
            assertThat(material.classes()).containsExactly("dark", "light");
            assertSame(material.train(), DATASET.train(), part);
            assertSame(material.validation(), DATASET.validation(), part);
            assertSame(material.test(), DATASET.test(), part);
        }
    }

    private static void assertSame(Supply supply, Split split, FixedPart part) {
        assertThat(supply.labels()).isEqualTo(split.labels());
        var pixels = new float[SHAPE.size()];
        var expected = new float[part.output().size()];
        var actual = new float[3 + expected.length];
        for (int image = 0; image < split.size(); image++) {
            new Pixels(split, HALF).read(image, pixels, 0);
            part.run(1, pixels, expected);
            supply.read(image, actual, 3);
            // Alone and in a batch, oneDNN may add in another order.
            assertThat(Arrays.copyOfRange(actual, 3, actual.length)).containsExactly(expected, within(1e-6f));
        }
    }

    @Test
    void featuresAreComputedOnce() throws Exception {
        try (FixedPart part = part()) {
            var store = new FeatureStore(folder);
            features(store, part, "a");
            assertThat(heard)
                    .containsExactly(
                            "computes 108 images, 5184 bytes",
                            "32 of 108",
                            "64 of 108",
                            "70 of 108",
                            "75 of 108",
                            "107 of 108",
                            "108 of 108",
                            "has");

            heard.clear();
            features(store, part, "a");
            features(new FeatureStore(folder), part, "a");
            assertThat(heard).containsExactly("has", "has");

            heard.clear();
            features(store, part, "b");
            assertThat(heard).first().isEqualTo("computes 108 images, 5184 bytes");
            assertThat(places()).hasSize(2);
        }
    }

    @Test
    void whatDecidesFeaturesIsWrittenBesideThem() throws Exception {
        try (FixedPart part = part()) {
            features(new FeatureStore(folder), part, "a");

            assertThat(Files.readAllLines(places().get(0).resolve("features.txt")))
                    .startsWith(
                            "format = ansatz features 1", "dataset = abc", "pixels = (x / 255 - 0.5) / 0.5", "part = a")
                    .anyMatch(line -> line.matches("values = [0-9a-f]{64}"))
                    .last()
                    .asString()
                    .matches("sha256 = [0-9a-f]{64}");
        }
    }

    @Test
    void otherValuesAreOtherFeatures() throws Exception {
        try (FixedPart part = part()) {
            Map<String, float[]> values = part.values();
            Map<String, String> before = FeatureStore.identity(DATASET, HALF, Map.of(), values);
            var changed = new LinkedHashMap<>(values);
            float[] bias = values.get("trunk.conv.bias").clone();
            bias[1] = Math.nextUp(bias[1]);
            changed.put("trunk.conv.bias", bias);

            assertThat(FeatureStore.identity(DATASET, HALF, Map.of(), changed)).isNotEqualTo(before);
            assertThat(FeatureStore.identity(DATASET, HALF, Map.of(), values)).isEqualTo(before);
        }
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamed() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "No folder.");
        try (FixedPart part = part()) {
            var store = new FeatureStore(file.resolve("features"));

            assertThatThrownBy(() -> features(store, part, "a"))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("The features of the part that does not learn could not be written to %s: "
                            .formatted(file.resolve("features")))
                    .hasMessageEndingWith("Maybe there is not enough room; they can be deleted at any time.");
        }
    }

    private Material features(FeatureStore store, FixedPart part, String name) throws IOException {
        Map<String, String> identity = FeatureStore.identity(DATASET, HALF, Map.of("part", name), part.values());
        return store.features(DATASET, HALF, part, identity, listener);
    }

    private List<Path> places() throws IOException {
        try (Stream<Path> places = Files.list(folder)) {
            return places.sorted().toList();
        }
    }

    private static FixedPart part() {
        var blueprint = new Blueprint(Trunks.tiny(), Set.of("only"), Scaling.NONE, new Block.Identity(2), List.of(), 2);
        return new FixedPart(blueprint, Engine.prepare(EngineChoice.AUTO), 3);
    }

    private static Split split(int size, long seed) {
        var random = new SplittableRandom(seed);
        var pixels = new byte[size * SHAPE.size()];
        random.nextBytes(pixels);
        return new Split(Images.of(SHAPE, pixels), random.ints(size, 0, 2).toArray(), "some");
    }
}
