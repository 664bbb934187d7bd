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

    private Values() {}

    static double[] read(INDArray matrix) {
        int rows = (int) matrix.size(0);
        int columns = (int) matrix.size(1);
        long down = matrix.stride(0);
        long across = matrix.stride(1);
        var values = new double[rows * columns];
        if (matrix.dataType() == DataType.DOUBLE) {
            DoubleBuffer memory = matrix.data().asNioDouble();
            int start = memory.position();
            for (int i = 0; i < values.length; i++) {
                values[i] = memory.get((int) (start + i / columns * down + i % columns * across));
            }
        } else {
            FloatBuffer memory = matrix.data().asNioFloat();
            int start = memory.position();
            for (int i = 0; i < values.length; i++) {
                values[i] = memory.get((int) (start + i / columns * down + i % columns * across));
            }
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
        } else {
            FloatBuffer memory = matrix.data().asNioFloat();
            int start = memory.position();
            for (int i = 0; i < values.length; i++) {
                memory.put((int) (start + i / columns * down + i % columns * across), (float) values[i]);
            }
        }
    }
}
