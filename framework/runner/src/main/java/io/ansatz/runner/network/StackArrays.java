package io.ansatz.runner.network;

import io.ansatz.api.ImageShape;
import io.ansatz.api.backbone.Operation;
import io.ansatz.api.backbone.Stage;
import io.ansatz.api.backbone.Trunk;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Where each array of a stack lies in the row of its parameters: first what learns, in the order of the operations, then the
 * running statistics. Deeplearning4j is told of these two alone, since it spends more on a hundred small arrays than
 * oneDNN on computing them.
 */
final class StackArrays {

    static final String LEARNED = "learned";
    static final String STATISTICS = "statistics";

    private final Map<String, long[]> learned = new LinkedHashMap<>();
    private final Map<String, long[]> statistics = new LinkedHashMap<>();
    private final ImageShape output;

    private StackArrays(ImageShape output) {
        this.output = output;
    }

    static StackArrays of(ImageShape shape, List<Operation> operations) {
        var trunk = new Trunk(shape, List.of(new Stage("stack", operations)));
        var arrays = new StackArrays(trunk.output());
        trunk.parameters().forEach((name, lengths) -> arrays.learned.put(name, longs(lengths)));
        trunk.statistics().forEach((name, lengths) -> arrays.statistics.put(name, longs(lengths)));
        return arrays;
    }

    private static long[] longs(int[] lengths) {
        var wide = new long[lengths.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = lengths[i];
        }
        return wide;
    }

    /** The shape of what comes out of the stack. */
    ImageShape output() {
        return output;
    }

    /** How long the two parts are; one that is empty is left out. */
    Map<String, Integer> lengths() {
        var lengths = new LinkedHashMap<String, Integer>();
        if (!learned.isEmpty()) {
            lengths.put(LEARNED, count(learned));
        }
        if (!statistics.isEmpty()) {
            lengths.put(STATISTICS, count(statistics));
        }
        return lengths;
    }

    /** The arrays by name, as views of the row. */
    Map<String, INDArray> views(INDArray view) {
        INDArray row = view.reshape(view.length());
        var table = new LinkedHashMap<String, INDArray>();
        long start = 0;
        for (Map<String, long[]> arrays : List.of(learned, statistics)) {
            for (Map.Entry<String, long[]> array : arrays.entrySet()) {
                long end = start + size(array.getValue());
                table.put(
                        array.getKey(),
                        row.get(NDArrayIndex.interval(start, end)).reshape('c', array.getValue()));
                start = end;
            }
        }
        return table;
    }

    private static int count(Map<String, long[]> arrays) {
        return Math.toIntExact(
                arrays.values().stream().mapToLong(StackArrays::size).sum());
    }

    private static long size(long[] shape) {
        long size = 1;
        for (long length : shape) {
            size *= length;
        }
        return size;
    }
}
