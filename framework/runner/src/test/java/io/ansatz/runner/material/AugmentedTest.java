package io.ansatz.runner.material;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ansatz.api.ImageShape;
import io.ansatz.api.dataset.Dataset;
import io.ansatz.api.dataset.Flip;
import io.ansatz.api.dataset.Images;
import io.ansatz.api.dataset.Passport;
import io.ansatz.api.dataset.Split;
import io.ansatz.runner.experiment.Augmentation;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AugmentedTest {

    private static final int SIDE = 9;
    private static final ImageShape SHAPE = new ImageShape(1, SIDE, SIDE);
    private static final PixelScale UNIT = new PixelScale(new float[] {0}, new float[] {1 / 255f});
    private static final int IMAGES = 200;

    @Test
    void nothingAskedForIsNothingChanged() {
        Supply same = augmented(new Augmentation(List.of(), 0, 0, 0, 0, 0), 1);

        for (int image = 0; image < 5; image++) {
            assertThat(read(same, image)).containsExactly(numbers(image), within(1e-4f));
        }
    }

    @Test
    void anImageIsMirroredHalfOfTheTime() {
        Supply mirrored = augmented(new Augmentation(List.of(Flip.HORIZONTAL), 0, 0, 0, 0, 0), 1);
        int turned = 0;
        for (int image = 0; image < IMAGES; image++) {
            float[] found = read(mirrored, image);
            if (!Arrays.equals(rounded(found), rounded(numbers(image)))) {
                turned++;
                assertThat(rounded(found)).isEqualTo(rounded(mirror(numbers(image))));
            }
        }
        // Four standard errors of 200 throws.
        assertThat(turned).isBetween(100 - 29, 100 + 29);
    }

    @Test
    void bothMirrorImagesMakeFour() {
        Supply mirrored = augmented(new Augmentation(List.of(Flip.HORIZONTAL, Flip.VERTICAL), 0, 0, 0, 0, 0), 1);
        Set<List<Integer>> seen = new HashSet<>();
        for (int epoch = 1; epoch <= 40; epoch++) {
            seen.add(list(read(mirrored.inEpoch(epoch), 0)));
        }
        assertThat(seen).hasSize(4);
    }

    @Test
    void whatBecomesOfAnImageFollowsFromSeedEpochAndNameAlone() {
        var all = new Augmentation(List.of(Flip.HORIZONTAL), 20, 0.2, 0.1, 0.1, 0.2);
        Supply one = augmented(all, 1);
        Supply other = augmented(all, 1);
        List<float[]> backwards = IntStream.range(0, 20)
                .map(i -> 19 - i)
                .parallel()
                .mapToObj(image -> read(other.inEpoch(3), image))
                .toList();

        for (int image = 0; image < 20; image++) {
            assertThat(read(one.inEpoch(3), image)).isEqualTo(backwards.get(19 - image));
        }
        assertThat(read(one.inEpoch(4), 0)).isNotEqualTo(read(one.inEpoch(3), 0));
        assertThat(read(augmented(all, 2).inEpoch(3), 0)).isNotEqualTo(read(one.inEpoch(3), 0));
        assertThat(read(few(all), 0)).isEqualTo(read(one, 7));
    }

    /** A disc in the middle stays where it is, however it is turned. */
    @Test
    void turningKeepsTheMiddle() {
        Supply turned = augmented(new Augmentation(List.of(), 180, 0, 0, 0, 0), 1);

        for (int image = 0; image < 10; image++) {
            assertThat(read(turned, image)[SIDE * SIDE / 2]).isCloseTo(numbers(image)[SIDE * SIDE / 2], within(1e-3f));
        }
    }

    /** Of a ramp from left to right, moved by m columns, every brightness inside changes by m steps. */
    @Test
    void movingIsAtMostWhatWasAskedFor() {
        Supply moved = augmented(new Augmentation(List.of(), 0, 0, 0.2, 0, 0), 1, ramp());
        double most = 0;
        for (int epoch = 1; epoch <= 300; epoch++) {
            float middle = read(moved.inEpoch(epoch), 0)[SIDE * 4 + 4];
            most = Math.max(most, Math.abs(middle - 80) / 20);
        }
        assertThat(most).isBetween(0.2 * SIDE * 0.95, 0.2 * SIDE);
    }

    /** A crop makes what is left larger: the steps of a ramp become smaller. */
    @Test
    void whatIsLeftOfACropFillsTheImage() {
        Supply cropped = augmented(new Augmentation(List.of(), 0, 0.5, 0, 0, 0), 1, ramp());
        double least = 20;
        for (int epoch = 1; epoch <= 300; epoch++) {
            float[] found = read(cropped.inEpoch(epoch), 0);
            double step = found[SIDE * 4 + 5] - found[SIDE * 4 + 4];
            assertThat(step).isBetween(10 - 1e-3, 20 + 1e-3);
            least = Math.min(least, step);
        }
        assertThat(least).isLessThan(10.5);
    }

    @Test
    void brightnessAndContrastKeepTheirBounds() {
        Supply toned = augmented(new Augmentation(List.of(), 0, 0, 0, 0.1, 0.3), 1, ramp());
        double least = 99;
        double most = 0;
        for (int epoch = 1; epoch <= 300; epoch++) {
            float[] found = read(toned.inEpoch(epoch), 0);
            double step = found[SIDE * 4 + 5] - found[SIDE * 4 + 4];
            least = Math.min(least, step);
            most = Math.max(most, step);
            for (float value : found) {
                assertThat(value).isBetween(0f, 255f);
            }
        }
        assertThat(least).isBetween(14.0 - 1e-3, 14.2);
        assertThat(most).isBetween(25.8, 26 + 1e-3);
    }

    @Test
    void imagesToChooseByAndToBeJudgedOnStayAsTheyAre() {
        var all = new Augmentation(List.of(Flip.HORIZONTAL), 20, 0.2, 0.1, 0.1, 0.2);
        Material material = Material.of(dataset(images(IMAGES)), UNIT, Optional.of(all), 1);

        assertThat(read(material.validation().inEpoch(2), 3)).containsExactly(numbers(3), within(1e-4f));
        assertThat(read(material.test().inEpoch(2), 3)).containsExactly(numbers(3), within(1e-4f));
        assertThat(read(material.train().inEpoch(2), 3)).isNotEqualTo(numbers(3));
    }

    private static Supply augmented(Augmentation how, long seed) {
        return augmented(how, seed, images(IMAGES));
    }

    private static Supply augmented(Augmentation how, long seed, Split images) {
        return Material.of(dataset(images), UNIT, Optional.of(how), seed).train();
    }

    /** The seventh image alone. */
    private static Supply few(Augmentation how) {
        return augmented(how, 1, images(IMAGES).only(7));
    }

    private static Dataset dataset(Split images) {
        var passport = new Passport("here", "1", "digest", "none", "", List.of("a", "b"), List.of());
        return new Dataset(passport, images, images, images);
    }

    private static Split images(int count) {
        var pixels = new byte[count * SHAPE.size()];
        for (int image = 0; image < count; image++) {
            for (int p = 0; p < SHAPE.size(); p++) {
                pixels[image * SHAPE.size() + p] = (byte) numbers(image)[p];
            }
        }
        return new Split(Images.of(SHAPE, pixels), new int[count], "train");
    }

    /** Each column is 20 brighter than the one to its left. */
    private static Split ramp() {
        var pixels = new byte[SHAPE.size()];
        for (int p = 0; p < pixels.length; p++) {
            pixels[p] = (byte) (20 * (p % SIDE));
        }
        return new Split(Images.of(SHAPE, pixels), new int[1], "train");
    }

    private static float[] numbers(int image) {
        var numbers = new float[SHAPE.size()];
        for (int p = 0; p < numbers.length; p++) {
            numbers[p] = (37 * p + 11 * image + p * p) % 256;
        }
        return numbers;
    }

    private static float[] mirror(float[] image) {
        var mirrored = new float[image.length];
        for (int p = 0; p < image.length; p++) {
            mirrored[p] = image[p / SIDE * SIDE + SIDE - 1 - p % SIDE];
        }
        return mirrored;
    }

    private static int[] rounded(float[] values) {
        return list(values).stream().mapToInt(value -> value).toArray();
    }

    private static List<Integer> list(float[] values) {
        return IntStream.range(0, values.length)
                .mapToObj(i -> Math.round(values[i]))
                .toList();
    }

    private static float[] read(Supply supply, int image) {
        var target = new float[SHAPE.size()];
        supply.read(image, target, 0);
        return target;
    }
}
