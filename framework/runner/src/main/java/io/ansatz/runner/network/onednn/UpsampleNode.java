package io.ansatz.runner.network.onednn;

import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.resampling_backward;
import org.bytedeco.dnnl.resampling_forward;

/** A larger map, interpolated linearly. */
final class UpsampleNode extends Node {

    private resampling_forward.primitive_desc description;

    UpsampleNode(Value input, long[] shape) {
        super(input, new Value(shape, input.wanted()));
    }

    @Override
    void forward(Program program) {
        Tensor source = input().tensor();
        description = new resampling_forward.primitive_desc(
                new resampling_forward.desc(
                        returns() ? dnnl.prop_kind.forward_training : dnnl.prop_kind.forward_inference,
                        algorithm.resampling_linear,
                        source.layout(),
                        any(output().shape())),
                program.attributes(),
                program.engine(),
                false);
        Tensor result = program.tensor(description.dst_desc());
        program.call(
                new resampling_forward(description),
                description,
                new Program.Argument(dnnl.DNNL_ARG_SRC, source),
                new Program.Argument(dnnl.DNNL_ARG_DST, result));
        source.release();
        output().is(result);
    }

    @Override
    void backward(Program program) {
        memory.desc inside = description.src_desc();
        Tensor above = output().takeSlope();
        Tensor slope = program.in(description.dst_desc(), above);
        above.release();
        var back = new resampling_backward.primitive_desc(
                new resampling_backward.desc(algorithm.resampling_linear, inside, slope.layout()),
                program.attributes(),
                program.engine(),
                description,
                false);
        Tensor result = program.tensor(inside);
        program.call(
                new resampling_backward(back),
                back,
                new Program.Argument(dnnl.DNNL_ARG_DIFF_DST, slope),
                new Program.Argument(dnnl.DNNL_ARG_DIFF_SRC, result));
        slope.release();
        input().slopes(program, result);
    }
}
