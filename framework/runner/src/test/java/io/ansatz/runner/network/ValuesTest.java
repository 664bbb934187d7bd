package io.ansatz.runner.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class ValuesTest {

    @ParameterizedTest
    @EnumSource(names = {"FLOAT", "DOUBLE"})
    void aMatrixOfEitherOrderIsReadRowByRow(DataType type) {
        var rows = new double[] {1, 2, 3, 4, 5, 6};
        INDArray matrix = Nd4j.create(rows, new long[] {2, 3}, type);

        assertThat(Values.read(matrix.dup('c'))).containsExactly(rows);
        assertThat(Values.read(matrix.dup('f'))).containsExactly(rows);
        assertThat(Values.read(matrix.transpose())).containsExactly(1, 4, 2, 5, 3, 6);
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT", "DOUBLE"})
    void aViewIsReadAndWrittenInItsPlace(DataType type) {
        INDArray whole = Nd4j.create(new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, new long[] {3, 3}, type);
        INDArray view = whole.get(NDArrayIndex.interval(1, 3), NDArrayIndex.interval(1, 3));

        assertThat(Values.read(view)).containsExactly(5, 6, 8, 9);

        Values.write(new double[] {-5, -6, -8, -9}, view);

        assertThat(Values.read(whole)).containsExactly(1, 2, 3, 4, -5, -6, 7, -8, -9);
    }
}
