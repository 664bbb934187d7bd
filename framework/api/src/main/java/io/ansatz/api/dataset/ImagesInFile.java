package io.ansatz.api.dataset;

import io.ansatz.api.ImageShape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Images in a file that the system maps into memory.
 *
 * @param segments the file, cut between images
 * @param perSegment how many images every segment has but the last
 */
record ImagesInFile(ImageShape shape, int size, List<ByteBuffer> segments, int perSegment) implements Images {

    private static final int SEGMENT_BYTES = 1 << 30;

    static ImagesInFile open(Path file, ImageShape shape, int size) throws IOException {
        return open(file, shape, size, SEGMENT_BYTES);
    }

    static ImagesInFile open(Path file, ImageShape shape, int size, int segmentBytes) throws IOException {
        int perSegment = Math.max(1, segmentBytes / shape.size());
        var segments = new ArrayList<ByteBuffer>();
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long bytes = (long) size * shape.size();
            if (channel.size() != bytes) {
                throw new IOException("%s has %d bytes; %d images of %s have %d."
                        .formatted(file, channel.size(), size, shape, bytes));
            }
            long segment = (long) perSegment * shape.size();
            for (long start = 0; start < bytes; start += segment) {
                segments.add(channel.map(FileChannel.MapMode.READ_ONLY, start, Math.min(segment, bytes - start)));
            }
        }
        return new ImagesInFile(shape, size, List.copyOf(segments), perSegment);
    }

    @Override
    public void read(int image, byte[] target, int start) {
        segments.get(image / perSegment).get(image % perSegment * shape.size(), target, start, shape.size());
    }
}
