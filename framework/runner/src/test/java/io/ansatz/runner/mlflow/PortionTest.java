package io.ansatz.runner.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PortionTest {

    private static Map<String, String> pairs(int count, String value) {
        var pairs = new LinkedHashMap<String, String>();
        for (int i = 0; i < count; i++) {
            pairs.put("key " + i, value);
        }
        return pairs;
    }

    private static List<Point> points(int count) {
        var points = new ArrayList<Point>();
        for (int i = 0; i < count; i++) {
            points.add(new Point("auc", i, Instant.EPOCH, i));
        }
        return points;
    }

    @Test
    void nothingIsNoPortion() {
        assertThat(Portion.of(Map.of(), List.of(), Map.of())).isEmpty();
    }

    @Test
    void whatFitsIsOnePortion() {
        assertThat(Portion.of(pairs(100, "p"), points(100), pairs(100, "t")))
                .containsExactly(new Portion(pairs(100, "p"), points(100), pairs(100, "t")));
    }

    @Test
    void aPortionHoldsAHundredOfEach() {
        List<Portion> portions = Portion.of(pairs(101, "p"), points(201), pairs(301, "t"));

        assertThat(portions).extracting(portion -> portion.params().size()).containsExactly(100, 1, 0, 0, 0, 0, 0);
        assertThat(portions).extracting(portion -> portion.points().size()).containsExactly(0, 100, 100, 1, 0, 0, 0);
        assertThat(portions).extracting(portion -> portion.tags().size()).containsExactly(0, 0, 0, 100, 100, 100, 1);
    }

    @Test
    void aPortionHoldsLessThanAMegabyteOfJson() {
        // '<' takes six bytes: 100 tags are 4.8 MB.
        List<Portion> portions = Portion.of(Map.of(), List.of(), pairs(100, "<".repeat(Run.LONGEST_TAG)));

        assertThat(portions).extracting(portion -> portion.tags().size()).containsExactly(18, 18, 18, 18, 18, 10);
    }
}
