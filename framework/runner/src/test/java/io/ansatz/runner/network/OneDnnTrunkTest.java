package io.ansatz.runner.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.ansatz.api.ImageShape;
import io.ansatz.api.backbone.Operation;
import io.ansatz.api.backbone.Stage;
import io.ansatz.api.backbone.Trunk;
import io.ansatz.runner.experiment.EngineChoice;
import io.ansatz.runner.network.onednn.Mode;
import io.ansatz.runner.network.onednn.OneDnn;
import io.ansatz.runner.network.onednn.OneDnnTrunk;
import io.ansatz.runner.network.onednn.ParameterMemory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Maps, and the slopes of the images, against the formulas and their central differences. */
class OneDnnTrunkTest {

    private static final int BATCH = 3;
    private static final double STEP = 1e-5;

    @BeforeEach
    void requireOneDnn() {
        assumeThat(OneDnn.version()).as("oneDNN can be loaded on this machine").isPresent();
        Engine.prepare(EngineChoice.AUTO);
    }

    static Stream<Named<Trunk>> blocks() {
        return ConvStackTest.blocks();
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void slopesOfTheImagesAreThoseOfTheFormulasOfLearning(Trunk trunk) {
        assertSlopes(trunk, Mode.LEARN);
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void slopesOfTheImagesAreThoseOfTheFormulasOfAFrozenTrunk(Trunk trunk) {
        assertSlopes(trunk, Mode.FROZEN);
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void mapsAreThoseOfTheFormulas(Trunk trunk) {
        try (var bench = new Bench(trunk)) {
            double[] images = SampleNetwork.images(trunk, BATCH);
            double[] expected = bench.formulas(Mode.CLASSIFY).apply(images);

            bench.forward(Mode.CLASSIFY, images);

            // Rounding of floats in sums of some hundred products.
            assertThat(bench.maps.data().asDouble()).containsExactly(expected, within(1e-5 * largest(expected)));
        }
    }

    private static void assertSlopes(Trunk trunk, Mode mode) {
        try (var bench = new Bench(trunk)) {
            double[] images = SampleNetwork.images(trunk, BATCH);
            double[] slopes =
                    new SplittableRandom(6).doubles(bench.maps.length(), -1, 1).toArray();
            bench.forward(mode, images);
            float[] actual = bench.backward(mode, slopes);

            var formulas = bench.formulas(mode);
            double scale = 1;
            for (float slope : actual) {
                scale = Math.max(scale, Math.abs(slope));
            }
            for (int i = 0; i < images.length; i += 1 + images.length / 60) {
                double pixel = images[i];
                images[i] = pixel + STEP;
                double above = weighted(formulas.apply(images), slopes);
                images[i] = pixel - STEP;
                double below = weighted(formulas.apply(images), slopes);
                images[i] = pixel;

                assertThat((double) actual[i])
                        .as("pixel %d", i)
                        .isCloseTo((above - below) / (2 * STEP), within(1e-5 * scale));
            }
        }
    }

    private static double weighted(double[] values, double[] weights) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += values[i] * weights[i];
        }
        return sum;
    }

    private static double largest(double[] values) {
        double largest = 1;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    /** What a pass computes in double. */
    private interface Formulas {

        double[] apply(double[] images);
    }

    /** A trunk with parameters of its own, and memory for a batch. */
    private static final class Bench implements AutoCloseable {

        private final Trunk trunk;
        private final Map<String, Integer> places = new LinkedHashMap<>();
        private final Map<String, float[]> values;
        private final INDArray parameters;
        private final INDArray parameterSlopes;
        private final INDArray images;
        private final INDArray maps;
        private final OneDnnTrunk oneDnn;

        Bench(Trunk trunk) {
            this.trunk = trunk;
            var sizes = new LinkedHashMap<String, float[]>();
            int length = 0;
            for (Trunk.Step step : trunk.steps()) {
                for (var entry : TrunkStarts.of(step).entrySet()) {
                    places.put(entry.getKey(), length);
                    sizes.put(
                            "trunk." + entry.getKey(),
                            new float[entry.getValue().count()]);
                    length += entry.getValue().count();
                }
            }
            values = SampleNetwork.values(sizes);
            parameters = Nd4j.zeros(DataType.FLOAT, length + 1);
            parameterSlopes = Nd4j.zeros(DataType.FLOAT, length + 1);
            places.forEach((name, place) -> {
                float[] array = values.get("trunk." + name);
                for (int i = 0; i < array.length; i++) {
                    parameters.putScalar(place + i, array[i]);
                }
            });
            images = array(trunk.input());
            maps = array(trunk.output());
            List<Operation> operations = trunk.stages().stream()
                    .flatMap(stage -> stage.operations().stream())
                    .toList();
            oneDnn = new OneDnnTrunk(trunk.input(), operations, true, new ParameterMemory() {
                @Override
                public long value(String name) {
                    return address(parameters) + (long) Float.BYTES * places.get(name);
                }

                @Override
                public long slope(String name) {
                    return address(parameterSlopes) + (long) Float.BYTES * places.get(name);
                }
            });
        }

        Formulas formulas(Mode mode) {
            Set<String> byBatch = mode == Mode.LEARN
                    ? trunk.stages().stream().map(Stage::name).collect(Collectors.toSet())
                    : Set.of();
            var plain = new PlainTrunk(trunk, values, byBatch);
            int last = trunk.steps().size() - 1;
            return pixels -> plain.run(BATCH, pixels).get(last);
        }

        void forward(Mode mode, double[] pixels) {
            images.data().setData(SampleNetwork.floats(pixels));
            oneDnn.forward(mode, BATCH, address(images), address(maps));
        }

        float[] backward(Mode mode, double[] slopes) {
            try (INDArray mapSlopes = array(trunk.output());
                    INDArray imageSlopes = array(trunk.input())) {
                mapSlopes.data().setData(SampleNetwork.floats(slopes));
                oneDnn.backward(mode, BATCH, address(mapSlopes), address(imageSlopes));
                return imageSlopes.data().asFloat();
            }
        }

        private static INDArray array(ImageShape shape) {
            return Nd4j.createUninitialized(DataType.FLOAT, BATCH, shape.channels(), shape.height(), shape.width());
        }

        private static long address(INDArray array) {
            return array.data().addressPointer().address();
        }

        @Override
        public void close() {
            oneDnn.close();
        }
    }
}
