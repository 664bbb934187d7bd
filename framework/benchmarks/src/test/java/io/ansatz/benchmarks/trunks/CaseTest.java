package io.ansatz.benchmarks.trunks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CaseTest {

    @Test
    void isFoundByItsName() {
        assertThat(Case.all())
                .allSatisfy(one -> assertThat(Case.named(one.name())).isEqualTo(one));
    }

    /** The published count without its classifier of 1,000 classes, and 512 features to 4 to 2. */
    @Test
    void twoLinearLayersStandBehindTheTrunk() {
        assertThat(Case.named("resnet18@224").blueprint().parameters())
                .isEqualTo(11_689_512 - 513 * 1000 + 513 * 4 + 5 * 2);
    }

    @Test
    void refusesANameThatNoneHas() {
        assertThatThrownBy(() -> Case.named("cnn5@29")).hasMessage("There is no case 'cnn5@29'.");
    }
}
