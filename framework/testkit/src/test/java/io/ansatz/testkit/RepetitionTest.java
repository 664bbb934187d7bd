package io.ansatz.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ansatz.testkit.Repetition.Drawing;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class RepetitionTest {

    private static final String MAYBE =
            "\nMaybe it keeps something from draw to draw, or takes random numbers from elsewhere than its settings.";

    @Test
    void theSameEachTimeIsNoBreach() {
        assertThatCode(() -> repeat(List.of(() -> new Sketch(1), () -> new Sketch(1))))
                .doesNotThrowAnyException();
    }

    @Test
    void theSecondTimeCounts() {
        var calls = new AtomicInteger();

        assertThatThrownBy(() -> repeat(() -> new Sketch(calls.incrementAndGet())))
                .isInstanceOf(Breach.class)
                .hasMessage("'part' draws another sketch the second time: lines is 2, and was 1." + MAYBE);
    }

    @Test
    void whatWasDrawnInBetweenDoesNotCount() {
        var last = new AtomicInteger();
        Drawing<Sketch> small = Drawing.first("'small'", List.of(() -> new Sketch(Math.max(1, last.getAndSet(1)))));
        Drawing<Sketch> large = Drawing.first("'large'", List.of(() -> {
            last.set(9);
            return new Sketch(9);
        }));

        assertThatThrownBy(() -> new Repetition<>("sketch", List.of(small, large)).changesNothing())
                .isInstanceOf(Breach.class)
                .hasMessage("'small' draws another sketch the second time: lines is 9, and was 1." + MAYBE);
    }

    @Test
    void anotherInstanceDrawsTheSame() {
        assertThatThrownBy(() -> repeat(List.of(() -> new Sketch(1), () -> new Sketch(2))))
                .isInstanceOf(Breach.class)
                .hasMessage("'part' draws another sketch with another instance: lines is 2, and was 1." + MAYBE);
    }

    @Test
    void threadsDoNotMeetInThePart() {
        var busy = new AtomicInteger();
        var mostAtOnce = new AtomicInteger();

        assertThatThrownBy(() -> repeat(() -> {
                    int together = busy.incrementAndGet();
                    mostAtOnce.accumulateAndGet(together, Math::max);
                    pause();
                    busy.decrementAndGet();
                    return new Sketch(mostAtOnce.get());
                }))
                .isInstanceOf(Breach.class)
                .hasMessageMatching(
                        "'part' draws another sketch when 4 threads draw at once: lines is [234], and was 1\\."
                                + MAYBE);
    }

    @Test
    void whatBreaksIsSaidWithItsReason() {
        assertThatThrownBy(() -> repeat(() -> {
                    throw new IllegalArgumentException("A sketch has at most 30 lines, not 31.");
                }))
                .isInstanceOf(Breach.class)
                .hasMessage("'part' cannot be drawn: A sketch has at most 30 lines, not 31.");
        assertThatThrownBy(() -> repeat(() -> {
                    throw new IllegalStateException("lost");
                }))
                .isInstanceOf(Breach.class)
                .hasMessage("'part' cannot be drawn: java.lang.IllegalStateException: lost.");
        assertThatThrownBy(() -> repeat(() -> null))
                .isInstanceOf(Breach.class)
                .hasMessage("'part' draws nothing: it gave null.");
    }

    private record Sketch(int lines) {}

    private static void repeat(Supplier<Sketch> pen) {
        repeat(List.of(pen));
    }

    private static void repeat(List<Supplier<Sketch>> pens) {
        new Repetition<>("sketch", List.of(Drawing.first("'part'", pens))).changesNothing();
    }

    /** Long enough for the other threads to arrive. */
    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
