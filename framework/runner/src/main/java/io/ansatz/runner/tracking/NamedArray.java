package io.ansatz.runner.tracking;

/**
 * Numbers with a name and a shape.
 *
 * @param shape the length of each axis, the slowest first
 * @param values the array itself, not a copy
 */
record NamedArray(String name, int[] shape, float[] values) {

    NamedArray {
        if (size(shape) != values.length) {
            throw new IllegalArgumentException(
                    "'%s' has %d values, not %d.".formatted(name, values.length, size(shape)));
        }
    }

    /** An array with one axis. */
    static NamedArray row(String name, float[] values) {
        return new NamedArray(name, new int[] {values.length}, values);
    }

    /** How many values an array of this shape has. */
    static int size(int[] shape) {
        int size = 1;
        for (int length : shape) {
            if (length < 0) {
                throw new ArithmeticException("An axis cannot be %d long.".formatted(length));
            }
            size = Math.multiplyExact(size, length);
        }
        return size;
    }
}
