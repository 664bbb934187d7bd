package io.ansatz.api.imaging;

import io.ansatz.api.ImageShape;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Turns the bytes of a JPEG or PNG file into pixels: the square in the middle, resized bilinearly with anti-aliasing as PIL's
 * {@code BILINEAR} does, grey or in colour. Transparency, colour profiles and the direction of the camera are not looked at. One
 * decoder serves any number of threads.
 */
public final class Decoder {

    /** Raise it when the same files come out otherwise. */
    private static final int EDITION = 1;

    /** Larger ones are no photographs, and would take more memory than there may be. */
    private static final long MOST_PIXELS = 100_000_000;

    private static final int BYTE = 8;

    private final int size;
    private final Colour colour;

    /** @param size width and height of what comes out, in pixels */
    public Decoder(int size, Colour colour) {
        this.size = size;
        this.colour = colour;
    }

    /** The shape of what comes out. */
    public ImageShape shape() {
        return new ImageShape(colour.channels(), size, size);
    }

    /** What decides the pixels of a file beside the shape: JPEG leaves decoders some freedom, and Java brings the decoder. */
    String edition() {
        return "%d, Java %s".formatted(EDITION, Runtime.version());
    }

    /**
     * Decodes an image to {@code [channel][row][column]}, one unsigned byte per value.
     *
     * @param file the bytes of the file
     * @param start where in the array the image begins
     * @throws IOException if the image is broken; the message says in half a sentence why
     */
    public void decode(byte[] file, byte[] target, int start) throws IOException {
        BufferedImage image = read(file);
        int side = Math.min(image.getWidth(), image.getHeight());
        int left = (image.getWidth() - side) / 2;
        int top = (image.getHeight() - side) / 2;
        var resizing = new Resizing(side, size);
        var rows = new float[colour.channels()][side * size];
        var samples = new int[3][side];
        for (int y = 0; y < side; y++) {
            boolean grey = row(image, left, top + y, samples);
            if (colour == Colour.GREY) {
                if (!grey) {
                    luma(samples);
                }
                resizing.row(samples[0], rows[0], y * size);
            } else {
                for (int channel = 0; channel < rows.length; channel++) {
                    resizing.row(samples[grey ? 0 : channel], rows[channel], y * size);
                }
            }
        }
        for (int channel = 0; channel < rows.length; channel++) {
            resizing.columns(rows[channel], target, start + channel * size * size);
        }
    }

    private static BufferedImage read(byte[] file) throws IOException {
        try (var stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
            if (!readers.hasNext()) {
                throw new IOException("it does not begin like a JPEG or PNG");
            }
            ImageReader reader = readers.next();
            try {
                var cut = new AtomicReference<String>("");
                // A JPEG that was cut off is decoded to grey below the cut; nothing but this warning tells.
                reader.addIIOReadWarningListener((source, warning) -> {
                    if (warning.contains("premature end")) {
                        cut.set(warning);
                    }
                });
                reader.setInput(stream, true, true);
                if ((long) reader.getWidth(0) * reader.getHeight(0) > MOST_PIXELS) {
                    throw new IOException(String.format(
                            Locale.ROOT,
                            "it has %d x %d pixels, and at most %,d are read",
                            reader.getWidth(0),
                            reader.getHeight(0),
                            MOST_PIXELS));
                }
                BufferedImage image = reader.read(0);
                if (!cut.get().isEmpty()) {
                    throw new IOException(cut.get());
                }
                return image;
            } catch (RuntimeException e) {
                // ImageIO's readers trust the numbers in a file.
                throw new IOException(e.toString(), e);
            } finally {
                reader.dispose();
            }
        }
    }

    /**
     * Reads a row as red, green and blue, or as grey in the first array.
     *
     * @return whether it is grey
     */
    private static boolean row(BufferedImage image, int left, int y, int[][] samples) {
        int width = samples[0].length;
        ColorModel model = image.getColorModel();
        if (model instanceof ComponentColorModel) {
            Raster raster = image.getRaster();
            int kind = model.getColorSpace().getType();
            if (kind == ColorSpace.TYPE_GRAY || kind == ColorSpace.TYPE_RGB) {
                // Not through getRGB, which brightens grey images: Java takes their values for linear light.
                int channels = kind == ColorSpace.TYPE_GRAY ? 1 : 3;
                for (int channel = 0; channel < channels; channel++) {
                    raster.getSamples(left, y, width, 1, channel, samples[channel]);
                    toBytes(samples[channel], model.getComponentSize(channel));
                }
                return channels == 1;
            }
        }
        int[] packed = image.getRGB(left, y, width, 1, null, 0, width);
        for (int x = 0; x < width; x++) {
            samples[0][x] = packed[x] >> 16 & 0xff;
            samples[1][x] = packed[x] >> 8 & 0xff;
            samples[2][x] = packed[x] & 0xff;
        }
        return false;
    }

    private static void toBytes(int[] samples, int bits) {
        if (bits == BYTE) {
            return;
        }
        int most = (1 << bits) - 1;
        for (int x = 0; x < samples.length; x++) {
            samples[x] = (int) ((255L * samples[x] + most / 2) / most);
        }
    }

    /** ITU-R BT.601, as PIL converts to grey. */
    private static void luma(int[][] samples) {
        for (int x = 0; x < samples[0].length; x++) {
            samples[0][x] = (299 * samples[0][x] + 587 * samples[1][x] + 114 * samples[2][x] + 500) / 1000;
        }
    }
}
