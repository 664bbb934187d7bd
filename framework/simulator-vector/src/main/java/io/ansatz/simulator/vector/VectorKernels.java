package io.ansatz.simulator.vector;

import io.ansatz.simulator.statevector.Block;
import io.ansatz.simulator.statevector.Kernels;
import io.ansatz.simulator.statevector.Precision;

/** Loops in the widest vector instructions of this machine. */
public final class VectorKernels implements Kernels {

    /** Small circuits go through in larger groups, because each step of a circuit costs something to begin. */
    private static final int MOST_QUBITS_FOR_SEVERAL_VECTORS = 5;

    private static final int SEVERAL_VECTORS = 4;

    @Override
    public String name() {
        return "%d-bit vector".formatted(FloatLanes.VECTOR * Float.SIZE);
    }

    @Override
    public int lanes(Precision precision, int qubits) {
        return lanesOfOne(precision) * (qubits > MOST_QUBITS_FOR_SEVERAL_VECTORS ? 1 : SEVERAL_VECTORS);
    }

    @Override
    public int lanesOfOne(Precision precision) {
        return switch (precision) {
            case FLOAT -> FloatLanes.VECTOR;
            case DOUBLE -> DoubleLanes.VECTOR;
        };
    }

    @Override
    public int rotationsTogether() {
        return FloatLanes.MOST_TOGETHER;
    }

    @Override
    public Block block(Precision precision, Block.Shape shape) {
        return switch (precision) {
            case FLOAT -> new FloatLanes(shape);
            case DOUBLE -> new DoubleLanes(shape);
        };
    }
}
