package io.ansatz.runner.network.onednn;

import io.ansatz.api.backbone.Operation.LayerScale;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.global.dnnl;

/** Each channel times a learned number. The slope of the number is a sum that oneDNN has no fast call for, so Java takes it. */
final class LayerScaleNode extends Node {

    private final Mode mode;
    private final LayerScale scale;
    private final ParameterMemory parameters;
    private Tensor source;

    LayerScaleNode(Mode mode, LayerScale scale, ParameterMemory parameters, Value input) {
        super(input, new Value(input.shape(), mode == Mode.LEARN || input.wanted()));
        this.mode = mode;
        this.scale = scale;
        this.parameters = parameters;
    }

    @Override
    void forward(Program program) {
        source = input().tensor();
        Tensor result = program.tensor(source.layout());
        multiply(program, source, result);
        if (mode == Mode.LEARN) {
            source.hold();
        }
        source.release();
        output().is(result);
    }

    private void multiply(Program program, Tensor from, Tensor to) {
        Tensor factors = program.fixed(plain(1, input().channels(), 1, 1), parameters.value(scale.name()));
        var description = new binary.primitive_desc(
                new binary.desc(dnnl.algorithm.binary_mul, from.layout(), factors.layout(), to.layout()),
                program.attributes(),
                program.engine(),
                false);
        program.call(
                new binary(description),
                description,
                new Program.Argument(dnnl.DNNL_ARG_SRC_0, from),
                new Program.Argument(dnnl.DNNL_ARG_SRC_1, factors),
                new Program.Argument(dnnl.DNNL_ARG_DST, to));
    }

    @Override
    void backward(Program program) {
        Tensor slope = output().takeSlope();
        if (mode == Mode.LEARN) {
            towardsScale(program, slope);
            source.release();
        }
        if (input().wanted()) {
            Tensor result = slope.exclusive() ? slope.hold() : program.tensor(slope.layout());
            multiply(program, slope, result);
            input().slopes(program, result);
        }
        slope.release();
    }

    private void towardsScale(Program program, Tensor slope) {
        int channels = (int) input().channels();
        int pixels = (int) (input().images() * input().pixels());
        Tensor before = program.in(channelsLast(input().shape()), source);
        Tensor behind = program.in(channelsLast(input().shape()), slope);
        var sums = new double[channels];
        program.compute(() -> {
            FloatBuffer x = before.floats((long) pixels * channels);
            FloatBuffer dy = behind.floats((long) pixels * channels);
            Arrays.fill(sums, 0);
            for (int pixel = 0; pixel < pixels; pixel++) {
                int first = pixel * channels;
                for (int c = 0; c < channels; c++) {
                    sums[c] += x.get(first + c) * dy.get(first + c);
                }
            }
            FloatBuffer to = new Address(parameters.slope(scale.name())).floats(channels);
            for (int c = 0; c < channels; c++) {
                to.put(c, (float) sums[c]);
            }
        });
        before.release();
        behind.release();
    }
}
