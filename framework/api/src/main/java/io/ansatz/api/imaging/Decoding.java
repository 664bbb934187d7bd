package io.ansatz.api.imaging;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Decodes files on all cores into one file of pixels. What is in memory at a time is an image for each core, however many there are.
 *
 * @param kept what need not be decoded again
 */
record Decoding(Decoder decoder, List<FileVersion> versions, KeptPixels kept) {

    /**
     * Fills a file with the pixels of all files, in their order. Broken ones leave their place empty.
     *
     * @throws NoPixelsException if a file cannot be read at all
     */
    List<DecodedFile> into(Path target) throws IOException {
        int size = decoder.shape().size();
        try (FileChannel channel = FileChannel.open(
                target, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            // The whole length at once, also where the last image is broken.
            channel.write(ByteBuffer.allocate(1), (long) versions.size() * size - 1);
            List<DecodedFile> files = IntStream.range(0, versions.size())
                    .parallel()
                    .mapToObj(i -> one(versions.get(i), channel, (long) i * size))
                    .toList();
            channel.force(true);
            return files;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private DecodedFile one(FileVersion version, FileChannel channel, long place) {
        var pixels = new byte[decoder.shape().size()];
        try {
            DecodedFile file = kept.read(version, pixels).orElse(null);
            if (file == null) {
                file = decode(version, pixels);
            }
            if (!file.isBroken()) {
                ByteBuffer rest = ByteBuffer.wrap(pixels);
                while (rest.hasRemaining()) {
                    channel.write(rest, place + rest.position());
                }
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private DecodedFile decode(FileVersion version, byte[] pixels) throws NoPixelsException {
        byte[] file;
        try {
            file = Files.readAllBytes(Path.of(version.path()));
        } catch (IOException e) {
            throw new NoPixelsException("%s cannot be read: %s.".formatted(version.path(), e), e);
        }
        String sum = Sha256.of(file);
        try {
            decoder.decode(file, pixels, 0);
        } catch (IOException e) {
            return DecodedFile.broken(version, sum, e.getMessage());
        }
        return DecodedFile.whole(version, sum, pixels);
    }
}
