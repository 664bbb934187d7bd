package io.ansatz.api.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResizingTest {

    @Test
    void theSameSizeChangesNothing() {
        assertThat(resized(4, 3, 141, 59, 26)).isEqualTo(new float[] {3, 141, 59, 26});
    }

    /** A triangle four pixels wide covers (1, 3, 3, 1) / 8 around each new pixel. */
    @Test
    void halfTheSizeWeighsFourPixels() {
        float[] row = resized(4, 80, 0, 0, 0, 0, 160, 8, 16);

        assertThat(row[1]).isEqualTo(0);
        assertThat(row[2]).isEqualTo((0 + 3 * 0 + 3 * 160 + 8) / 8f);
        // At the border what lies outside is left out: (3, 3, 1) / 7.
        assertThat(row[0]).isCloseTo(3 * 80 / 7f, within(1e-4f));
    }

    @Test
    void doubleTheSizeLiesBetweenPixels() {
        assertThat(resized(4, 100, 200)).isEqualTo(new float[] {100, 125, 175, 200});
    }

    /** Weights add up to 1 and lie symmetrically, so nothing gets brighter and slopes stay, away from borders. */
    @ParameterizedTest
    @CsvSource({"600, 224", "224, 224", "31, 7", "28, 64", "5, 9"})
    void slopesStay(int from, int to) {
        var ramp = new int[from];
        for (int i = 0; i < from; i++) {
            ramp[i] = i;
        }
        float[] row = resized(to, ramp);
        double scale = (double) from / to;
        int border = (int) Math.ceil(Math.max(1, scale) / scale);
        for (int i = border; i < to - border; i++) {
            assertThat((double) row[i]).isCloseTo((i + 0.5) * scale - 0.5, within(0.15));
        }
    }

    @Test
    void columnsAreResizedAsRows() {
        var bytes = new byte[17];

        new Resizing(2, 4).columns(new float[] {100, 101, 102, 103, 200, 201, 202, 300}, bytes, 1);

        assertThat(bytes).startsWith(0, 100, 101, 102, 103, 125, 126, 127);
        assertThat(bytes[9] & 0xff).isEqualTo(175);
        assertThat(bytes[13] & 0xff).isEqualTo(200);
        assertThat(bytes[16] & 0xff).isEqualTo(255);
    }

    private static float[] resized(int to, int... samples) {
        var row = new float[to];
        new Resizing(samples.length, to).row(samples, row, 0);
        return row;
    }
}
