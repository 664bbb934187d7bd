package io.ansatz.runner.material;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ansatz.api.ImageShape;
import io.ansatz.api.dataset.Dataset;
import io.ansatz.api.dataset.Images;
import io.ansatz.api.dataset.Passport;
import io.ansatz.api.dataset.Split;
import io.ansatz.runner.experiment.Normalization;
import java.util.List;
import org.junit.jupiter.api.Test;

class PixelScaleTest {

    private static final ImageShape COLOUR = new ImageShape(3, 1, 2);
    private static final ImageShape GREY = new ImageShape(1, 1, 2);

    @Test
    void pixelsBecomeWhatTheWordSays() {
        assertThat(first(Normalization.UNIT, COLOUR, 0, 255, 51, 51, 51, 51))
                .containsExactly(0, 1, 0.2f, 0.2f, 0.2f, 0.2f);
        assertThat(first(Normalization.HALF, COLOUR, 0, 255, 51, 51, 51, 51))
                .containsExactly(new float[] {-1, 1, -0.6f, -0.6f, -0.6f, -0.6f}, within(1e-6f));
    }

    /** As torchvision normalises for its weights. */
    @Test
    void eachChannelHasItsOwnMeanAndDeviationOnImageNet() {
        assertThat(first(Normalization.IMAGENET, COLOUR, 0, 255, 0, 255, 0, 255))
                .containsExactly(
                        new float[] {-2.117904f, 2.248908f, -2.0357144f, 2.4285715f, -1.8044444f, 2.64f},
                        within(1e-5f));
        assertThat(first(Normalization.IMAGENET, GREY, 0, 255))
                .containsExactly(new float[] {-0.449f / 0.226f, 0.551f / 0.226f}, within(1e-5f));
    }

    @Test
    void theTrainingImagesAloneSayWhatIsUsual() {
        var train = new Split(Images.of(GREY, new byte[] {0, 102, (byte) 204, 102}), new int[] {0, 1}, "train");
        var test = new Split(Images.of(GREY, new byte[] {102, (byte) 255}), new int[] {0}, "test");
        var scale = PixelScale.of(Normalization.TRAIN, dataset(train, test));
        var numbers = new float[2];
        new Pixels(test, scale).read(0, numbers, 0);

        // Mean 0.4, and a variance of half of 0.16.
        assertThat(numbers).containsExactly(new float[] {0, 0.6f / (float) Math.sqrt(0.08)}, within(1e-5f));
    }

    @Test
    void imagesWithoutContrastStayFinite() {
        assertThat(first(Normalization.TRAIN, GREY, 7, 7)).containsExactly(new float[] {0, 0}, within(1e-4f));
    }

    @Test
    void itsWordsNameEveryChannelThatDiffers() {
        assertThat(PixelScale.half(COLOUR)).hasToString("(x / 255 - 0.5) / 0.5");
        assertThat(scale(Normalization.IMAGENET, COLOUR, new byte[6]))
                .hasToString("(x / 255 - 0.485) / 0.229, (x / 255 - 0.456) / 0.224, (x / 255 - 0.406) / 0.225");
    }

    /** The numbers of the only image there is. */
    private static float[] first(Normalization normalization, ImageShape shape, int... pixels) {
        var bytes = new byte[pixels.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) pixels[i];
        }
        var numbers = new float[bytes.length];
        var split = new Split(Images.of(shape, bytes), new int[1], "train");
        new Pixels(split, scale(normalization, shape, bytes)).read(0, numbers, 0);
        return numbers;
    }

    private static PixelScale scale(Normalization normalization, ImageShape shape, byte[] pixels) {
        var split = new Split(Images.of(shape, pixels), new int[1], "train");
        return PixelScale.of(normalization, dataset(split, split));
    }

    private static Dataset dataset(Split train, Split test) {
        var passport = new Passport("here", "1", "digest", "none", "", List.of("a", "b"), List.of());
        return new Dataset(passport, train, test, test);
    }
}
