package io.ansatz.plugins.medmnist;

import static org.assertj.core.api.Assertions.assertThat;

import io.ansatz.api.ImageShape;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayoutTest {

    /** A cube whose values say where they are: 14 is plane 1, row 1, column 2 of three each. */
    private static final byte[] CUBE = new byte[27];

    static {
        for (int i = 0; i < CUBE.length; i++) {
            CUBE[i] = (byte) i;
        }
    }

    @Test
    void coloursMoveToTheFront() {
        var layout = new Layout.Flat(3, 2);

        assertThat(layout.item()).containsExactly(2, 2, 3);
        assertThat(laidOut(layout, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}))
                .containsExactly(1, 4, 7, 10, 2, 5, 8, 11, 3, 6, 9, 12);
    }

    @Test
    void theSliceInTheMiddleHasTheOtherAxesAsRowsAndColumns() {
        assertThat(laidOut(sliced(Slices.CENTRE, 1), CUBE)).containsExactly(9, 10, 11, 12, 13, 14, 15, 16, 17);
        assertThat(laidOut(sliced(Slices.CENTRE, 2), CUBE)).containsExactly(3, 4, 5, 12, 13, 14, 21, 22, 23);
        assertThat(laidOut(sliced(Slices.CENTRE, 3), CUBE)).containsExactly(1, 4, 7, 10, 13, 16, 19, 22, 25);
    }

    @Test
    void theMiddleOfAnEvenNumberIsTheFirstOfTheSecondHalf() {
        var layout = new Layout.Sliced(Slices.CENTRE, List.of(1), 2);

        assertThat(laidOut(layout, new byte[] {0, 1, 2, 3, 4, 5, 6, 7})).containsExactly(4, 5, 6, 7);
    }

    @Test
    void middlesOfSeveralAxesAreChannelsInTheOrderOfTheAxes() {
        Layout layout = sliced(Slices.CENTRE, 3, 1);

        assertThat(layout.shape()).isEqualTo(new ImageShape(2, 3, 3));
        assertThat(laidOut(layout, CUBE))
                .containsExactly(1, 4, 7, 10, 13, 16, 19, 22, 25, 9, 10, 11, 12, 13, 14, 15, 16, 17);
    }

    @Test
    void allSlicesAreChannelsOfOneImageOrImages() {
        Layout channels = sliced(Slices.CHANNELS, 1);
        Layout images = sliced(Slices.IMAGES, 1);

        assertThat(channels.shape()).isEqualTo(new ImageShape(3, 3, 3));
        assertThat(channels.imagesOfItem()).isEqualTo(1);
        assertThat(channels.places()).isEmpty();
        assertThat(images.shape()).isEqualTo(new ImageShape(1, 3, 3));
        assertThat(images.imagesOfItem()).isEqualTo(3);
        assertThat(images.places()).containsExactly("axis-1/0", "axis-1/1", "axis-1/2");
        assertThat(laidOut(channels, CUBE)).isEqualTo(CUBE).isEqualTo(laidOut(images, CUBE));
    }

    @Test
    void slicesOfAllAxesComeAxisByAxis() {
        Layout layout = sliced(Slices.IMAGES, 1, 2, 3);

        assertThat(layout.imagesOfItem()).isEqualTo(9);
        assertThat(layout.places()).hasSize(9).startsWith("axis-1/0").endsWith("axis-3/2");
        assertThat(laidOut(layout, CUBE)).startsWith(CUBE).endsWith(2, 5, 8, 11, 14, 17, 20, 23, 26);
    }

    private static Layout.Sliced sliced(Slices slices, Integer... axes) {
        return new Layout.Sliced(slices, List.of(axes), 3);
    }

    private static byte[] laidOut(Layout layout, byte[] item) {
        var images = new byte[layout.imagesOfItem() * layout.shape().size()];
        layout.lay(item, images);
        return images;
    }
}
