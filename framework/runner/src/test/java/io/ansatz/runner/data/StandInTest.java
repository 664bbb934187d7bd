package io.ansatz.runner.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.ansatz.api.ImageShape;
import io.ansatz.api.dataset.Dataset;
import io.ansatz.api.dataset.Outline;
import java.util.List;
import org.junit.jupiter.api.Test;

class StandInTest {

    private static final Outline OUTLINE = new Outline(new ImageShape(3, 8, 9), List.of("a", "b", "c"));

    @Test
    void looksLikeTheOutline() {
        Dataset dataset = StandIn.of(OUTLINE, 4);

        assertThat(new Outline(dataset.shape(), dataset.passport().classes())).isEqualTo(OUTLINE);
    }

    @Test
    void everyClassIsThere() {
        assertThat(StandIn.of(OUTLINE, 2).train().counts(3)).containsExactly(1, 1, 1);
        assertThat(StandIn.of(OUTLINE, 7).validation().counts(3)).containsExactly(3, 2, 2);
    }

    @Test
    void imagesAreTheSameEveryTimeAndNoneLikeAnother() {
        byte[] pixels = StandIn.of(OUTLINE, 4).train().images().all();

        assertThat(StandIn.of(OUTLINE, 4).train().images().all()).isEqualTo(pixels);
        assertThat(StandIn.of(OUTLINE, 4).train().images().read(0))
                .isNotEqualTo(StandIn.of(OUTLINE, 4).train().images().read(1));
    }
}
