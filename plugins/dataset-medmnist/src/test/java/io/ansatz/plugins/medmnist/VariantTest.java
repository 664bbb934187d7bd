package io.ansatz.plugins.medmnist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VariantTest {

    static Stream<Variant> readable() {
        return Stream.of(Variant.values()).filter(variant -> variant.refusal().isEmpty());
    }

    @Test
    void elevenOfEighteenSetsCanBeRead() {
        assertThat(Variant.values()).hasSize(18);
        assertThat(readable()).hasSize(11);
    }

    @ParameterizedTest
    @MethodSource("readable")
    void everySumIsAnMd5AndBelongsToOneFile(Variant variant) {
        var seen = new HashSet<String>();
        for (int size : Variant.SIZES) {
            assertThat(variant.sum(size)).matches("[0-9a-f]{32}");
            assertThat(seen.add(variant.sum(size))).isTrue();
            assertThat(Variant.withSum(variant.sum(size))).hasValue("%s at %d pixels".formatted(variant.flag(), size));
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
    }

    @Test
    void filesAreNamedByFlagAndSize() {
        assertThat(Variant.BREASTMNIST.file(28)).isEqualTo("breastmnist.npz");
        assertThat(Variant.BREASTMNIST.file(224)).isEqualTo("breastmnist_224.npz");
    }

    @ParameterizedTest
    @MethodSource("readable")
    void theReadmeListsEverySet(Variant variant) throws IOException {
        String row = String.format(
                Locale.ROOT,
                "| `%s` | %s | %d | %d | %,d / %,d / %,d | %s |",
                variant.flag(),
                variant.modality(),
                variant.shape(28).channels(),
                variant.classes().size(),
                variant.train(),
                variant.validation(),
                variant.test(),
                variant.licence());

        assertThat(Files.readAllLines(Path.of("README.md"))).contains(row);
    }

    private static int total(Variant variant) {
        return variant.train() + variant.validation() + variant.test();
    }
}
