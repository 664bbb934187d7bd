package io.ansatz.runner.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ansatz.api.ImageShape;
import io.ansatz.api.dataset.Images;
import io.ansatz.api.dataset.Split;
import io.ansatz.runner.experiment.Sampling;
import io.ansatz.runner.material.PixelScale;
import io.ansatz.runner.material.Pixels;
import io.ansatz.runner.network.Seed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchesTest {

    private final Batches batches = new Batches(pixels(numbered(10)), 4);

    @Test
    void theLastBatchMayBeShorter() {
        assertThat(batches.count()).isEqualTo(3);
        assertThat(batches.load(0)).isEqualTo(4);
        assertThat(batches.load(1)).isEqualTo(4);
        assertThat(batches.load(2)).isEqualTo(2);
    }

    @Test
    void imagesComeInTheirOwnOrderUntilShuffled() {
        assertThat(labelsInOrder()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void shufflingServesEveryImageOnceInAnotherOrder() {
        batches.turn(1, Sampling.SHUFFLED, 10, new SplittableRandom(1));

        assertThat(labelsInOrder())
                .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9)
                .isNotEqualTo(range());
    }

    @Test
    void theOrderDependsOnTheGeneratorAlone() {
        batches.turn(1, Sampling.SHUFFLED, 10, new SplittableRandom(5));
        batches.turn(1, Sampling.SHUFFLED, 10, new Seed(3).generator("batches/1"));
        var again = new Batches(pixels(numbered(10)), 4);
        again.turn(1, Sampling.SHUFFLED, 10, new Seed(3).generator("batches/1"));

        assertThat(labelsOf(again)).isEqualTo(labelsInOrder());
    }

    @Test
    void pixelsReachFromMinusOneToOneAndKeepTheirImage() {
        var pixels = new byte[] {0, (byte) 255, 51, (byte) 204};
        var two =
                new Batches(pixels(new Split(Images.of(new ImageShape(1, 1, 2), pixels), new int[] {7, 8}, "some")), 4);

        assertThat(two.load(0)).isEqualTo(2);

        assertThat(two.labels()).containsExactly(7, 8);
        assertThat(two.images()).containsExactly(new float[] {-1, 1, -0.6f, 0.6f}, within(1e-6f));
    }

    /** Of ten images eight are of class 0, two of class 1 and none of class 2. */
    @Test
    void balancedSamplingShowsEachClassAsOftenAsAnyOther() {
        int[] labels = {0, 0, 0, 0, 1, 0, 0, 0, 0, 1};
        var images = new Split(numbered(10).images(), labels, "some");
        var balanced = new Batches(pixels(images), 4);
        var seen = new HashSet<Integer>();
        for (int epoch = 1; epoch <= 20; epoch++) {
            balanced.turn(epoch, Sampling.BALANCED, 3, new SplittableRandom(epoch));
            var counts = new int[2];
            for (int i = 0; i < balanced.count(); i++) {
                int size = balanced.load(i);
                for (int place = 0; place < size; place++) {
                    counts[balanced.labels()[place]]++;
                    seen.add(Math.round((balanced.images()[place] + 1) / 2 * 255));
                }
            }
            assertThat(counts).containsExactly(5, 5);
        }
        assertThat(seen).hasSize(10);
    }

    private static Pixels pixels(Split split) {
        return new Pixels(split, PixelScale.half(split.shape()));
    }

    /** Images of one pixel whose label is their place. */
    private static Split numbered(int size) {
        var pixels = new byte[size];
        for (int i = 0; i < size; i++) {
            pixels[i] = (byte) i;
        }
        return new Split(
                Images.of(new ImageShape(1, 1, 1), pixels),
                IntStream.range(0, size).toArray(),
                "some");
    }

    private static List<Integer> range() {
        return IntStream.range(0, 10).boxed().toList();
    }

    private List<Integer> labelsInOrder() {
        return labelsOf(batches);
    }

    private static List<Integer> labelsOf(Batches batches) {
        var labels = new ArrayList<Integer>();
        for (int i = 0; i < batches.count(); i++) {
            int size = batches.load(i);
            for (int row = 0; row < size; row++) {
                labels.add(batches.labels()[row]);
                assertThat(batches.images()[row]).isCloseTo(batches.labels()[row] / 127.5f - 1, within(1e-6f));
            }
        }
        return labels;
    }
}
