package io.ansatz.plugins.imagefolder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RatiosTest {

    private static final Ratios SEVEN_ONE_TWO = new Ratios(0.7, 0.1, 0.2, Optional.empty());

    @Test
    void everyLabelIsDividedByTheShares() {
        var pictures = new ArrayList<Picture>();
        add(pictures, "mel", 240);
        add(pictures, "df", 40);
        add(pictures, "vasc", 7);

        List<Picture> divided = SEVEN_ONE_TWO.divide(pictures);

        assertThat(counts(divided, "mel")).containsExactly(168, 24, 48);
        assertThat(counts(divided, "df")).containsExactly(28, 4, 8);
        // 4.9, 0.7 and 1.4
        assertThat(counts(divided, "vasc")).containsExactly(5, 1, 1);
    }

    /** HAM10000 has 10,015 images of 7,470 lesions. */
    @Test
    void allImagesOfAGroupStayTogether() {
        var random = new SplittableRandom(3);
        var pictures = new ArrayList<Picture>();
        for (int group = 0; pictures.size() < 10_015; group++) {
            String label = random.nextInt(10) < 7 ? "nv" : "mel";
            int size = Math.max(1, 4 - random.nextInt(9) / 2);
            for (int i = 0; i < size; i++) {
                pictures.add(picture("%d-%d.jpg".formatted(group, i), label, "lesion-" + group));
            }
        }

        List<Picture> divided = SEVEN_ONE_TWO.divide(pictures);

        var portions = new HashMap<String, Set<Portion>>();
        divided.forEach(picture -> portions.computeIfAbsent(picture.group(), group -> new HashSet<>())
                .add(picture.portion().orElseThrow()));
        assertThat(portions.values()).allSatisfy(where -> assertThat(where).hasSize(1));
        assertThat(divided).hasSameSizeAs(pictures);
        for (String label : List.of("nv", "mel")) {
            int[] counts = counts(divided, label);
            double all = counts[0] + counts[1] + counts[2];
            // Within a group of four images.
            assertThat((double) counts[0]).isCloseTo(0.7 * all, within(4.0));
            assertThat((double) counts[1]).isCloseTo(0.1 * all, within(4.0));
            assertThat((double) counts[2]).isCloseTo(0.2 * all, within(4.0));
        }
    }

    @Test
    void theDivisionFollowsFromTheSeed() {
        var pictures = new ArrayList<Picture>();
        add(pictures, "a", 50);

        assertThat(SEVEN_ONE_TWO.divide(pictures)).isEqualTo(SEVEN_ONE_TWO.divide(pictures));
        assertThat(new Ratios(0.7, 0.1, 0.2, Optional.of(1L)).divide(pictures))
                .isEqualTo(SEVEN_ONE_TWO.divide(pictures));
        assertThat(Set.copyOf(new Ratios(0.7, 0.1, 0.2, Optional.of(2L)).divide(pictures)))
                .isNotEqualTo(Set.copyOf(SEVEN_ONE_TWO.divide(pictures)));
    }

    @Test
    void sharesThatAreNoneAreRefused() {
        assertThatThrownBy(() -> new Ratios(0.7, 0.2, 0.2, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("split must add up to 1: 0.7, 0.2 and 0.2 make ");
        assertThatThrownBy(() -> new Ratios(0.8, 0, 0.2, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("val must be between 0 and 1, not 0.0.");
    }

    private static void add(List<Picture> pictures, String label, int count) {
        for (int i = 0; i < count; i++) {
            String name = "%s/%d.jpg".formatted(label, i);
            pictures.add(picture(name, label, name));
        }
    }

    private static Picture picture(String name, String label, String group) {
        return new Picture(name, Path.of(name), label, group, Optional.empty());
    }

    private static int[] counts(List<Picture> pictures, String label) {
        var counts = new int[3];
        pictures.stream()
                .filter(picture -> picture.label().equals(label))
                .forEach(picture -> counts[picture.portion().orElseThrow().ordinal()]++);
        return counts;
    }
}
