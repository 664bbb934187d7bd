package io.ansatz.simulator.statevector;

/** Loops over one array per row, the shape that the compiler turns into vector instructions by itself. */
record PlainKernels() implements Kernels {

    /** Long enough for the compiler's loops, short enough for the cache. */
    private static final int LANES = 64;

    private static final int LANES_OF_ONE = 256;

    @Override
    public String name() {
        return "plain Java";
    }

    @Override
    public int lanes(Precision precision, int qubits) {
        return LANES;
    }

    @Override
    public int lanesOfOne(Precision precision) {
        return LANES_OF_ONE;
    }

    @Override
    public int rotationsTogether() {
        return 2;
    }

    @Override
    public Block block(Precision precision, Block.Shape shape) {
        return switch (precision) {
            case FLOAT -> new FloatRows(shape);
            case DOUBLE -> new DoubleRows(shape);
        };
    }
}
