package io.ansatz.runner.network.onednn;

import io.ansatz.api.backbone.Operation.LayerNorm;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.global.dnnl.normalization_flags;
import org.bytedeco.dnnl.layer_normalization_backward;
import org.bytedeco.dnnl.layer_normalization_forward;
import org.bytedeco.dnnl.memory;

/** Normalisation over the channels of each pixel. oneDNN normalises what lies side by side, so channels come last here. */
final class LayerNormNode extends Node {

    private static final float EPSILON = 1e-6f;

    private final Mode mode;
    private final LayerNorm norm;
    private final ParameterMemory parameters;
    private layer_normalization_forward.primitive_desc description;
    private Tensor source;
    private Tensor mean;
    private Tensor variance;

    LayerNormNode(Mode mode, LayerNorm norm, ParameterMemory parameters, Value input) {
        super(input, new Value(input.shape(), mode == Mode.LEARN || input.wanted()));
        this.mode = mode;
        this.norm = norm;
        this.parameters = parameters;
    }

    /** The same bytes, with the channels as the last dimension. */
    private memory.desc rows() {
        long[] shape = input().shape();
        return plain(shape[0], shape[2], shape[3], shape[1]);
    }

    @Override
    void forward(Program program) {
        Tensor given = input().tensor();
        source = program.in(channelsLast(input().shape()), given);
        given.release();
        var flags = normalization_flags.use_scale_shift;
        description = new layer_normalization_forward.primitive_desc(
                new layer_normalization_forward.desc(kind(mode), rows(), EPSILON, flags),
                program.attributes(),
                program.engine(),
                false);
        Tensor result = program.tensor(source.layout());
        Tensor from = program.view(source, rows());
        Tensor to = program.view(result, rows());
        var scaleAndShift = new Program.Argument(
                dnnl.DNNL_ARG_SCALE_SHIFT,
                program.fixed(plain(2, input().channels()), parameters.value(norm.name() + ".weight")));
        var reads = new Program.Argument(dnnl.DNNL_ARG_SRC, from);
        var writes = new Program.Argument(dnnl.DNNL_ARG_DST, to);
        if (returns()) {
            mean = program.tensor(description.mean_desc());
            variance = program.tensor(description.variance_desc());
            program.call(
                    new layer_normalization_forward(description),
                    description,
                    reads,
                    writes,
                    scaleAndShift,
                    new Program.Argument(dnnl.DNNL_ARG_MEAN, mean),
                    new Program.Argument(dnnl.DNNL_ARG_VARIANCE, variance));
        } else {
            program.call(new layer_normalization_forward(description), description, reads, writes, scaleAndShift);
        }
        from.release();
        to.release();
        if (!returns()) {
            source.release();
        }
        output().is(result);
    }

    @Override
    void backward(Program program) {
        Tensor above = output().takeSlope();
        Tensor slope = program.in(source.layout(), above);
        above.release();
        boolean learns = mode == Mode.LEARN;
        var back = new layer_normalization_backward.primitive_desc(
                new layer_normalization_backward.desc(
                        dnnl.prop_kind.backward, rows(), rows(), EPSILON, normalization_flags.use_scale_shift),
                program.attributes(),
                program.engine(),
                description,
                false);
        Tensor result = program.tensor(source.layout());
        Tensor from = program.view(source, rows());
        Tensor down = program.view(slope, rows());
        Tensor to = program.view(result, rows());
        var reads = new Program.Argument(dnnl.DNNL_ARG_SRC, from);
        var slopes = new Program.Argument(dnnl.DNNL_ARG_DIFF_DST, down);
        var writes = new Program.Argument(dnnl.DNNL_ARG_DIFF_SRC, to);
        var withMean = new Program.Argument(dnnl.DNNL_ARG_MEAN, mean);
        var withVariance = new Program.Argument(dnnl.DNNL_ARG_VARIANCE, variance);
        var scaleAndShift = new Program.Argument(
                dnnl.DNNL_ARG_SCALE_SHIFT,
                program.fixed(plain(2, input().channels()), parameters.value(norm.name() + ".weight")));
        // Without the slopes of scale and shift oneDNN 2.5.2 has no way back, so a frozen norm has them thrown away.
        Tensor learned = learns
                ? program.bound(plain(2, input().channels()), () -> parameters.slope(norm.name() + ".weight"))
                : program.tensor(plain(2, input().channels()));
        program.call(
                new layer_normalization_backward(back),
                back,
                reads,
                slopes,
                writes,
                withMean,
                withVariance,
                scaleAndShift,
                new Program.Argument(dnnl.DNNL_ARG_DIFF_SCALE_SHIFT, learned));
        if (!learns) {
            learned.release();
        }
        from.release();
        down.release();
        to.release();
        slope.release();
        source.release();
        mean.release();
        variance.release();
        if (input().wanted()) {
            input().slopes(program, result);
        } else {
            result.release();
        }
    }
}
