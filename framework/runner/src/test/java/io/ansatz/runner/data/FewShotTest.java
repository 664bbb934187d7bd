package io.ansatz.runner.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FewShotTest {

    private static final List<String> CLASSES = List.of("benign", "malignant", "other");

    /** Sixty images of three classes, by no means equally many of each. */
    private static final int[] LABELS =
            IntStream.range(0, 60).map(i -> i % 10 < 6 ? 0 : i % 10 < 9 ? 1 : 2).toArray();

    @Test
    void everyClassHasAsMany() throws Exception {
        int[] chosen = new FewShot(5, 1).choose(LABELS, CLASSES);

        assertThat(chosen).hasSize(15).doesNotHaveDuplicates().isSorted();
        assertThat(IntStream.of(chosen).map(i -> LABELS[i]).sorted())
                .containsExactly(0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2);
    }

    @Test
    void moreImagesContainTheFewer() throws Exception {
        int[] few = new FewShot(2, 7).choose(LABELS, CLASSES);
        int[] more = new FewShot(6, 7).choose(LABELS, CLASSES);

        assertThat(more).contains(few);
    }

    @Test
    void anotherSeedChoosesOthers() throws Exception {
        assertThat(new FewShot(5, 1).choose(LABELS, CLASSES)).isNotEqualTo(new FewShot(5, 2).choose(LABELS, CLASSES));
    }

    /** A known value: the same on every machine and every Java. */
    @Test
    void theSameSeedChoosesTheSameEverywhere() throws Exception {
        assertThat(new FewShot(2, 1).choose(LABELS, CLASSES)).containsExactly(7, 23, 39, 51, 57, 59);
    }

    @Test
    void aClassWithFewerIsNamed() throws Exception {
        assertThatThrownBy(() -> new FewShot(7, 1).choose(LABELS, CLASSES))
                .isInstanceOf(IOException.class)
                .hasMessage("per-class is 7, but there are only 6 images of 'other' to learn from.");
    }
}
