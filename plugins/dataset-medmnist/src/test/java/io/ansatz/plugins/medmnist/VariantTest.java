package io.ansatz.plugins.medmnist;

import static org.assertj.core.api.Assertions.assertThat;

import io.ansatz.api.dataset.Flip;
import io.ansatz.api.dataset.LabelCounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VariantTest {

    @Test
    void allEighteenSetsAreThere() {
        assertThat(Variant.values()).hasSize(18);
        assertThat(Variant.values()).filteredOn(Variant::hasVolumes).hasSize(6);
    }

    @Test
    void everySumIsAnMd5AndBelongsToOneFile() {
        var seen = new HashSet<String>();
        for (Variant variant : Variant.values()) {
            for (int size : variant.sizes()) {
                String sum = variant.sum(size);
                assertThat(sum).matches("[0-9a-f]{32}");
                assertThat(seen.add(sum)).isTrue();
                assertThat(Variant.withSum(sum)).hasValue("%s at %d pixels".formatted(variant.flag(), size));
            }
        }
        assertThat(seen).hasSize(12 * 4 + 6 * 2);
    }

    @ParameterizedTest
    @EnumSource
    void publishedCountsAddUpToTheParts(Variant variant) {
        LabelCounts published = variant.published();

        assertAddsUp(variant, published.train(), variant.train());
        assertAddsUp(variant, published.validation(), variant.validation());
        assertAddsUp(variant, published.test(), variant.test());
    }

    private static void assertAddsUp(Variant variant, List<Integer> counts, int images) {
        if (!counts.isEmpty()) {
            assertThat(counts).hasSize(variant.classes().size());
            assertThat(counts.stream().mapToInt(Integer::intValue).sum()).isEqualTo(images);
        }
    }

    /** The publication (Yang et al. 2023, table 2) counts these images in all. */
    @Test
    void splitsAddUpToThePublishedNumbers() {
        assertThat(total(Variant.PATHMNIST)).isEqualTo(107_180);
        assertThat(total(Variant.DERMAMNIST)).isEqualTo(10_015);
        assertThat(total(Variant.OCTMNIST)).isEqualTo(109_309);
        assertThat(total(Variant.PNEUMONIAMNIST)).isEqualTo(5_856);
        assertThat(total(Variant.RETINAMNIST)).isEqualTo(1_600);
        assertThat(total(Variant.BREASTMNIST)).isEqualTo(780);
        assertThat(total(Variant.BLOODMNIST)).isEqualTo(17_092);
        assertThat(total(Variant.TISSUEMNIST)).isEqualTo(236_386);
        assertThat(total(Variant.CHESTMNIST)).isEqualTo(112_120);
        assertThat(total(Variant.ADRENALMNIST3D)).isEqualTo(1_584);
    }

    @Test
    void filesAreNamedByFlagAndSize() {
        assertThat(Variant.BREASTMNIST.file(28)).isEqualTo("breastmnist.npz");
        assertThat(Variant.BREASTMNIST.file(224)).isEqualTo("breastmnist_224.npz");
    }

    @ParameterizedTest
    @EnumSource
    void theReadmeListsEverySet(Variant variant) throws IOException {
        String colours = variant.hasVolumes() ? "" : "%d | ".formatted(variant.channels());
        String row = String.format(
                Locale.ROOT,
                "| `%s` | %s | %s%d | %,d / %,d / %,d | %s | %s: ",
                variant.flag(),
                variant.modality(),
                colours,
                variant.classes().size(),
                variant.train(),
                variant.validation(),
                variant.test(),
                variant.licence(),
                mirrors(variant.flips()));

        assertThat(Files.readAllLines(Path.of("README.md"))).anyMatch(line -> line.startsWith(row));
    }

    private static String mirrors(Set<Flip> flips) {
        return flips.isEmpty() ? "none" : flips.size() == 2 ? "both" : "horizontal";
    }

    private static int total(Variant variant) {
        return variant.train() + variant.validation() + variant.test();
    }
}
