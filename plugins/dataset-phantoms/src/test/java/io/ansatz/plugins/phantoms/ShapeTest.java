package io.ansatz.plugins.phantoms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ShapeTest {

    /** Places per unit of length. Straight edges err by half a step: 0.007 for the longest outline, 5.4. */
    private static final int FINENESS = 400;

    @ParameterizedTest
    @EnumSource
    void everyShapeCoversTheAreaOne(Shape shape) {
        int inside = 0;
        for (int row = -FINENESS; row < FINENESS; row++) {
            for (int column = -FINENESS; column < FINENESS; column++) {
                if (shape.distance((column + 0.5) / FINENESS, (row + 0.5) / FINENESS) < 0) {
                    inside++;
                }
            }
        }
        assertThat((double) inside / (FINENESS * FINENESS)).isCloseTo(1, within(0.007));
    }

    @ParameterizedTest
    @EnumSource
    void nothingReachesFurtherThanSaid(Shape shape) {
        for (int degrees = 0; degrees < 360; degrees++) {
            double x = 1.0001 * Shape.REACH * Math.cos(Math.toRadians(degrees));
            double y = 1.0001 * Shape.REACH * Math.sin(Math.toRadians(degrees));
            assertThat(shape.distance(x, y)).as("at %d degrees", degrees).isPositive();
        }
    }
}
