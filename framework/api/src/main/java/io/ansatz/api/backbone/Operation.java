package io.ansatz.api.backbone;

import io.ansatz.api.ImageShape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One step of a trunk. Named operations own parameters, under the names that published weight files use. */
public sealed interface Operation {

    /** The shape of what comes out for this shape coming in. */
    ImageShape output(ImageShape input);

    /**
     * The trainable arrays of this operation for this input: full name to shape, in the order of definition. Those of the
     * operations inside another one are not among its own.
     */
    default Map<String, int[]> parameters(ImageShape input) {
        return Map.of();
    }

    /** The arrays that this operation keeps of what it has seen, and does not learn: full name to shape. */
    default Map<String, int[]> statistics(ImageShape input) {
        return Map.of();
    }

    /** A square convolution; weights are {@code [filter][channel / groups][row][column]}. */
    record Convolution(String name, int filters, int kernel, int stride, int padding, int groups, boolean bias)
            implements Operation {

        public Convolution {
            if (filters < 1 || kernel < 1 || stride < 1 || padding < 0 || groups < 1 || filters % groups != 0) {
                throw new IllegalArgumentException(
                        "The convolution '%s' cannot have %d filters of size %d, stride %d, padding %d in %d groups."
                                .formatted(name, filters, kernel, stride, padding, groups));
            }
        }

        /** A convolution with stride 1, one group and a bias. */
        public Convolution(String name, int filters, int kernel, int padding) {
            this(name, filters, kernel, 1, padding, 1, true);
        }

        @Override
        public ImageShape output(ImageShape input) {
            if (input.channels() % groups != 0) {
                throw new IllegalArgumentException("The convolution '%s' cannot divide %d channels into %d groups."
                        .formatted(name, input.channels(), groups));
            }
            return slide("The convolution '%s'".formatted(name), input, filters, kernel, stride, padding);
        }

        @Override
        public Map<String, int[]> parameters(ImageShape input) {
            var shapes = new LinkedHashMap<String, int[]>();
            shapes.put(name + ".weight", new int[] {filters, input.channels() / groups, kernel, kernel});
            if (bias) {
                shapes.put(name + ".bias", new int[] {filters});
            }
            return shapes;
        }
    }

    /** Batch normalisation per channel with a learned scale and shift; epsilon 1e-5, running averages updated by a tenth. */
    record BatchNorm(String name) implements Operation {

        @Override
        public ImageShape output(ImageShape input) {
            return input;
        }

        @Override
        public Map<String, int[]> parameters(ImageShape input) {
            return scaleAndShift(name, input);
        }

        @Override
        public Map<String, int[]> statistics(ImageShape input) {
            var shapes = new LinkedHashMap<String, int[]>();
            shapes.put(name + ".running_mean", new int[] {input.channels()});
            shapes.put(name + ".running_var", new int[] {input.channels()});
            return shapes;
        }
    }

    /** Normalisation over the channels of each pixel, with a learned scale and shift per channel; epsilon 1e-6. */
    record LayerNorm(String name) implements Operation {

        @Override
        public ImageShape output(ImageShape input) {
            return input;
        }

        @Override
        public Map<String, int[]> parameters(ImageShape input) {
            return scaleAndShift(name, input);
        }
    }

    /**
     * Multiplies each channel with a learned number.
     *
     * @param name the full name of the one array it owns
     * @param start where the numbers stand before training; close to zero, a residual branch begins almost as nothing
     */
    record LayerScale(String name, double start) implements Operation {

        @Override
        public ImageShape output(ImageShape input) {
            return input;
        }

        @Override
        public Map<String, int[]> parameters(ImageShape input) {
            return Map.of(name, new int[] {input.channels(), 1, 1});
        }
    }

    /** {@code max(0, x)}. */
    record Relu() implements Operation {

        @Override
        public ImageShape output(ImageShape input) {
            return input;
        }
    }

    /** {@code min(max(0, x), 6)}. */
    record Relu6() implements Operation {

        @Override
        public ImageShape output(ImageShape input) {
            return input;
        }
    }

    /** {@code x} times the share of a normal distribution that lies below {@code x}; exact, not one of its approximations. */
    record Gelu() implements Operation {

        @Override
        public ImageShape output(ImageShape input) {
            return input;
        }
    }

    /** The largest value of each square window; what does not fill a window is dropped, and padding is never the largest. */
    record MaxPool(int size, int stride, int padding) implements Operation {

        public MaxPool {
            if (size < 1 || stride < 1 || padding < 0 || padding > size / 2) {
                throw new IllegalArgumentException("A pooling window cannot have size %d, stride %d and padding %d."
                        .formatted(size, stride, padding));
            }
        }

        /** Windows that lie wholly inside. */
        public MaxPool(int size, int stride) {
            this(size, stride, 0);
        }

        @Override
        public ImageShape output(ImageShape input) {
            return slide("Max pooling", input, input.channels(), size, stride, padding);
        }
    }

    /** The mean of each square window; what does not fill a window is dropped. */
    record AveragePool(int size, int stride) implements Operation {

        public AveragePool {
            if (size < 1 || stride < 1) {
                throw new IllegalArgumentException(
                        "A pooling window cannot have size %d and stride %d.".formatted(size, stride));
            }
        }

        @Override
        public ImageShape output(ImageShape input) {
            return slide("Average pooling", input, input.channels(), size, stride, 0);
        }
    }

    /** The mean of each channel, whatever the size of the map. */
    record GlobalAveragePool() implements Operation {

        @Override
        public ImageShape output(ImageShape input) {
            return new ImageShape(input.channels(), 1, 1);
        }
    }

    /**
     * A map with {@code factor} times as many rows and columns, interpolated linearly between the centres of the pixels; at the
     * borders the outermost pixels go on.
     */
    record Upsample(int factor) implements Operation {

        public Upsample {
            if (factor < 1) {
                throw new IllegalArgumentException("A map cannot be made %d times as large.".formatted(factor));
            }
        }

        @Override
        public ImageShape output(ImageShape input) {
            return new ImageShape(input.channels(), input.height() * factor, input.width() * factor);
        }
    }

    /**
     * The sum of what two branches make of the same input.
     *
     * @param body the branch that learns what to add
     * @param shortcut the other one; empty, it hands the input on as it is
     */
    record Residual(List<Operation> body, List<Operation> shortcut) implements Operation {

        public Residual {
            body = List.copyOf(body);
            shortcut = List.copyOf(shortcut);
            if (body.isEmpty()) {
                throw new IllegalArgumentException("The body of a residual needs at least one operation.");
            }
        }

        @Override
        public ImageShape output(ImageShape input) {
            ImageShape output = through(body, input);
            ImageShape added = through(shortcut, input);
            if (!output.equals(added)) {
                throw new IllegalArgumentException(
                        "A residual cannot add %s from its shortcut to %s from its body.".formatted(added, output));
            }
            return output;
        }

        private static ImageShape through(List<Operation> branch, ImageShape input) {
            ImageShape shape = input;
            for (Operation operation : branch) {
                shape = operation.output(shape);
            }
            return shape;
        }
    }

    private static Map<String, int[]> scaleAndShift(String name, ImageShape input) {
        var shapes = new LinkedHashMap<String, int[]>();
        shapes.put(name + ".weight", new int[] {input.channels()});
        shapes.put(name + ".bias", new int[] {input.channels()});
        return shapes;
    }

    private static ImageShape slide(String what, ImageShape input, int channels, int size, int stride, int padding) {
        int height = (input.height() + 2 * padding - size) / stride + 1;
        int width = (input.width() + 2 * padding - size) / stride + 1;
        if (input.height() + 2 * padding < size || input.width() + 2 * padding < size) {
            throw new IllegalArgumentException("%s needs at least %d x %d pixels, but only %d x %d are left there."
                    .formatted(what, size - 2 * padding, size - 2 * padding, input.height(), input.width()));
        }
        return new ImageShape(channels, height, width);
    }
}
