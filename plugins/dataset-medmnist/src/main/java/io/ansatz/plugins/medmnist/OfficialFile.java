package io.ansatz.plugins.medmnist;

import io.ansatz.api.ImageShape;
import io.ansatz.api.dataset.Images;
import io.ansatz.api.dataset.Split;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Reads parts of an official file.
 *
 * @param layout what becomes of an item, which is an image or a volume
 * @param classes how many labels there are
 * @param finding which column of labels is the label; empty where there is one column
 * @param unpacked where images lie that are too many for memory
 * @param name what they are called there, before the name of the part
 * @param mostInMemory how many bytes of a part are held in memory
 */
record OfficialFile(
        Npz archive,
        Layout layout,
        int classes,
        Optional<Finding> finding,
        Unpacked unpacked,
        String name,
        int mostInMemory) {

    /**
     * Reads a part.
     *
     * @param part what it is called in the file
     * @param items how many images or volumes it must have
     */
    Split read(String part, int items) throws IOException {
        int[] labels = labels(part, items);
        Images images = images(part, items);
        List<String> places = layout.places();
        if (places.isEmpty()) {
            return new Split(images, labels, part);
        }
        var names = new ArrayList<String>(images.size());
        var volumes = new ArrayList<String>(images.size());
        var repeated = new int[images.size()];
        for (int item = 0; item < items; item++) {
            String volume = part + "/" + item;
            for (String place : places) {
                repeated[names.size()] = labels[item];
                names.add(volume + "/" + place);
                volumes.add(volume);
            }
        }
        return new Split(images, repeated, names, volumes);
    }

    private int[] labels(String part, int items) throws IOException {
        int columns = finding.isPresent() ? Finding.values().length : 1;
        int column = finding.map(Finding::ordinal).orElse(0);
        int labels = finding.isPresent() ? 2 : classes;
        byte[] values = archive.read(part + "_labels", items, columns);
        for (byte value : values) {
            if ((value & 0xff) >= labels) {
                throw new IOException("%s: %s_labels holds class %d, but the classes are 0 to %d."
                        .formatted(archive.path(), part, value & 0xff, labels - 1));
            }
        }
        return IntStream.range(0, items)
                .map(item -> values[item * columns + column])
                .toArray();
    }

    private Images images(String part, int items) throws IOException {
        ImageShape shape = layout.shape();
        int count = Math.multiplyExact(items, layout.imagesOfItem());
        long bytes = (long) count * shape.size();
        int[] extents = IntStream.concat(
                        IntStream.of(items), layout.item().stream().mapToInt(Integer::intValue))
                .toArray();
        try (Npz.Values values = archive.open(part + "_images", extents)) {
            if (bytes > mostInMemory) {
                return unpacked.open(name + "-" + part, shape, count, target -> layOut(values, items, target));
            }
            ByteBuffer pixels = ByteBuffer.allocate((int) bytes);
            layOut(values, items, pixels::put);
            return Images.of(shape, pixels.array());
        }
    }

    private void layOut(Npz.Values values, int items, Unpacked.Target target) throws IOException {
        var item = new byte[layout.item().stream().reduce(1, Math::multiplyExact)];
        var images = new byte[layout.imagesOfItem() * layout.shape().size()];
        for (int i = 0; i < items; i++) {
            values.next(item);
            layout.lay(item, images);
            target.write(images);
        }
        values.end();
    }
}
