package io.ansatz.runner.network.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ArenaTest {

    private final Arena arena = new Arena();

    private record Place(long start, long bytes) {

        boolean meets(Place other) {
            return start < other.start + other.bytes && other.start < start + bytes;
        }
    }

    @Test
    void whatIsGivenBackIsTakenAgain() {
        long first = arena.take(100);
        long second = arena.take(100);
        arena.give(first, 100);

        assertThat(arena.take(90)).isEqualTo(first);
        assertThat(arena.take(100)).isGreaterThan(second);
        assertThat(arena.size()).isEqualTo(3 * 128);
    }

    @Test
    void neighboursAreJoined() {
        long first = arena.take(64);
        long second = arena.take(64);
        long third = arena.take(64);
        arena.take(64);
        arena.give(first, 64);
        arena.give(third, 64);
        arena.give(second, 64);

        assertThat(arena.take(192)).isEqualTo(first);
        assertThat(arena.size()).isEqualTo(256);
    }

    @Test
    void theSmallestGapThatFitsIsTaken() {
        long wide = arena.take(640);
        arena.take(64);
        long narrow = arena.take(128);
        arena.take(64);
        arena.give(wide, 640);
        arena.give(narrow, 128);

        assertThat(arena.take(100)).isEqualTo(narrow);
    }

    @Test
    void theEndOfTheBlockGrowsFromWhatIsFreeThere() {
        arena.take(64);
        long last = arena.take(64);
        arena.give(last, 64);

        assertThat(arena.take(256)).isEqualTo(last);
        assertThat(arena.size()).isEqualTo(320);
    }

    @Test
    void placesStartAtCacheLinesAndNeverMeet() {
        var random = new SplittableRandom(1);
        List<Place> taken = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            if (!taken.isEmpty() && random.nextInt(5) < 2) {
                Place given = taken.remove(random.nextInt(taken.size()));
                arena.give(given.start(), given.bytes());
            } else {
                long bytes = random.nextInt(1, 5_000);
                var place = new Place(arena.take(bytes), bytes);
                assertThat(place.start() % 64).isZero();
                assertThat(place.start() + bytes).isLessThanOrEqualTo(arena.size());
                assertThat(taken).noneMatch(place::meets);
                taken.add(place);
            }
        }
    }
}
