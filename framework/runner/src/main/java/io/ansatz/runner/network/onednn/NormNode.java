package io.ansatz.runner.network.onednn;

import io.ansatz.api.backbone.Operation.BatchNorm;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.batch_normalization_backward;
import org.bytedeco.dnnl.batch_normalization_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.global.dnnl.normalization_flags;

/** Batch normalisation, and a ReLU behind it in the same call. Running statistics are kept as torch keeps them. */
final class NormNode extends Node {

    static final float EPSILON = 1e-5f;

    /** How far the running statistics move towards those of a batch. */
    private static final float SHARE = 0.1f;

    private final Mode mode;
    private final BatchNorm norm;
    private final boolean relu;
    private final ParameterMemory parameters;
    private batch_normalization_forward.primitive_desc description;
    private Tensor source;
    private Tensor mean;
    private Tensor variance;
    private Tensor positive;

    NormNode(Mode mode, BatchNorm norm, boolean relu, ParameterMemory parameters, Value input) {
        super(input, new Value(input.shape(), mode == Mode.LEARN || input.wanted()));
        this.mode = mode;
        this.norm = norm;
        this.relu = relu;
        this.parameters = parameters;
    }

    private int flags() {
        return normalization_flags.use_scale_shift.value
                | (relu ? normalization_flags.fuse_norm_relu.value : 0)
                | (mode == Mode.LEARN ? 0 : normalization_flags.use_global_stats.value);
    }

    /** Whether it must be remembered where the ReLU let something through. */
    private boolean remembers() {
        return relu && returns();
    }

    @Override
    void forward(Program program) {
        source = input().tensor();
        description = new batch_normalization_forward.primitive_desc(
                new batch_normalization_forward.desc(kind(mode).value, source.layout(), EPSILON, flags()),
                program.attributes(),
                program.engine(),
                false);
        long channels = input().channels();
        if (mode == Mode.LEARN) {
            mean = program.tensor(plain(channels));
            variance = program.tensor(plain(channels));
        } else {
            mean = program.fixed(plain(channels), parameters.value(norm.name() + ".running_mean"));
            variance = program.fixed(plain(channels), parameters.value(norm.name() + ".running_var"));
        }
        Tensor result = program.tensor(source.layout());
        List<Program.Argument> arguments = arguments(program);
        arguments.add(new Program.Argument(dnnl.DNNL_ARG_DST, result));
        if (remembers()) {
            positive = program.tensor(description.workspace_desc());
            arguments.add(new Program.Argument(dnnl.DNNL_ARG_WORKSPACE, positive));
        }
        program.call(
                new batch_normalization_forward(description), description, arguments.toArray(Program.Argument[]::new));
        if (mode == Mode.LEARN) {
            moveStatistics(program);
        }
        if (returns()) {
            source.hold();
        }
        source.release();
        output().is(result);
    }

    /** What is read on the way there and back. */
    private List<Program.Argument> arguments(Program program) {
        var arguments = new ArrayList<Program.Argument>();
        arguments.add(new Program.Argument(dnnl.DNNL_ARG_SRC, source));
        arguments.add(new Program.Argument(dnnl.DNNL_ARG_MEAN, mean));
        arguments.add(new Program.Argument(dnnl.DNNL_ARG_VARIANCE, variance));
        arguments.add(new Program.Argument(
                dnnl.DNNL_ARG_SCALE_SHIFT,
                program.fixed(plain(2, input().channels()), parameters.value(norm.name() + ".weight"))));
        return arguments;
    }

    private void moveStatistics(Program program) {
        int channels = (int) input().channels();
        long count = input().images() * input().pixels();
        // The batch divides by n; what is expected of other images is n / (n - 1) of that.
        float unbiased = count > 1 ? (float) count / (count - 1) : 1;
        Tensor batchMean = mean;
        Tensor batchVariance = variance;
        FloatBuffer runningMean = new Address(parameters.value(norm.name() + ".running_mean")).floats(channels);
        FloatBuffer runningVariance = new Address(parameters.value(norm.name() + ".running_var")).floats(channels);
        program.compute(() -> {
            boolean finite = move(runningMean, batchMean.floats(channels), 1)
                    && move(runningVariance, batchVariance.floats(channels), unbiased);
            if (!finite) {
                program.diverged();
            }
        });
    }

    /** Whether they are still numbers. */
    private static boolean move(FloatBuffer running, FloatBuffer batch, float factor) {
        boolean finite = true;
        for (int c = 0; c < running.capacity(); c++) {
            float moved = (1 - SHARE) * running.get(c) + SHARE * factor * batch.get(c);
            running.put(c, moved);
            finite &= Float.isFinite(moved);
        }
        return finite;
    }

    @Override
    void backward(Program program) {
        Tensor above = output().takeSlope();
        Tensor slope = program.in(source.layout(), above);
        above.release();
        boolean learns = mode == Mode.LEARN;
        var back = new batch_normalization_backward.primitive_desc(
                new batch_normalization_backward.desc(
                        dnnl.prop_kind.backward.value, source.layout(), source.layout(), EPSILON, flags()),
                program.attributes(),
                program.engine(),
                description,
                false);
        Tensor result = slope.exclusive() ? slope.hold() : program.tensor(source.layout());
        List<Program.Argument> arguments = arguments(program);
        arguments.add(new Program.Argument(dnnl.DNNL_ARG_DIFF_DST, slope));
        arguments.add(new Program.Argument(dnnl.DNNL_ARG_DIFF_SRC, result));
        // Without the slopes of scale and shift oneDNN 2.5.2 has no way back, so a frozen norm has them thrown away.
        Tensor learned = learns
                ? program.bound(plain(2, input().channels()), () -> parameters.slope(norm.name() + ".weight"))
                : program.tensor(plain(2, input().channels()));
        arguments.add(new Program.Argument(dnnl.DNNL_ARG_DIFF_SCALE_SHIFT, learned));
        if (remembers()) {
            arguments.add(new Program.Argument(dnnl.DNNL_ARG_WORKSPACE, positive));
        }
        program.call(new batch_normalization_backward(back), back, arguments.toArray(Program.Argument[]::new));
        slope.release();
        source.release();
        if (learns) {
            mean.release();
            variance.release();
        } else {
            learned.release();
        }
        if (remembers()) {
            positive.release();
        }
        if (input().wanted()) {
            input().slopes(program, result);
        } else {
            result.release();
        }
    }
}
