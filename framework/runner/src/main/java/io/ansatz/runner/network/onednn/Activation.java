package io.ansatz.runner.network.onednn;

import org.bytedeco.dnnl.eltwise_backward;
import org.bytedeco.dnnl.eltwise_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.post_ops;

/** What is applied to each value alone. */
enum Activation {
    NONE(algorithm.undef, algorithm.undef, 0),
    RELU(algorithm.eltwise_relu, algorithm.eltwise_relu_use_dst_for_bwd, 0),
    RELU6(algorithm.eltwise_clip_v2, algorithm.eltwise_clip_v2_use_dst_for_bwd, 6),
    GELU(algorithm.eltwise_gelu_erf, algorithm.eltwise_gelu_erf, 0);

    private final algorithm forward;
    private final algorithm backward;
    private final float upper;

    Activation(algorithm forward, algorithm backward, float upper) {
        this.forward = forward;
        this.backward = backward;
        this.upper = upper;
    }

    /** Whether the way back needs what came out, and not what went in. */
    boolean invertible() {
        return this != GELU;
    }

    /** Adds it to what another primitive does with each value. */
    void append(post_ops operations) {
        if (this != NONE) {
            operations.append_eltwise(1, forward, 0, upper);
        }
    }

    /** Applies it; both tensors have the same layout and may be one. */
    void apply(Program program, Mode mode, Tensor from, Tensor to) {
        var description = forward(program, mode, from);
        program.call(
                new eltwise_forward(description),
                description,
                new Program.Argument(dnnl.DNNL_ARG_SRC, from),
                new Program.Argument(dnnl.DNNL_ARG_DST, to));
    }

    private eltwise_forward.primitive_desc forward(Program program, Mode mode, Tensor data) {
        return new eltwise_forward.primitive_desc(
                new eltwise_forward.desc(Node.kind(mode), forward, data.layout(), 0, upper),
                program.attributes(),
                program.engine(),
                false);
    }

    /**
     * Turns the slope of what came out, which is held once and taken over, into that of what went in, held once.
     *
     * @param data what came out if {@link #invertible}, otherwise what went in
     */
    Tensor slope(Program program, Tensor data, Tensor slope) {
        Tensor fitting = program.in(data.layout(), slope);
        slope.release();
        Tensor result = fitting.exclusive() ? fitting.hold() : program.tensor(data.layout());
        var description = new eltwise_backward.primitive_desc(
                new eltwise_backward.desc(backward, data.layout(), data.layout(), 0, upper),
                program.attributes(),
                program.engine(),
                forward(program, Mode.LEARN, data),
                false);
        program.call(
                new eltwise_backward(description),
                description,
                new Program.Argument(invertible() ? dnnl.DNNL_ARG_DST : dnnl.DNNL_ARG_SRC, data),
                new Program.Argument(dnnl.DNNL_ARG_DIFF_DST, fitting),
                new Program.Argument(dnnl.DNNL_ARG_DIFF_SRC, result));
        fitting.release();
        return result;
    }
}
