package org.example.smallpyramid;

import static org.assertj.core.api.Assertions.assertThat;

import io.ansatz.api.ImageShape;
import io.ansatz.testkit.BackboneContract;
import org.junit.jupiter.api.Test;

class SmallPyramidTest {

    private final SmallPyramid backbone = new SmallPyramid();

    @Test
    void keepsTheContract() {
        BackboneContract.of(backbone, new ImageShape(3, 64, 64))
                .withParameters(new ImageShape(1, 28, 28), 23_520)
                .holds();
    }

    @Test
    void everyStageHalvesTheImageAndDoublesTheFilters() {
        assertThat(output(1)).isEqualTo(new ImageShape(5, 14, 14));
        assertThat(output(2)).isEqualTo(new ImageShape(10, 7, 7));
        assertThat(output(3)).isEqualTo(new ImageShape(20, 3, 3));
    }

    /** What so many stages make of 28 x 28 pixels. */
    private ImageShape output(int stages) {
        var settings = new SmallPyramid.Settings(stages, 5);
        return backbone.draw(settings, new ImageShape(1, 28, 28)).output();
    }
}
