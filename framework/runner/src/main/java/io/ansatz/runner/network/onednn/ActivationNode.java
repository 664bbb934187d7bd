package io.ansatz.runner.network.onednn;

/** An activation that could not be joined to what stands before it. */
final class ActivationNode extends Node {

    private final Mode mode;
    private final Activation activation;
    private Tensor kept;

    ActivationNode(Mode mode, Activation activation, Value input) {
        super(input, new Value(input.shape(), input.wanted()));
        this.mode = mode;
        this.activation = activation;
    }

    @Override
    void forward(Program program) {
        Tensor source = input().tensor();
        boolean inPlace = source.exclusive() && (!returns() || activation.invertible());
        Tensor result = inPlace ? source.hold() : program.tensor(source.layout());
        activation.apply(program, mode, source, result);
        if (returns()) {
            kept = (activation.invertible() ? result : source).hold();
        }
        source.release();
        output().is(result);
    }

    @Override
    void backward(Program program) {
        input().slopes(program, activation.slope(program, kept, output().takeSlope()));
        kept.release();
    }
}
