package io.ansatz.runner.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.ansatz.api.ImageShape;
import io.ansatz.api.dataset.Dataset;
import io.ansatz.api.dataset.Images;
import io.ansatz.api.dataset.LabelCounts;
import io.ansatz.api.dataset.Passport;
import io.ansatz.api.dataset.Split;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InspectionTest {

    private static final int SIDE = 32;
    private static final ImageShape SHAPE = new ImageShape(1, SIDE, SIDE);

    /** Pictures that differ, and from which pictures can be planted elsewhere. */
    private final List<byte[]> train = pictures(40, 1);

    private final List<byte[]> validation = pictures(10, 2);
    private final List<byte[]> test = pictures(20, 3);

    private int[] testLabels = labels(20);
    private LabelCounts published = LabelCounts.UNKNOWN;
    private List<List<String>> groups = List.of();

    @Test
    void ofSoundDataEveryPromiseHoldsAsFarAsAnybodyCanTell() {
        assertThat(words())
                .containsExactly(
                        "groups not verifiable: Nothing says which images belong together, such as those of one patient.",
                        "duplicates verified: No image stands in two parts, byte for byte.",
                        "near-duplicates verified: No two images of different parts look alike.",
                        "contradictions verified: No two images are the same, so no labels can contradict each other.",
                        "labels not verifiable: How many images of each class there should be was not published.");
    }

    @Test
    void aPlantedDuplicateIsFound() {
        test.set(7, train.get(31));
        test.set(9, train.get(31));
        validation.set(2, test.get(5));

        Finding duplicates = finding("duplicates");

        assertThat(duplicates.verdict()).isEqualTo(Verdict.VIOLATED);
        assertThat(duplicates.count()).isEqualTo(2);
        assertThat(duplicates.sentence())
                .isEqualTo(
                        "2 images stand in several parts, byte for byte, such as test/7 (test) and train/31 (train).");
        assertThat(duplicates.pairs())
                .extracting(pair -> pair.one().item() + " " + pair.other().item())
                .containsExactly("test/7 train/31", "test/5 val/2");
    }

    @Test
    void duplicatesWithinAPartAreToldAndBreakNothing() {
        train.set(3, train.get(8));

        assertThat(finding("duplicates").sentence())
                .isEqualTo("No image stands in two parts, byte for byte."
                        + " Within a part there is 1 group of images that are the same.");
        assertThat(finding("duplicates").verdict()).isEqualTo(Verdict.VERIFIED);
    }

    @Test
    void theSameImageWithAnotherLabelIsFound() {
        train.set(0, train.get(1));

        Finding contradictions = finding("contradictions");

        assertThat(contradictions.verdict()).isEqualTo(Verdict.VIOLATED);
        assertThat(contradictions.sentence())
                .isEqualTo("1 image is there several times with different labels,"
                        + " such as train/1 (train) and train/0 (train).");
    }

    /** What becomes of a picture on its way into another collection. */
    private enum Journey {
        BRIGHTER,
        WEAKER_CONTRAST,
        COMPRESSED,
        SCALED_DOWN_AND_UP
    }

    @ParameterizedTest
    @EnumSource
    void aPlantedPictureIsFoundAfterAJourney(Journey journey) {
        test.set(7, after(journey, train.get(31)));

        Finding nearDuplicates = finding("near-duplicates");

        assertThat(nearDuplicates.verdict()).isEqualTo(Verdict.VIOLATED);
        assertThat(nearDuplicates.sentence())
                .isEqualTo("1 of 20 test images and 0 of 10 validation images look like one of another part,"
                        + " such as test/7 (test) and train/31 (train).");
        assertThat(finding("duplicates").verdict()).isEqualTo(Verdict.VERIFIED);
    }

    /** As the dark ring around an eye does in photographs of the retina. */
    @Test
    void whatAllPicturesHaveInCommonMakesNoneOfThemAlike() {
        for (List<byte[]> part : List.of(train, validation, test)) {
            for (byte[] picture : part) {
                for (int i = 0; i < picture.length; i++) {
                    double row = i / SIDE - SIDE / 2.0;
                    double column = i % SIDE - SIDE / 2.0;
                    boolean outside = Math.hypot(row, column) > 14;
                    picture[i] = (byte) (outside ? 0 : 120 + (picture[i] & 0xff) / 4);
                }
            }
        }

        assertThat(finding("near-duplicates").verdict()).isEqualTo(Verdict.VERIFIED);
    }

    @Test
    void emptyPicturesAreLikeNone() {
        test.set(0, new byte[SIDE * SIDE]);
        train.set(0, after(Journey.BRIGHTER, new byte[SIDE * SIDE]));
        List.of(train, validation, test).forEach(part -> part.replaceAll(picture -> uniform(picture[0])));

        assertThat(finding("near-duplicates").verdict()).isEqualTo(Verdict.VERIFIED);
    }

    @Test
    void aGroupThatStraddlesIsFound() {
        groups = List.of(names("L", 0, 40), names("L", 40, 10), names("L", 50, 20));
        assertThat(words()).contains("groups verified: No lesion stands in two parts: there are 70.");

        groups = List.of(names("L", 0, 40), names("L", 39, 10), names("L", 30, 20));

        Finding finding = finding("groups");
        assertThat(finding.verdict()).isEqualTo(Verdict.VIOLATED);
        assertThat(finding.count()).isEqualTo(19);
        assertThat(finding.sentence())
                .isEqualTo("19 of 50 values of lesion stand in several parts,"
                        + " such as L30: train/30 (train) and test/0 (test).");
    }

    @Test
    void labelsAreHeldAgainstWhatWasPublished() {
        published = new LabelCounts(List.of(), List.of(), List.of(10, 10));
        assertThat(words()).contains("labels verified: There are as many images of each class as published, in test.");

        testLabels = labels(20);
        testLabels[0] = 1;

        assertThat(words())
                .contains("labels violated: test has [9, 11] images of the classes, and [10, 10] were published.");
    }

    private Finding finding(String promise) {
        return inspect().findings().stream()
                .filter(finding -> finding.promise().equals(promise))
                .findFirst()
                .orElseThrow();
    }

    private List<String> words() {
        return inspect().findings().stream()
                .map(finding -> "%s %s: %s".formatted(finding.promise(), finding.verdict(), finding.sentence()))
                .toList();
    }

    private Inspection inspect() {
        var passport =
                new Passport("here", "1", "digest", "none", "", List.of("a", "b"), List.of()).withPublished(published);
        if (!groups.isEmpty()) {
            passport = passport.groupedBy("lesion");
        }
        var dataset = new Dataset(
                passport,
                split("train", train, labels(train.size()), 0),
                split("val", validation, labels(validation.size()), 1),
                split("test", test, testLabels, 2));
        return Inspection.of(dataset, dataset);
    }

    private Split split(String word, List<byte[]> pictures, int[] labels, int part) {
        var pixels = new byte[pictures.size() * SHAPE.size()];
        for (int i = 0; i < pictures.size(); i++) {
            System.arraycopy(pictures.get(i), 0, pixels, i * SHAPE.size(), SHAPE.size());
        }
        return new Split(
                Images.of(SHAPE, pixels),
                labels,
                names(word + "/", 0, pictures.size()),
                groups.isEmpty() ? List.of() : groups.get(part));
    }

    private static int[] labels(int size) {
        return IntStream.range(0, size).map(i -> i % 2).toArray();
    }

    private static List<String> names(String word, int from, int size) {
        return IntStream.range(from, from + size).mapToObj(i -> word + i).toList();
    }

    /** Pictures of soft blots, as no two tissues are alike. */
    private static List<byte[]> pictures(int count, long seed) {
        var random = new SplittableRandom(seed);
        var pictures = new ArrayList<byte[]>();
        for (int picture = 0; picture < count; picture++) {
            var brightness = new double[SIDE * SIDE];
            for (int blot = 0; blot < 12; blot++) {
                double row = random.nextDouble() * SIDE;
                double column = random.nextDouble() * SIDE;
                double reach = 2 + 4 * random.nextDouble();
                double strength = random.nextDouble() - 0.3;
                for (int i = 0; i < brightness.length; i++) {
                    double distance = Math.hypot(i / SIDE - row, i % SIDE - column) / reach;
                    brightness[i] += strength * Math.exp(-distance * distance);
                }
            }
            var pixels = new byte[SIDE * SIDE];
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = (byte) Math.max(0, Math.min(255, 90 + 90 * brightness[i] + random.nextInt(6)));
            }
            pictures.add(pixels);
        }
        return pictures;
    }

    private static byte[] uniform(byte value) {
        var picture = new byte[SIDE * SIDE];
        Arrays.fill(picture, value);
        return picture;
    }

    private static byte[] after(Journey journey, byte[] picture) {
        return switch (journey) {
            case BRIGHTER -> each(picture, i -> (picture[i] & 0xff) + 12);
            case WEAKER_CONTRAST -> each(picture, i -> 30 + (picture[i] & 0xff) * 3 / 4);
            case COMPRESSED -> {
                var random = new SplittableRandom(9);
                yield each(picture, i -> ((picture[i] & 0xff) + 4) / 8 * 8 + random.nextInt(5) - 2);
            }
            case SCALED_DOWN_AND_UP ->
                each(picture, i -> {
                    int first = i / SIDE / 2 * 2 * SIDE + i % SIDE / 2 * 2;
                    return ((picture[first] & 0xff)
                                    + (picture[first + 1] & 0xff)
                                    + (picture[first + SIDE] & 0xff)
                                    + (picture[first + SIDE + 1] & 0xff))
                            / 4;
                });
        };
    }

    private static byte[] each(byte[] picture, IntUnaryOperator value) {
        var changed = new byte[picture.length];
        for (int i = 0; i < changed.length; i++) {
            changed[i] = (byte) Math.max(0, Math.min(255, value.applyAsInt(i)));
        }
        return changed;
    }
}
