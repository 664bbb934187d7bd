package io.ansatz.plugins.medmnist;

import static org.assertj.core.api.Assertions.assertThat;

import io.ansatz.api.ImageShape;
import io.ansatz.api.dataset.Images;
import io.ansatz.api.dataset.LabelCounts;
import io.ansatz.api.dataset.Split;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The published counts of test images say what published tasks must hold. */
class LabellingTest {

    private static final int[] PATH = {1338, 847, 339, 634, 1035, 592, 741, 421, 1233};
    private static final int[] BLOOD = {244, 624, 311, 579, 243, 284, 666, 470};
    private static final int[] ORGANS = {1036, 793, 784, 785, 2064, 1965, 3285, 1747, 1813, 1622, 1884};

    /** The supports in the HQCNN thesis (Comilla University, 2025), each of which only this pair reaches. */
    @Test
    void aPairAgainstTheRestHasTheSupportsOfTheThesis() {
        assertThat(counts(Labelling.someVsRest(Variant.PATHMNIST.classes(), List.of(0, 1)), PATH))
                .containsExactly(4_995, 2_185);
        assertThat(counts(Labelling.someVsRest(Variant.BLOODMNIST.classes(), List.of(1, 2)), BLOOD))
                .containsExactly(2_486, 935);
        assertThat(counts(Labelling.someVsRest(Variant.ORGANAMNIST.classes(), List.of(1, 2)), ORGANS))
                .containsExactly(16_201, 1_577);
    }

    /** 99.91 %, which arXiv:2509.14277 reports, is two errors of 2,185. */
    @Test
    void oneAgainstOneHasTheImagesOfTheTwoAlone() {
        Labelling labelling = Labelling.oneVsOne(Variant.PATHMNIST.classes(), List.of(0, 1));

        assertThat(counts(labelling, PATH)).containsExactly(1_338, 847);
        assertThat(labelling.classes()).containsExactly("adipose", "background");
    }

    @Test
    void aPositiveClassOfAPairIsLabelOne() {
        Labelling labelling =
                Labelling.oneVsOne(Variant.PATHMNIST.classes(), List.of(4, 7)).withPositive(4);

        assertThat(labelling.classes()).containsExactly("cancer-associated stroma", "mucus");
        assertThat(counts(labelling, PATH)).containsExactly(421, 1_035);
        assertThat(labelling.words()).hasValue("one-vs-one [4, 7], positive 4");
        assertThat(labelling.note()).hasValue("Label 1 is 'mucus', which is 4 in the official file.");
    }

    @Test
    void publishedCountsMoveAlong() {
        var official = new LabelCounts(List.of(5, 6, 7), List.of(), List.of(1, 2, 3));
        List<String> classes = List.of("a", "b", "c");

        assertThat(Labelling.official(classes).of(official, 1)).isEqualTo(official);
        assertThat(Labelling.oneVsOne(classes, List.of(2, 0)).of(official, 1))
                .isEqualTo(new LabelCounts(List.of(7, 5), List.of(), List.of(3, 1)));
        assertThat(Labelling.oneVsOne(classes, List.of(2, 0)).withPositive(2).of(official, 1))
                .isEqualTo(new LabelCounts(List.of(5, 7), List.of(), List.of(1, 3)));
        assertThat(Labelling.someVsRest(classes, List.of(0, 2)).of(official, 28))
                .isEqualTo(new LabelCounts(List.of(6 * 28, 12 * 28), List.of(), List.of(2 * 28, 4 * 28)));
    }

    @Test
    void namesAndGroupsMoveAlong() {
        var images = Images.of(new ImageShape(1, 1, 1), new byte[] {10, 20, 30});
        var split = new Split(images, new int[] {0, 1, 2}, List.of("x", "y", "z"), List.of("p", "q", "p"));

        Split pair = Labelling.oneVsOne(List.of("a", "b", "c"), List.of(2, 0)).of(split);

        assertThat(pair.labels()).containsExactly(1, 0);
        assertThat(pair.items()).containsExactly("x", "z");
        assertThat(pair.groups()).containsExactly("p", "p");
        assertThat(pair.images().all()).containsExactly(10, 30);
    }

    private static int[] counts(Labelling labelling, int[] official) {
        var labels = new int[Arrays.stream(official).sum()];
        int next = 0;
        for (int label = 0; label < official.length; label++) {
            Arrays.fill(labels, next, next + official[label], label);
            next += official[label];
        }
        var split = new Split(Images.of(new ImageShape(1, 1, 1), new byte[labels.length]), labels, "test");
        return labelling.of(split).counts(2);
    }
}
