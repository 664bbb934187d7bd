package io.ansatz.runner.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ansatz.api.ImageShape;
import io.ansatz.api.dataset.Dataset;
import io.ansatz.api.dataset.Images;
import io.ansatz.api.dataset.Passport;
import io.ansatz.api.dataset.Split;
import io.ansatz.runner.experiment.Division.Folds;
import io.ansatz.runner.experiment.Division.Given;
import io.ansatz.runner.experiment.Division.Shares;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DividerTest {

    private static final ImageShape PIXELS = new ImageShape(1, 1, 2);
    private static final Shares SEVEN_ONE_TWO = new Shares(0.7, 0.1, 0.2, 1);

    @Test
    void everyClassIsDividedByTheShares() {
        Dataset divided = Divider.divide(undivided(240, 40, 7), SEVEN_ONE_TWO);

        // Of the last class 4.9, 0.7 and 1.4.
        assertThat(divided.train().counts(3)).containsExactly(168, 28, 5);
        assertThat(divided.validation().counts(3)).containsExactly(24, 4, 1);
        assertThat(divided.test().counts(3)).containsExactly(48, 8, 1);
    }

    @Test
    void imagesKeepTheirPixelsLabelsAndNames() {
        Dataset whole = undivided(30, 20);

        Dataset divided = Divider.divide(whole, SEVEN_ONE_TWO);

        var names = new TreeSet<String>();
        for (Split part : List.of(divided.train(), divided.validation(), divided.test())) {
            for (int i = 0; i < part.size(); i++) {
                int place = whole.train().items().indexOf(part.items().get(i));
                assertThat(part.images().read(i))
                        .isEqualTo(whole.train().images().read(place));
                assertThat(part.labels()[i]).isEqualTo(whole.train().labels()[place]);
                names.add(part.items().get(i));
            }
        }
        assertThat(names).hasSize(50);
    }

    /** HAM10000 has 10,015 images of 7,470 lesions. */
    @Test
    void allImagesOfAGroupStayTogether() {
        var random = new SplittableRandom(3);
        var labels = new ArrayList<Integer>();
        var groups = new ArrayList<String>();
        for (int group = 0; labels.size() < 10_015; group++) {
            int label = random.nextInt(10) < 7 ? 0 : 1;
            int size = Math.max(1, 4 - random.nextInt(9) / 2);
            for (int i = 0; i < size; i++) {
                labels.add(label);
                groups.add("lesion-" + group);
            }
        }
        Dataset whole = undivided(labels.stream().mapToInt(label -> label).toArray(), groups);

        Dataset divided = Divider.divide(whole, SEVEN_ONE_TWO);

        assertThat(partsOfGroups(divided).values())
                .allSatisfy(parts -> assertThat(parts).hasSize(1));
        for (int label = 0; label < 2; label++) {
            double all = whole.train().counts(2)[label];
            // Within a group of four images.
            assertThat((double) divided.train().counts(2)[label]).isCloseTo(0.7 * all, within(4.0));
            assertThat((double) divided.validation().counts(2)[label]).isCloseTo(0.1 * all, within(4.0));
            assertThat((double) divided.test().counts(2)[label]).isCloseTo(0.2 * all, within(4.0));
        }
    }

    @Test
    void theDivisionFollowsFromItsSeed() {
        Dataset whole = undivided(50, 50);

        assertThat(names(Divider.divide(whole, SEVEN_ONE_TWO))).isEqualTo(names(Divider.divide(whole, SEVEN_ONE_TWO)));
        assertThat(names(Divider.divide(whole, new Shares(0.7, 0.1, 0.2, 2))))
                .isNotEqualTo(names(Divider.divide(whole, SEVEN_ONE_TWO)));
    }

    @Test
    void everyImageIsJudgedInOneFoldAndChosenByInAnother() {
        Dataset whole = undivided(23, 17);
        var judged = new ArrayList<String>();
        var chosenBy = new ArrayList<String>();
        for (int fold = 1; fold <= 5; fold++) {
            Dataset divided = Divider.divide(whole, new Folds(5, fold, 1));
            judged.addAll(divided.test().items());
            chosenBy.addAll(divided.validation().items());

            assertThat(divided.train().size()
                            + divided.validation().size()
                            + divided.test().size())
                    .isEqualTo(40);
            assertThat(divided.test().counts(2)[0]).isBetween(4, 5);
            assertThat(divided.test().counts(2)[1]).isBetween(3, 4);
            assertThat(divided.test().items())
                    .doesNotContainAnyElementsOf(divided.validation().items());
        }
        assertThat(judged).hasSize(40).doesNotHaveDuplicates();
        assertThat(chosenBy).hasSize(40).doesNotHaveDuplicates();
    }

    @Test
    void partsThatAreThereAreDividedTogether() {
        Split all = undivided(30, 30).train();
        var given = new Dataset(
                undivided(1, 1).passport(), all.only(range(0, 20)), all.only(range(20, 50)), all.only(range(50, 60)));

        Dataset anew = Divider.divide(given, SEVEN_ONE_TWO);

        assertThat(names(anew)).isEqualTo(names(Divider.divide(undivided(30, 30), SEVEN_ONE_TWO)));
        assertThat(anew.test().images().all())
                .isEqualTo(Divider.divide(undivided(30, 30), SEVEN_ONE_TWO)
                        .test()
                        .images()
                        .all());
        assertThat(Divider.divide(given, new Given())).isSameAs(given);
    }

    /** Images of as many of each class, one class behind the other, whose pixels tell them apart. */
    private static Dataset undivided(int... counts) {
        var labels = new int[Arrays.stream(counts).sum()];
        int next = 0;
        for (int label = 0; label < counts.length; label++) {
            Arrays.fill(labels, next, next + counts[label], label);
            next += counts[label];
        }
        return undivided(labels, List.of());
    }

    private static Dataset undivided(int[] labels, List<String> groups) {
        var pixels = new byte[labels.length * PIXELS.size()];
        var items = new ArrayList<String>();
        for (int i = 0; i < labels.length; i++) {
            pixels[2 * i] = (byte) i;
            pixels[2 * i + 1] = (byte) (i >> 8);
            items.add("image/" + i);
        }
        var passport = new Passport("here", "1", "digest", "none", "", List.of("a", "b", "c"), List.of());
        return Dataset.undivided(passport, new Split(Images.of(PIXELS, pixels), labels, items, groups));
    }

    private static int[] range(int from, int to) {
        return IntStream.range(from, to).toArray();
    }

    private static List<List<String>> names(Dataset dataset) {
        return List.of(
                dataset.train().items(),
                dataset.validation().items(),
                dataset.test().items());
    }

    private static Map<String, Set<Integer>> partsOfGroups(Dataset dataset) {
        var parts = new HashMap<String, Set<Integer>>();
        List<Split> splits = List.of(dataset.train(), dataset.validation(), dataset.test());
        for (int part = 0; part < splits.size(); part++) {
            for (String group : splits.get(part).groups()) {
                parts.computeIfAbsent(group, one -> new HashSet<>()).add(part);
            }
        }
        return parts;
    }
}
