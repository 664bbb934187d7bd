package io.ansatz.runner.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class ElementTest {

    @Test
    void halfPrecisionIsReadAsIeee754SaysIt() {
        assertThat(Element.half((short) 0x0000)).isEqualTo(0f);
        assertThat(Element.half((short) 0x8000)).isEqualTo(-0f);
        assertThat(Element.half((short) 0x3c00)).isEqualTo(1f);
        assertThat(Element.half((short) 0xc000)).isEqualTo(-2f);
        assertThat(Element.half((short) 0x3555)).isEqualTo(0.333251953125f);
        assertThat(Element.half((short) 0x7bff)).isEqualTo(65504f);
        assertThat(Element.half((short) 0x0400)).as("the least normal one").isEqualTo(0x1p-14f);
        assertThat(Element.half((short) 0x03ff)).as("the largest subnormal one").isEqualTo(0x3ffp-24f);
        assertThat(Element.half((short) 0x8001)).as("the least one").isEqualTo(-0x1p-24f);
        assertThat(Element.half((short) 0x7c00)).isInfinite();
        assertThat(Element.half((short) 0xfc00)).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(Element.half((short) 0x7e00)).isNaN();
    }

    @Test
    void everyHalfPrecisionValueIsTheMiddleOfItsNeighbours() {
        // Within one exponent the values of binary16 are evenly spaced, and over all of them they grow.
        for (int bits = 1; bits < 0x7bff; bits++) {
            float before = Element.half((short) (bits - 1));
            float here = Element.half((short) bits);
            float behind = Element.half((short) (bits + 1));
            assertThat(here).isBetween(before, behind).isNotEqualTo(before);
            if ((bits & 0x3ff) != 0) {
                assertThat(here - before).isEqualTo(behind - here);
            }
            assertThat(Element.half((short) (bits | 0x8000))).isEqualTo(-here);
        }
    }

    @Test
    void brainFloatsAreTheUpperHalfOfFloats() {
        ByteBuffer bytes = WeightFile.bytes(6)
                .putShort((short) 0x3f80)
                .putShort((short) 0xc0a0)
                .putShort((short) 0x7f80);

        bytes.flip();

        assertThat(Element.BF16.next(bytes)).isEqualTo(1f);
        assertThat(Element.BF16.next(bytes)).isEqualTo(-5f);
        assertThat(Element.BF16.next(bytes)).isInfinite();
    }
}
