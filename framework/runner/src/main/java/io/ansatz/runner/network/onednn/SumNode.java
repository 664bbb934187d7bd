package io.ansatz.runner.network.onednn;

import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.post_ops;

/** The sum at the end of a residual, and the activation behind it. */
final class SumNode extends Node {

    private final Value shortcut;
    private final Activation activation;
    private Tensor kept;

    SumNode(Value body, Value shortcut, Activation activation) {
        super(body, new Value(body.shape(), body.wanted() || shortcut.wanted()));
        this.shortcut = shortcut.read();
        this.activation = activation;
    }

    @Override
    void forward(Program program) {
        Tensor body = input().tensor();
        Tensor added = program.in(body.layout(), shortcut.tensor());
        shortcut.tensor().release();
        // oneDNN 2.5.2 gets an activation behind a sum wrong where it writes over what it reads and channels are
        // padded.
        boolean inPlace = body.exclusive() && (activation == Activation.NONE || !padded(body));
        Tensor result = inPlace ? body.hold() : program.tensor(body.layout());
        var attributes = program.attributes();
        var behind = new post_ops();
        activation.append(behind);
        attributes.set_post_ops(behind);
        var description = new binary.primitive_desc(
                new binary.desc(dnnl.algorithm.binary_add, body.layout(), added.layout(), result.layout()),
                attributes,
                program.engine(),
                false);
        program.call(
                new binary(description),
                description,
                new Program.Argument(dnnl.DNNL_ARG_SRC_0, body),
                new Program.Argument(dnnl.DNNL_ARG_SRC_1, added),
                new Program.Argument(dnnl.DNNL_ARG_DST, result));
        added.release();
        body.release();
        if (returns() && activation != Activation.NONE) {
            kept = result.hold();
        }
        output().is(result);
    }

    private boolean padded(Tensor tensor) {
        return tensor.layout().get_size() > output().images() * output().channels() * output().pixels() * Float.BYTES;
    }

    @Override
    void backward(Program program) {
        Tensor slope = output().takeSlope();
        if (kept != null) {
            slope = activation.slope(program, kept, slope);
            kept.release();
        }
        if (shortcut.wanted()) {
            shortcut.slopes(program, slope.hold());
        }
        if (input().wanted()) {
            input().slopes(program, slope.hold());
        }
        slope.release();
    }
}
