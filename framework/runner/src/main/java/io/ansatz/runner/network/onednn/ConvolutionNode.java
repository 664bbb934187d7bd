package io.ansatz.runner.network.onednn;

import io.ansatz.api.backbone.Operation.BatchNorm;
import io.ansatz.api.backbone.Operation.Convolution;
import java.nio.FloatBuffer;
import java.util.Optional;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;

/**
 * A convolution. Unless it learns, the normalisation behind it is folded into its weights, and what else follows is done in
 * the same call.
 */
final class ConvolutionNode extends Node {

    private final Mode mode;
    private final Convolution convolution;
    private final Behind behind;
    private final ParameterMemory parameters;

    private final long[] weightShape;
    private final long[] stride;
    private final long[] padding;
    private convolution_forward.primitive_desc description;
    private Tensor plainWeights;
    private Tensor foldedBias;
    private Tensor source;
    private Tensor result;

    /**
     * What is done in the same call.
     *
     * @param norm folded into the weights
     * @param addend added to what comes out, before the activation
     */
    record Behind(Optional<BatchNorm> norm, Optional<Value> addend, Activation activation) {

        static final Behind NOTHING = new Behind(Optional.empty(), Optional.empty(), Activation.NONE);
    }

    ConvolutionNode(
            Mode mode,
            Convolution convolution,
            Behind behind,
            ParameterMemory parameters,
            Value input,
            long[] outputShape) {
        super(input, new Value(outputShape, mode == Mode.LEARN || input.wanted()));
        this.mode = mode;
        this.convolution = convolution;
        this.behind = behind;
        this.parameters = parameters;
        behind.addend().ifPresent(Value::read);
        long filters = convolution.filters();
        long groups = convolution.groups();
        long channels = input.channels() / groups;
        long kernel = convolution.kernel();
        weightShape = groups == 1
                ? new long[] {filters, channels, kernel, kernel}
                : new long[] {groups, filters / groups, channels, kernel, kernel};
        stride = new long[] {convolution.stride(), convolution.stride()};
        padding = new long[] {convolution.padding(), convolution.padding()};
    }

    @Override
    void forward(Program program) {
        describe(program);
        Tensor weights = weights(program);
        Tensor images = input().tensor();
        Tensor fitting = program.in(description.src_desc(), images);
        result = target(program);
        var from = new Program.Argument(dnnl.DNNL_ARG_SRC, fitting);
        var by = new Program.Argument(dnnl.DNNL_ARG_WEIGHTS, weights);
        var to = new Program.Argument(dnnl.DNNL_ARG_DST, result);
        var primitive = new convolution_forward(description);
        if (biased()) {
            program.call(primitive, description, from, by, to, new Program.Argument(dnnl.DNNL_ARG_BIAS, bias(program)));
        } else {
            program.call(primitive, description, from, by, to);
        }
        fitting.release();
        if (mode == Mode.LEARN) {
            weights.release();
            source = images.hold();
        }
        images.release();
        if (returns() && behind.activation() != Activation.NONE) {
            result.hold();
        }
        output().is(result);
    }

    private void describe(Program program) {
        var after = new post_ops();
        if (behind.addend().isPresent()) {
            after.append_sum();
        }
        behind.activation().append(after);
        var attributes = program.attributes();
        attributes.set_post_ops(after);
        dnnl.prop_kind kind = kind(mode == Mode.FROZEN ? Mode.CLASSIFY : mode);
        memory.desc images = any(input().shape());
        memory.desc weights = any(weightShape);
        memory.desc maps = any(output().shape());
        var said = biased()
                ? new convolution_forward.desc(
                        kind,
                        algorithm.convolution_direct,
                        images,
                        weights,
                        plain(convolution.filters()),
                        maps,
                        stride,
                        padding,
                        padding)
                : new convolution_forward.desc(
                        kind, algorithm.convolution_direct, images, weights, maps, stride, padding, padding);
        description = new convolution_forward.primitive_desc(said, attributes, program.engine(), false);
    }

    private boolean biased() {
        return convolution.bias() || behind.norm().isPresent();
    }

    /** The weights in the layout of the call: held once while the network learns, for ever otherwise. */
    private Tensor weights(Program program) {
        if (mode == Mode.LEARN) {
            plainWeights = given(program);
            return program.in(description.weights_desc(), plainWeights);
        }
        return program.prepared(() -> {
            plainWeights = behind.norm().map(norm -> folded(program, norm)).orElseGet(() -> given(program));
            Tensor ready = program.in(description.weights_desc(), plainWeights);
            if (!returns()) {
                plainWeights.release();
            }
            return ready;
        });
    }

    private Tensor given(Program program) {
        return program.fixed(plain(weightShape), parameters.value(convolution.name() + ".weight"));
    }

    private Tensor bias(Program program) {
        return behind.norm().isPresent()
                ? foldedBias
                : program.fixed(plain(convolution.filters()), parameters.value(convolution.name() + ".bias"));
    }

    /** The weights, multiplied with what the normalisation does to each map. */
    private Tensor folded(Program program, BatchNorm norm) {
        int filters = convolution.filters();
        int each = (int) (weightShape[weightShape.length - 1]
                * weightShape[weightShape.length - 2]
                * weightShape[weightShape.length - 3]);
        Tensor weights = program.tensor(plain(weightShape));
        foldedBias = program.tensor(plain(filters));
        Tensor shift = foldedBias;
        FloatBuffer unfolded = floats(convolution.name() + ".weight", (long) filters * each);
        FloatBuffer scale = floats(norm.name() + ".weight", filters);
        FloatBuffer offset = floats(norm.name() + ".bias", filters);
        FloatBuffer mean = floats(norm.name() + ".running_mean", filters);
        FloatBuffer variance = floats(norm.name() + ".running_var", filters);
        Optional<FloatBuffer> bias =
                convolution.bias() ? Optional.of(floats(convolution.name() + ".bias", filters)) : Optional.empty();
        program.compute(() -> {
            FloatBuffer to = weights.floats((long) filters * each);
            FloatBuffer toShift = shift.floats(filters);
            for (int f = 0; f < filters; f++) {
                double factor = scale.get(f) / Math.sqrt(variance.get(f) + NormNode.EPSILON);
                for (int i = f * each; i < (f + 1) * each; i++) {
                    to.put(i, (float) (unfolded.get(i) * factor));
                }
                double before = bias.isPresent() ? bias.get().get(f) : 0;
                toShift.put(f, (float) ((before - mean.get(f)) * factor + offset.get(f)));
            }
        });
        return weights;
    }

    private FloatBuffer floats(String name, long count) {
        return new Address(parameters.value(name)).floats(count);
    }

    /** Where the maps go: a place of their own, or on top of what they are added to. */
    private Tensor target(Program program) {
        if (behind.addend().isEmpty()) {
            return program.tensor(description.dst_desc());
        }
        Tensor addend = behind.addend().get().tensor();
        if (addend.exclusive() && addend.layout().equals(description.dst_desc())) {
            return addend;
        }
        Tensor target = program.tensor(description.dst_desc());
        program.copy(addend, target);
        addend.release();
        return target;
    }

    @Override
    void backward(Program program) {
        Tensor slope = output().takeSlope();
        if (behind.activation() != Activation.NONE) {
            slope = behind.activation().slope(program, result, slope);
            result.release();
        }
        if (mode == Mode.LEARN) {
            towardsWeights(program, slope);
            source.release();
        }
        if (input().wanted()) {
            towardsImages(program, slope);
        }
        slope.release();
    }

    private void towardsWeights(Program program, Tensor slope) {
        var said = convolution.bias()
                ? new convolution_backward_weights.desc(
                        algorithm.convolution_direct,
                        any(input().shape()),
                        any(weightShape),
                        plain(convolution.filters()),
                        any(output().shape()),
                        stride,
                        padding,
                        padding)
                : new convolution_backward_weights.desc(
                        algorithm.convolution_direct,
                        any(input().shape()),
                        any(weightShape),
                        any(output().shape()),
                        stride,
                        padding,
                        padding);
        var back = new convolution_backward_weights.primitive_desc(
                said, program.attributes(), program.engine(), description, false);
        Tensor images = program.in(back.src_desc(), source);
        Tensor fitting = program.in(back.diff_dst_desc(), slope);
        Tensor plain = program.bound(plain(weightShape), () -> parameters.slope(convolution.name() + ".weight"));
        boolean direct = back.diff_weights_desc().equals(plain.layout());
        Tensor weights = direct ? plain : program.tensor(back.diff_weights_desc());
        var from = new Program.Argument(dnnl.DNNL_ARG_SRC, images);
        var by = new Program.Argument(dnnl.DNNL_ARG_DIFF_DST, fitting);
        var to = new Program.Argument(dnnl.DNNL_ARG_DIFF_WEIGHTS, weights);
        var primitive = new convolution_backward_weights(back);
        if (convolution.bias()) {
            Tensor bias =
                    program.bound(plain(convolution.filters()), () -> parameters.slope(convolution.name() + ".bias"));
            program.call(primitive, back, from, by, to, new Program.Argument(dnnl.DNNL_ARG_DIFF_BIAS, bias));
        } else {
            program.call(primitive, back, from, by, to);
        }
        images.release();
        fitting.release();
        if (!direct) {
            program.copy(weights, plain);
            weights.release();
        }
    }

    private void towardsImages(Program program, Tensor slope) {
        var back = new convolution_backward_data.primitive_desc(
                new convolution_backward_data.desc(
                        algorithm.convolution_direct,
                        any(input().shape()),
                        any(weightShape),
                        any(output().shape()),
                        stride,
                        padding,
                        padding),
                program.attributes(),
                program.engine(),
                description,
                false);
        Tensor fitting = program.in(back.diff_dst_desc(), slope);
        Tensor weights = mode == Mode.LEARN
                ? program.in(back.weights_desc(), plainWeights)
                : program.prepared(() -> program.in(back.weights_desc(), plainWeights));
        Tensor images = program.tensor(back.diff_src_desc());
        program.call(
                new convolution_backward_data(back),
                back,
                new Program.Argument(dnnl.DNNL_ARG_DIFF_DST, fitting),
                new Program.Argument(dnnl.DNNL_ARG_WEIGHTS, weights),
                new Program.Argument(dnnl.DNNL_ARG_DIFF_SRC, images));
        fitting.release();
        if (mode == Mode.LEARN) {
            weights.release();
        }
        input().slopes(program, images);
    }
}
