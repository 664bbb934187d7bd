package io.ansatz.runner.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SeedTest {

    @Test
    void oneSeedAndPurposeAlwaysGiveTheSameNumbers() {
        assertThat(new Seed(3).generator("a").nextLong())
                .isEqualTo(new Seed(3).generator("a").nextLong());
    }

    @Test
    void theNumbersAreTheSameOnEveryMachine() {
        // SplittableRandom seeded with the first eight bytes of SHA-256("3/batches"), taken down once.
        assertThat(new Seed(3).generator("batches").nextLong()).isEqualTo(4289497928610945764L);
    }

    @Test
    void anotherSeedOrPurposeGivesOtherNumbers() {
        long number = new Seed(3).generator("a").nextLong();

        assertThat(new Seed(4).generator("a").nextLong()).isNotEqualTo(number);
        assertThat(new Seed(3).generator("b").nextLong()).isNotEqualTo(number);
    }
}
