package io.ansatz.runner.weights;

import java.util.List;
import java.util.stream.Collectors;

/**
 * An array of a weight file.
 *
 * @param shape the lengths of its axes; none for a single value
 * @param begin where its bytes begin, counted from the first one behind the header
 */
record Tensor(String name, Element element, List<Long> shape, long begin, long end) {

    Tensor {
        shape = List.copyOf(shape);
    }

    /** How many values it has; fits an {@code int} times the size of an element wherever it was checked against its bytes. */
    long count() {
        long count = 1;
        for (long length : shape) {
            count *= length;
        }
        return count;
    }

    /** Such as {@code 64 x 3 x 7 x 7}. */
    static String words(List<Long> shape) {
        return shape.isEmpty()
                ? "a single value"
                : shape.stream().map(Object::toString).collect(Collectors.joining(" x "));
    }
}
