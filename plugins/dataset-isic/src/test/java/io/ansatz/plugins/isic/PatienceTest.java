package io.ansatz.plugins.isic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PatienceTest {

    @Test
    void theUsualNumbersAreThoseOfTheOfficialClient() {
        assertThat(Patience.USUAL.connect()).isEqualTo(Duration.ofMillis(3050));
        assertThat(Patience.USUAL.silence()).isEqualTo(Duration.ofSeconds(15));
        assertThat(Patience.USUAL.retries()).isEqualTo(15);
    }

    @Test
    void pausesDoubleUpToTwoMinutes() {
        assertThat(IntStream.rangeClosed(1, 15)
                        .mapToObj(attempt ->
                                Patience.USUAL.pause(attempt, Duration.ZERO).toSeconds()))
                .containsExactly(5L, 10L, 20L, 40L, 80L, 120L, 120L, 120L, 120L, 120L, 120L, 120L, 120L, 120L, 120L);
    }

    @Test
    void whatTheServerAsksForIsHeardIfItIsLonger() {
        assertThat(Patience.USUAL.pause(1, Duration.ofSeconds(2))).hasSeconds(5);
        assertThat(Patience.USUAL.pause(1, Duration.ofSeconds(200))).hasSeconds(200);
        assertThat(Patience.USUAL.pause(9, Duration.ofDays(2))).hasSeconds(600);
    }

    @Test
    void aDurationIsWords() {
        assertThat(Patience.words(Duration.ofSeconds(1))).isEqualTo("1 second");
        assertThat(Patience.words(Duration.ofSeconds(15))).isEqualTo("15 seconds");
        assertThat(Patience.words(Duration.ofMillis(3050))).isEqualTo("3050 milliseconds");
    }
}
