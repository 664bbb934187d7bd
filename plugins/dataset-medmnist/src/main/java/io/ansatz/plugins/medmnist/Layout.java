package io.ansatz.plugins.medmnist;

import io.ansatz.api.ImageShape;
import java.util.ArrayList;
import java.util.List;

/** How what lies in an official file, images or volumes one behind the other, becomes images. */
sealed interface Layout {

    /** The shape of an image. */
    ImageShape shape();

    /** The extents of one item in the file. */
    List<Integer> item();

    /** How many images an item becomes. */
    int imagesOfItem();

    /** What tells the images of an item apart, in order; nothing where there is one. */
    List<String> places();

    /**
     * Lays the values of one item out as its images.
     *
     * @param item in row order
     * @param images {@code [image][channel][row][column]}
     */
    void lay(byte[] item, byte[] images);

    /** Flat images, whose colours stand last in the file. */
    record Flat(int channels, int size) implements Layout {

        @Override
        public ImageShape shape() {
            return new ImageShape(channels, size, size);
        }

        @Override
        public List<Integer> item() {
            return channels == 1 ? List.of(size, size) : List.of(size, size, channels);
        }

        @Override
        public int imagesOfItem() {
            return 1;
        }

        @Override
        public List<String> places() {
            return List.of();
        }

        @Override
        public void lay(byte[] item, byte[] images) {
            int area = size * size;
            for (int channel = 0; channel < channels; channel++) {
                for (int place = 0; place < area; place++) {
                    images[channel * area + place] = item[place * channels + channel];
                }
            }
        }
    }

    /**
     * Slices of volumes. A slice has the other two axes as rows and columns, in their order.
     *
     * @param axes along which axes it is cut, from 1, as those of the array are counted in which 0 tells volumes apart
     */
    record Sliced(Slices slices, List<Integer> axes, int size) implements Layout {

        public Sliced {
            axes = List.copyOf(axes);
        }

        /** Such as {@code slices centre, axes [1]}. */
        String words() {
            return "slices %s, axes %s".formatted(slices.word(), axes);
        }

        @Override
        public ImageShape shape() {
            return new ImageShape(slices == Slices.IMAGES ? 1 : cuts(), size, size);
        }

        @Override
        public List<Integer> item() {
            return List.of(size, size, size);
        }

        @Override
        public int imagesOfItem() {
            return slices == Slices.IMAGES ? cuts() : 1;
        }

        private int cuts() {
            return slices == Slices.CENTRE ? axes.size() : axes.size() * size;
        }

        @Override
        public List<String> places() {
            var places = new ArrayList<String>();
            if (slices == Slices.IMAGES) {
                for (int axis : axes) {
                    for (int cut = 0; cut < size; cut++) {
                        places.add("axis-%d/%d".formatted(axis, cut));
                    }
                }
            }
            return places;
        }

        @Override
        public void lay(byte[] item, byte[] images) {
            int first = slices == Slices.CENTRE ? size / 2 : 0;
            int behindLast = slices == Slices.CENTRE ? first + 1 : size;
            int place = 0;
            for (int axis : axes) {
                for (int cut = first; cut < behindLast; cut++) {
                    slice(item, axis, cut, images, place);
                    place += size * size;
                }
            }
        }

        private void slice(byte[] volume, int axis, int cut, byte[] images, int place) {
            int across = stride(axis);
            int down = stride(axis == 1 ? 2 : 1);
            int right = stride(axis == 3 ? 2 : 3);
            int next = place;
            for (int row = 0; row < size; row++) {
                for (int column = 0; column < size; column++) {
                    images[next++] = volume[cut * across + row * down + column * right];
                }
            }
        }

        /** How far apart neighbours along an axis lie. */
        private int stride(int axis) {
            return axis == 1 ? size * size : axis == 2 ? size : 1;
        }
    }
}
