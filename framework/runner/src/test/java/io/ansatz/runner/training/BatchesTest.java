package io.ansatz.runner.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ansatz.api.ImageShape;
import io.ansatz.api.dataset.Images;
import io.ansatz.api.dataset.Split;
import io.ansatz.runner.material.Pixels;
import io.ansatz.runner.network.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchesTest {

    private final Batches batches = new Batches(new Pixels(numbered(10)), 4);

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
        batches.shuffle(new SplittableRandom(1));

        assertThat(labelsInOrder())
                .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9)
                .isNotEqualTo(range());
    }

    @Test
    void theOrderDependsOnTheGeneratorAlone() {
        batches.shuffle(new SplittableRandom(5));
        batches.shuffle(new Seed(3).generator("batches/1"));
        var again = new Batches(new Pixels(numbered(10)), 4);
        again.shuffle(new Seed(3).generator("batches/1"));

        assertThat(labelsOf(again)).isEqualTo(labelsInOrder());
    }

    @Test
    void pixelsReachFromMinusOneToOneAndKeepTheirImage() {
        var pixels = new byte[] {0, (byte) 255, 51, (byte) 204};
        var two = new Batches(
                new Pixels(new Split(Images.of(new ImageShape(1, 1, 2), pixels), new int[] {7, 8}, "some")), 4);

        assertThat(two.load(0)).isEqualTo(2);

        assertThat(two.labels()).containsExactly(7, 8);
        assertThat(two.images()).containsExactly(new float[] {-1, 1, -0.6f, 0.6f}, within(1e-6f));
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
