package io.ansatz.runner.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.ansatz.api.ImageShape;
import io.ansatz.runner.experiment.Scaling;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShuffledRowsTest {

    private static final Block.Quantum HYBRID = new Block.Quantum(ProductSimulator.onQubits(4));
    private static final int BATCH = 16;

    @Test
    void everyRowGoesToExactlyOneOther() {
        for (int batch = 2; batch < 40; batch++) {
            for (long seed = 0; seed < 20; seed++) {
                int[] source = new ShuffledRows(new ImageShape(1, 1, 1), new Seed(seed)).sources(batch);

                assertThat(source)
                        .containsExactlyInAnyOrder(IntStream.range(0, batch).toArray());
                for (int row = 0; row < batch; row++) {
                    assertThat(source[row]).isNotEqualTo(row);
                }
            }
        }
    }

    @Test
    void whoGetsWhoseDependsOnTheSeed() {
        int[] source = new ShuffledRows(new ImageShape(1, 1, 1), new Seed(1)).sources(BATCH);

        assertThat(new ShuffledRows(new ImageShape(1, 1, 1), new Seed(1)).sources(BATCH))
                .isEqualTo(source);
        assertThat(new ShuffledRows(new ImageShape(1, 1, 1), new Seed(2)).sources(BATCH))
                .isNotEqualTo(source);
    }

    @Test
    void slopesGoBackToTheRowTheyComeFrom() {
        var shuffled = new ShuffledRows(new ImageShape(2, 1, 1), new Seed(1));
        int[] source = shuffled.sources(3);
        double[] inputs = {1, 2, 3, 4, 5, 6};

        double[] outputs = shuffled.run(3, inputs, Map.of());
        double[] back = shuffled.differentiate(3, inputs, Map.of(), outputs).inputs();

        for (int row = 0; row < 3; row++) {
            assertThat(outputs[2 * row]).isEqualTo(inputs[2 * source[row]]);
            assertThat(outputs[2 * row + 1]).isEqualTo(inputs[2 * source[row] + 1]);
        }
        assertThat(back).isEqualTo(inputs);
    }

    @Test
    void anImageAloneIsNotRead() {
        var shuffled = new ShuffledRows(new ImageShape(2, 1, 1), new Seed(1));

        assertThat(shuffled.run(1, new double[] {1, 2}, Map.of())).containsExactly(0, 0);
        assertThat(shuffled.differentiate(1, new double[] {1, 2}, Map.of(), new double[] {3, 4})
                        .inputs())
                .containsExactly(0, 0);
    }

    @Test
    void theAnswerToAnImageIsTheHybridsToAnother() {
        float[] images = images(new int[BATCH], 5);
        try (var hybrid = network(HYBRID);
                var shuffled = network(HYBRID.shuffledBy(new Seed(3)))) {
            assertThat(shuffled.values().keySet()).isEqualTo(hybrid.values().keySet());

            float[] own = hybrid.classify(BATCH, images);
            float[] others = shuffled.classify(BATCH, images);

            int[] source = new ShuffledRows(new ImageShape(4, 1, 1), new Seed(3)).sources(BATCH);
            for (int row = 0; row < BATCH; row++) {
                assertThat(others[2 * row]).isEqualTo(own[2 * source[row]]);
            }
        }
    }

    @Test
    void whatTheHybridLearnsIsLost() {
        // Light and dark images, other ones in every batch: nobody can learn them by heart.
        assertThat(lossAfterTraining(HYBRID)).isLessThan(0.1);
        assertThat(lossAfterTraining(HYBRID.shuffledBy(new Seed(3)))).isGreaterThan(0.6);
    }

    /** The mean of the last 20 of 100 batches; to guess costs ln 2 = 0.69. */
    private static double lossAfterTraining(Block block) {
        var random = new SplittableRandom(11);
        double sum = 0;
        try (var network = network(block)) {
            for (int step = 0; step < 100; step++) {
                int[] labels = random.ints(BATCH, 0, 2).toArray();
                double loss = network.learn(BATCH, images(labels, step), labels);
                sum += step < 80 ? 0 : loss / 20;
            }
        }
        return sum;
    }

    private static HybridNetwork network(Block block) {
        return new HybridNetwork(new Blueprint(Trunks.tiny(), Scaling.TANH_PI, block, List.of(8), 2), 0.05, 1);
    }

    private static float[] images(int[] labels, long seed) {
        var random = new SplittableRandom(seed);
        var images = new float[labels.length * 42];
        for (int i = 0; i < images.length; i++) {
            images[i] = (float) (random.nextDouble() - 0.5 + labels[i / 42]);
        }
        return images;
    }
}
