package io.ansatz.runner.network.onednn;

import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.pooling_backward;
import org.bytedeco.dnnl.pooling_forward;

/** The largest value or the mean of windows. */
final class PoolNode extends Node {

    /** How windows lie on a map. */
    record Windows(algorithm algorithm, long[] size, long[] stride, long[] padding) {}

    private final Windows windows;
    private pooling_forward.primitive_desc description;
    private Tensor largest;

    PoolNode(Windows windows, Value input, long[] shape) {
        super(input, new Value(shape, input.wanted()));
        this.windows = windows;
    }

    private boolean remembers() {
        return windows.algorithm() == algorithm.pooling_max && returns();
    }

    @Override
    void forward(Program program) {
        Tensor source = input().tensor();
        description = new pooling_forward.primitive_desc(
                new pooling_forward.desc(
                        returns() ? dnnl.prop_kind.forward_training : dnnl.prop_kind.forward_inference,
                        windows.algorithm(),
                        source.layout(),
                        any(output().shape()),
                        windows.stride(),
                        windows.size(),
                        windows.padding(),
                        windows.padding()),
                program.attributes(),
                program.engine(),
                false);
        Tensor result = program.tensor(description.dst_desc());
        var from = new Program.Argument(dnnl.DNNL_ARG_SRC, source);
        var to = new Program.Argument(dnnl.DNNL_ARG_DST, result);
        if (remembers()) {
            largest = program.tensor(description.workspace_desc());
            program.call(
                    new pooling_forward(description),
                    description,
                    from,
                    to,
                    new Program.Argument(dnnl.DNNL_ARG_WORKSPACE, largest));
        } else {
            program.call(new pooling_forward(description), description, from, to);
        }
        source.release();
        output().is(result);
    }

    @Override
    void backward(Program program) {
        memory.desc inside = description.src_desc();
        Tensor above = output().takeSlope();
        Tensor slope = program.in(description.dst_desc(), above);
        above.release();
        var back = new pooling_backward.primitive_desc(
                new pooling_backward.desc(
                        windows.algorithm(),
                        inside,
                        slope.layout(),
                        windows.stride(),
                        windows.size(),
                        windows.padding(),
                        windows.padding()),
                program.attributes(),
                program.engine(),
                description,
                false);
        Tensor result = program.tensor(inside);
        var from = new Program.Argument(dnnl.DNNL_ARG_DIFF_DST, slope);
        var to = new Program.Argument(dnnl.DNNL_ARG_DIFF_SRC, result);
        if (remembers()) {
            program.call(
                    new pooling_backward(back), back, from, to, new Program.Argument(dnnl.DNNL_ARG_WORKSPACE, largest));
            largest.release();
        } else {
            program.call(new pooling_backward(back), back, from, to);
        }
        slope.release();
        input().slopes(program, result);
    }
}
