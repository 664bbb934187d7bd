package io.ansatz.benchmarks.hybrids;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ansatz.api.ImageShape;
import java.util.List;
import org.junit.jupiter.api.Test;

class CaseTest {

    /** Counted by hand from the descriptions of S3 and of S5, E4. */
    @Test
    void hybridsHaveThePublishedSizes() {
        assertThat(only("s3@28").blueprint().parameters()).isEqualTo(91_386);
        assertThat(only("e4-published@224").blueprint().parameters()).isEqualTo(2_099_712 + 2_056 + 16 + 32 + 2 * 257);
        assertThat(only("e4-published@224").blueprint().places()).isEqualTo(196);
    }

    @Test
    void whatIsKeptIsWhatNeverChanges() {
        assertThat(only("e4-published-kept@224").blueprint().fixedOutput()).isEqualTo(new ImageShape(128, 28, 28));
        assertThat(only("e4-frozen-kept@224").blueprint().fixedOutput()).isEqualTo(new ImageShape(256, 14, 14));
        assertThat(only("quanvolution-resnet50@64").blueprint().fixedOutput()).isEqualTo(new ImageShape(4, 32, 32));
        assertThat(Case.all())
                .filteredOn(Case::kept)
                .allMatch(one -> one.blueprint().hasFixedPart());
    }

    @Test
    void aWordWithoutACaseIsRefused() {
        assertThatThrownBy(() -> Case.named(List.of("s3")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "There is no case 's3'. There are s3@28, e4@224, e4-published@224, e4-published-kept@224, e4-frozen-kept@224, quanvolution-resnet50@64.");
    }

    private static Case only(String word) {
        return Case.named(List.of(word)).get(0);
    }
}
