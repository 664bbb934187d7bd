package io.ansatz.runner.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BlockSizeTest {

    @Test
    void twoInAHundredAreAMatch() {
        assertThat(BlockSize.matches(102, 100)).isTrue();
        assertThat(BlockSize.matches(98, 100)).isTrue();
        assertThat(BlockSize.matches(103, 100)).isFalse();
        assertThat(BlockSize.matches(97, 100)).isFalse();
        assertThat(BlockSize.matches(0, 0)).isTrue();
    }

    @Test
    void aControlThatIsNotOfTheCircuitsSizeSaysWhy() {
        assertThat(new BlockSize(Block.Fourier.nearest(4, 4, 16), 16).mismatch("fourier"))
                .hasValue(
                        "fourier has 24 parameters in the place of the circuit's 16: with 4 values in and 4 out, 24 is as near as cosines and a dense layer come.");
    }

    @Test
    void whatIsOfTheCircuitsSizeOrNeedNotBeGivesNoReason() {
        assertThat(new BlockSize(Block.Mlp.nearest(4, 4, 16), 16).mismatch("mlp"))
                .isEmpty();
        assertThat(new BlockSize(new Block.Identity(4), 16).mismatch("identity"))
                .isEmpty();
    }
}
