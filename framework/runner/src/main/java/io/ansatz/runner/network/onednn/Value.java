package io.ansatz.runner.network.onednn;

/** What flows between two operations: a feature map for each image, and on the way back its slope. */
final class Value {

    private final long[] shape;
    private final boolean wanted;
    private int readers;
    private Tensor tensor;
    private Tensor slope;

    /**
     * A value that nothing reads yet.
     *
     * @param shape images, channels, rows, columns
     * @param wanted whether anything needs its slope
     */
    Value(long[] shape, boolean wanted) {
        this.shape = shape;
        this.wanted = wanted;
    }

    long[] shape() {
        return shape;
    }

    long images() {
        return shape[0];
    }

    long channels() {
        return shape[1];
    }

    /** Pixels of one map. */
    long pixels() {
        return shape[2] * shape[3];
    }

    boolean wanted() {
        return wanted;
    }

    /** One more operation reads it. */
    Value read() {
        readers++;
        return this;
    }

    int readers() {
        return readers;
    }

    Tensor tensor() {
        return tensor;
    }

    /** Takes over a tensor that is held once; from now on it is held once by each reader. */
    void is(Tensor made) {
        tensor = made;
        for (int reader = 0; reader < readers; reader++) {
            made.hold();
        }
        made.release();
    }

    /** Takes over a slope that is held once, and adds it to what others have said. */
    void slopes(Program program, Tensor part) {
        slope = slope == null ? part : program.sum(slope, part);
    }

    /** Hands over the whole slope, held once. */
    Tensor takeSlope() {
        Tensor whole = slope;
        slope = null;
        return whole;
    }
}
