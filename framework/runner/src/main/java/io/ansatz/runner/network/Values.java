package io.ansatz.runner.network;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Moves numbers between plain arrays and ND4J's matrices through the memory behind them, because asking a matrix for one
 * element at a time costs a native call and garbage each. Plain arrays are {@code [row * columns + column]}; a matrix may
 * be a view in any order.
 */
final class Values {

    /** So many floats are carried at a time. */
    private static final int CHUNK = 4096;

    private Values() {}

    static double[] read(INDArray matrix) {
        int columns = (int) matrix.size(1);
        long down = matrix.stride(0);
        long across = matrix.stride(1);
        var values = new double[(int) matrix.size(0) * columns];
        if (matrix.dataType() == DataType.DOUBLE) {
            DoubleBuffer memory = matrix.data().asNioDouble();
            int start = memory.position();
            for (int i = 0; i < values.length; i++) {
                values[i] = memory.get((int) (start + i / columns * down + i % columns * across));
            }
            return values;
        }
        FloatBuffer memory = matrix.data().asNioFloat();
        if (inOrder(matrix)) {
            read(memory, values);
            return values;
        }
        int start = memory.position();
        for (int i = 0; i < values.length; i++) {
            values[i] = memory.get((int) (start + i / columns * down + i % columns * across));
        }
        return values;
    }

    static void write(double[] values, INDArray matrix) {
        int columns = (int) matrix.size(1);
        long down = matrix.stride(0);
        long across = matrix.stride(1);
        if (matrix.dataType() == DataType.DOUBLE) {
            DoubleBuffer memory = matrix.data().asNioDouble();
            int start = memory.position();
            for (int i = 0; i < values.length; i++) {
                memory.put((int) (start + i / columns * down + i % columns * across), values[i]);
            }
            return;
        }
        FloatBuffer memory = matrix.data().asNioFloat();
        if (inOrder(matrix)) {
            write(values, memory);
            return;
        }
        int start = memory.position();
        for (int i = 0; i < values.length; i++) {
            memory.put((int) (start + i / columns * down + i % columns * across), (float) values[i]);
        }
    }

    /** Whether the values lie one behind the other. */
    private static boolean inOrder(INDArray matrix) {
        return matrix.stride(1) == 1 && (matrix.stride(0) == matrix.size(1) || matrix.size(0) == 1);
    }

    private static void read(FloatBuffer memory, double[] values) {
        var chunk = new float[Math.min(CHUNK, values.length)];
        for (int start = 0; start < values.length; start += CHUNK) {
            int size = Math.min(CHUNK, values.length - start);
            memory.get(chunk, 0, size);
            for (int i = 0; i < size; i++) {
                values[start + i] = chunk[i];
            }
        }
    }

    private static void write(double[] values, FloatBuffer memory) {
        var chunk = new float[Math.min(CHUNK, values.length)];
        for (int start = 0; start < values.length; start += CHUNK) {
            int size = Math.min(CHUNK, values.length - start);
            for (int i = 0; i < size; i++) {
                chunk[i] = (float) values[start + i];
            }
            memory.put(chunk, 0, size);
        }
    }
}
