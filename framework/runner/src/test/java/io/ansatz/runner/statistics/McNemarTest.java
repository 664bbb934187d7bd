package io.ansatz.runner.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class McNemarTest {

    /** Fagerland, Lydersen and Laake 2013, airways of children before and after transplantation: 0.070 and 0.039. */
    @Test
    void fewItemsAreCountedExactly() {
        McNemar test = McNemar.of(new Discordance(1, 7));

        assertThat(test.exact()).isTrue();
        assertThat(test.p()).isCloseTo(0.0703125, within(1e-12));
        assertThat(test.midP()).isCloseTo(0.0390625, within(1e-12));
        assertThat(McNemar.of(new Discordance(16, 6)).p()).isCloseTo(0.052478790283203125, within(1e-12));
        assertThat(McNemar.of(new Discordance(16, 6)).midP()).isCloseTo(0.03468966484069824, within(1e-12));
    }

    @Test
    void allItemsOnOneSideAreTwoOfAllWays() {
        assertThat(McNemar.of(new Discordance(6, 0)).p()).isCloseTo(2.0 / 64, within(1e-15));
        assertThat(McNemar.of(new Discordance(6, 0)).midP()).isCloseTo(1.0 / 64, within(1e-15));
    }

    /** 61^2 / 180 = 20.672; its p by the complementary error function is erfc(sqrt(20.672 / 2)) = 5.45e-6. */
    @Test
    void manyItemsTakeChiSquareWithACorrection() {
        McNemar test = McNemar.of(new Discordance(121, 59));

        assertThat(test.exact()).isFalse();
        assertThat(test.p())
                .isCloseTo(org.apache.commons.math3.special.Erf.erfc(Math.sqrt(61.0 * 61 / 180 / 2)), within(1e-12));
        assertThat(McNemar.of(new Discordance(59, 121)).p()).isEqualTo(test.p());
    }

    @Test
    void theBorderIsTwentyFive() {
        assertThat(McNemar.of(new Discordance(12, 12)).exact()).isTrue();
        assertThat(McNemar.of(new Discordance(13, 12)).exact()).isFalse();
        assertThat(McNemar.of(new Discordance(13, 12)).p()).isEqualTo(1);
    }

    @Test
    void evenItemsAreNoEvidence() {
        assertThat(McNemar.of(new Discordance(5, 5)).p()).isEqualTo(1);
        assertThat(McNemar.of(new Discordance(5, 5)).midP()).isCloseTo(1, within(1e-12));
        assertThat(McNemar.of(new Discordance(0, 0))).isEqualTo(new McNemar(new Discordance(0, 0), 1, 1, true));
    }

    @Test
    void onlyItemsOfOneSideCount() {
        boolean[] ours = {true, true, true, false, false};
        boolean[] theirs = {true, false, false, true, false};

        assertThat(Discordance.of(ours, theirs)).isEqualTo(new Discordance(2, 1));
        assertThatThrownBy(() -> Discordance.of(ours, new boolean[1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Pairs need as many items on both sides, not 5 and 1.");
        assertThatThrownBy(() -> new Discordance(-1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Items cannot be fewer than none: -1 and 0.");
    }
}
