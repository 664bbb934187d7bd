package io.ansatz.runner.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StrataTest {

    @Test
    void everyDrawHasAsManyOfEachLabel() {
        int[] labels = {0, 1, 1, 0, 2, 1};
        Strata strata = Strata.byLabel(labels);
        var random = new SplittableRandom(1);
        boolean repeated = false;
        for (int i = 0; i < 50; i++) {
            int[] items = strata.draw(random);

            assertThat(Arrays.stream(items).map(item -> labels[item]).sorted()).containsExactly(0, 0, 1, 1, 1, 2);
            repeated |= Arrays.stream(items).distinct().count() < 6;
        }
        assertThat(repeated).isTrue();
        assertThat(strata.all()).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(strata.without(1, 1)).containsExactly(0, 3, 1, 5, 4);
    }

    @Test
    void groupsAreDrawnWhole() {
        int[] labels = {0, 0, 1, 1, 1, 0, 0, 0};
        int[] groups = {7, 7, 3, 3, 3, 5, 5, 9};
        Strata strata = Strata.byGroup(labels, groups);
        var random = new SplittableRandom(2);
        for (int i = 0; i < 50; i++) {
            int[] items = strata.draw(random);

            assertThat(count(items, 2))
                    .isEqualTo(count(items, 3))
                    .isEqualTo(count(items, 4))
                    .isEqualTo(1);
            assertThat(count(items, 0)).isEqualTo(count(items, 1));
            assertThat(count(items, 5)).isEqualTo(count(items, 6));
            assertThat(count(items, 0) + count(items, 5) + count(items, 7)).isEqualTo(3);
        }
    }

    private static long count(int[] items, int item) {
        return Arrays.stream(items).filter(one -> one == item).count();
    }

    /** A patient with one melanoma among moles counts as one with melanoma. */
    @Test
    void aMixedGroupIsOfItsRarestLabel() {
        int[] labels = {0, 0, 1, 0, 0, 1};
        int[] groups = {1, 1, 1, 2, 2, 3};

        List<List<int[]>> units = Strata.byGroup(labels, groups).units();

        assertThat(units.get(0)).containsExactly(new int[] {3, 4});
        assertThat(units.get(1)).containsExactly(new int[] {0, 1, 2}, new int[] {5});
    }

    @Test
    void nothingCannotBeDrawn() {
        assertThatThrownBy(() -> Strata.byLabel(new int[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There is nothing to draw from without items.");
        assertThatThrownBy(() -> Strata.byGroup(new int[2], new int[1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Each item has a label and a group, not 2 and 1.");
    }
}
