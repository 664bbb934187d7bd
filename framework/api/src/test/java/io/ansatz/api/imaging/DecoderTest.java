package io.ansatz.api.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class DecoderTest {

    @Test
    void channelsComeOneBehindTheOther() throws IOException {
        var image = new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, 0x010203);
        image.setRGB(1, 0, 0x111213);
        image.setRGB(0, 1, 0x212223);
        image.setRGB(1, 1, 0x313233);

        assertThat(decoded(image, "png", 2, Colour.RGB))
                .containsExactly(0x01, 0x11, 0x21, 0x31, 0x02, 0x12, 0x22, 0x32, 0x03, 0x13, 0x23, 0x33);
    }

    @Test
    void theSquareInTheMiddleIsKept() throws IOException {
        var wide = new BufferedImage(7, 2, BufferedImage.TYPE_INT_RGB);
        var high = new BufferedImage(2, 7, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 7; i++) {
            for (int j = 0; j < 2; j++) {
                wide.setRGB(i, j, 0x010000 * (10 * i + j));
                high.setRGB(j, i, 0x010000 * (10 * i + j));
            }
        }

        assertThat(decoded(wide, "png", 2, Colour.RGB)).startsWith(20, 30, 21, 31);
        assertThat(decoded(high, "png", 2, Colour.RGB)).startsWith(20, 21, 30, 31);
    }

    /** ITU-R BT.601: 0.299 R + 0.587 G + 0.114 B. */
    @Test
    void colourBecomesGreyByBrightness() throws IOException {
        var image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, 200 << 16 | 100 << 8 | 50);

        assertThat(decoded(image, "png", 1, Colour.GREY)).containsExactly(124);
    }

    /** Java itself would make 168 of 100. */
    @Test
    void greyStaysAsItIs() throws IOException {
        var image = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setSample(0, 0, 0, 100);

        assertThat(decoded(image, "png", 1, Colour.GREY)).containsExactly(100);
        assertThat(decoded(image, "png", 1, Colour.RGB)).containsExactly(100, 100, 100);
    }

    @Test
    void sixteenBitsBecomeEight() throws IOException {
        var image = new BufferedImage(2, 2, BufferedImage.TYPE_USHORT_GRAY);
        image.getRaster().setSample(0, 0, 0, 65_535);
        image.getRaster().setSample(1, 0, 0, 257 * 77);

        assertThat(decoded(image, "png", 2, Colour.GREY)).containsExactly(-1, 77, 0, 0);
    }

    @Test
    void whatIsTransparentKeepsItsColour() throws IOException {
        var image = new BufferedImage(1, 1, BufferedImage.TYPE_4BYTE_ABGR);
        image.setRGB(0, 0, 0x33102030);

        assertThat(decoded(image, "png", 1, Colour.RGB)).containsExactly(0x10, 0x20, 0x30);
    }

    @Test
    void palettesAreLookedUp() throws IOException {
        var image = new BufferedImage(2, 2, BufferedImage.TYPE_BYTE_INDEXED);
        image.setRGB(0, 0, 0xff0000);

        assertThat(decoded(image, "png", 2, Colour.RGB)).containsExactly(-1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void jpegsAreRead() throws IOException {
        var image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 256; i++) {
            image.setRGB(i % 16, i / 16, 0x40a020);
        }

        int[] pixels = decoded(image, "jpg", 8, Colour.RGB);
        // As near as JPEG comes to one colour.
        assertThat(pixels[0]).isCloseTo(0x40, within(3));
        assertThat(pixels[64] & 0xff).isCloseTo(0xa0, within(3));
        assertThat(pixels[128]).isCloseTo(0x20, within(3));
    }

    @Test
    void whatIsNoImageIsRefused() {
        assertBroken("<html>not found</html>".getBytes(), "it does not begin like a JPEG or PNG");
        assertBroken(new byte[0], "it does not begin like a JPEG or PNG");
    }

    /** ImageIO itself fills what is missing with grey. */
    @Test
    void aJpegThatWasCutOffIsRefused() throws IOException {
        byte[] file = file(noise(), "jpg");

        assertBroken(Arrays.copyOf(file, file.length / 2), "Corrupt JPEG data: premature end of data segment");
    }

    @Test
    void aPngThatWasCutOffIsRefused() throws IOException {
        byte[] file = file(noise(), "png");

        assertBroken(Arrays.copyOf(file, file.length / 2), "Error reading PNG image data");
    }

    @Test
    void anImageOfAbsurdSizeIsRefusedBeforeItTakesMemory() throws IOException {
        byte[] file = file(noise(), "png");
        file[16] = 0;
        file[17] = 1;
        file[20] = 0;
        file[21] = 1;

        assertBroken(file, "it has 65616 x 65616 pixels, and at most 100,000,000 are read");
    }

    private static BufferedImage noise() {
        var random = new SplittableRandom(1);
        var image = new BufferedImage(80, 80, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 6400; i++) {
            image.setRGB(i % 80, i / 80, random.nextInt(1 << 24));
        }
        return image;
    }

    private static void assertBroken(byte[] file, String message) {
        assertThatThrownBy(() -> new Decoder(8, Colour.RGB).decode(file, new byte[192], 0))
                .isInstanceOf(IOException.class)
                .hasMessage(message);
    }

    private static int[] decoded(BufferedImage image, String format, int size, Colour colour) throws IOException {
        var pixels = new byte[colour.channels() * size * size];
        new Decoder(size, colour).decode(file(image, format), pixels, 0);
        var values = new int[pixels.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = pixels[i];
        }
        return values;
    }

    private static byte[] file(BufferedImage image, String format) throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(image, format, bytes);
        return bytes.toByteArray();
    }
}
