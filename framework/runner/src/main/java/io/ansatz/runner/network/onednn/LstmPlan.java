package io.ansatz.runner.network.onednn;

import io.ansatz.runner.network.onednn.Program.Argument;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.lstm_backward;
import org.bytedeco.dnnl.lstm_forward;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.PointerScope;

/** An LSTM made ready for batches of one size and sequences of one length. */
final class LstmPlan implements AutoCloseable {

    /** Where the gates g, f, o and i stand among oneDNN's, which are i, f, g and o. */
    private static final int[] GATES = {2, 1, 3, 0};

    private final PointerScope scope;
    private final Program program;
    private final ParameterMemory parameters;
    private final int features;
    private final int units;

    // The arrays of whoever calls, and how oneDNN wants them: steps, then images, then numbers.
    private final Tensor sequences;
    private final Tensor states;
    private final Tensor stateSlopes;
    private final Tensor sequenceSlopes;
    private final memory.desc read;
    private final memory.desc written;
    private final memory.desc state;
    private final memory.desc rows;

    LstmPlan(int features, int units, boolean backwards, int batch, int steps, ParameterMemory parameters) {
        this.parameters = parameters;
        this.features = features;
        this.units = units;
        boolean made = false;
        scope = Plan.lasting();
        try {
            program = new Program();
            read = Node.plain(steps, batch, features);
            written = Node.plain(steps, batch, units);
            state = Node.plain(1, 1, batch, units);
            rows = Node.plain(1, 1, 4, units);
            var given = layout(new long[] {steps, batch, features}, 1, (long) features * steps, steps);
            sequences = program.foreign(given);
            states = program.foreign(state);
            stateSlopes = program.foreign(state);
            sequenceSlopes = program.foreign(given);
            say(
                    backwards
                            ? dnnl.rnn_direction.unidirectional_right2left
                            : dnnl.rnn_direction.unidirectional_left2right);
            program.settle();
            made = true;
        } finally {
            scope.close();
            if (!made) {
                scope.close();
            }
        }
    }

    private void say(dnnl.rnn_direction direction) {
        var there = new lstm_forward.primitive_desc(
                new lstm_forward.desc(
                        dnnl.prop_kind.forward_training,
                        direction,
                        read,
                        state,
                        state,
                        Node.any(1, 1, features, 4, units),
                        Node.any(1, 1, units, 4, units),
                        rows,
                        written,
                        state,
                        state),
                program.attributes(),
                program.engine(),
                false);
        Tensor source = program.tensor(read);
        program.copy(sequences, source);
        Tensor input = weights(OneDnnLstm.INPUT, features);
        Tensor recurrent = weights(OneDnnLstm.RECURRENT, units);
        Tensor last = program.tensor(state);
        // Without states before the first, oneDNN 2.5.2 gets the slopes of the recurrent weights wrong.
        var common = List.of(
                new Argument(dnnl.DNNL_ARG_SRC_LAYER, source),
                new Argument(dnnl.DNNL_ARG_SRC_ITER, zero(state)),
                new Argument(dnnl.DNNL_ARG_SRC_ITER_C, zero(state)),
                new Argument(dnnl.DNNL_ARG_BIAS, bias()),
                new Argument(dnnl.DNNL_ARG_DST_LAYER, program.tensor(written)),
                new Argument(dnnl.DNNL_ARG_DST_ITER, last),
                new Argument(dnnl.DNNL_ARG_DST_ITER_C, program.tensor(state)),
                new Argument(dnnl.DNNL_ARG_WORKSPACE, program.tensor(there.workspace_desc())));
        program.call(
                new lstm_forward(there),
                there,
                with(
                        common,
                        new Argument(dnnl.DNNL_ARG_WEIGHTS_LAYER, program.in(there.weights_layer_desc(), input)),
                        new Argument(dnnl.DNNL_ARG_WEIGHTS_ITER, program.in(there.weights_iter_desc(), recurrent))));
        program.copy(last, states);
        program.turn();
        sayTheWayBack(direction, there, common, input, recurrent);
    }

    private void sayTheWayBack(
            dnnl.rnn_direction direction,
            lstm_forward.primitive_desc there,
            List<Argument> common,
            Tensor input,
            Tensor recurrent) {
        var back = new lstm_backward.primitive_desc(
                new lstm_backward.desc(
                        dnnl.prop_kind.backward,
                        direction,
                        read,
                        state,
                        state,
                        Node.any(1, 1, features, 4, units),
                        Node.any(1, 1, units, 4, units),
                        rows,
                        written,
                        state,
                        state,
                        read,
                        state,
                        state,
                        Node.any(1, 1, features, 4, units),
                        Node.any(1, 1, units, 4, units),
                        rows,
                        written,
                        state,
                        state),
                program.attributes(),
                program.engine(),
                there,
                false);
        Tensor last = program.tensor(state);
        program.copy(stateSlopes, last);
        Tensor source = program.tensor(read);
        // oneDNN adds to the slopes of weights that are there already.
        Tensor inputSlopes = zero(back.diff_weights_layer_desc());
        Tensor recurrentSlopes = zero(back.diff_weights_iter_desc());
        Tensor biasSlopes = zero(rows);
        program.call(
                new lstm_backward(back),
                back,
                with(
                        common,
                        new Argument(dnnl.DNNL_ARG_WEIGHTS_LAYER, program.in(back.weights_layer_desc(), input)),
                        new Argument(dnnl.DNNL_ARG_WEIGHTS_ITER, program.in(back.weights_iter_desc(), recurrent)),
                        new Argument(dnnl.DNNL_ARG_DIFF_DST_LAYER, zero(written)),
                        new Argument(dnnl.DNNL_ARG_DIFF_DST_ITER, last),
                        new Argument(dnnl.DNNL_ARG_DIFF_DST_ITER_C, zero(state)),
                        new Argument(dnnl.DNNL_ARG_DIFF_SRC_LAYER, source),
                        new Argument(dnnl.DNNL_ARG_DIFF_SRC_ITER, program.tensor(state)),
                        new Argument(dnnl.DNNL_ARG_DIFF_SRC_ITER_C, program.tensor(state)),
                        new Argument(dnnl.DNNL_ARG_DIFF_WEIGHTS_LAYER, inputSlopes),
                        new Argument(dnnl.DNNL_ARG_DIFF_WEIGHTS_ITER, recurrentSlopes),
                        new Argument(dnnl.DNNL_ARG_DIFF_BIAS, biasSlopes)));
        program.copy(source, sequenceSlopes);
        giveWeights(OneDnnLstm.INPUT, features, inputSlopes);
        giveWeights(OneDnnLstm.RECURRENT, units, recurrentSlopes);
        giveBias(biasSlopes);
    }

    private static Argument[] with(List<Argument> common, Argument... own) {
        return Stream.concat(common.stream(), Stream.of(own)).toArray(Argument[]::new);
    }

    /** Weights in the order of oneDNN's gates: {@code [input][gate][unit]}. */
    private Tensor weights(String name, int inputs) {
        Tensor weights = program.tensor(Node.plain(1, 1, inputs, 4, units));
        for (int gate = 0; gate < 4; gate++) {
            long address = parameters.value(name) + gate * bytes(inputs);
            program.copy(program.fixed(block(inputs), address), gateOf(weights, inputs, gate));
        }
        return weights;
    }

    private void giveWeights(String name, int inputs, Tensor slopes) {
        Tensor plain = program.in(Node.plain(1, 1, inputs, 4, units), slopes);
        for (int gate = 0; gate < 4; gate++) {
            long offset = gate * bytes(inputs);
            program.copy(
                    gateOf(plain, inputs, gate), program.bound(block(inputs), () -> parameters.slope(name) + offset));
        }
    }

    private Tensor bias() {
        Tensor bias = program.tensor(rows);
        for (int gate = 0; gate < 4; gate++) {
            long address = parameters.value(OneDnnLstm.BIAS) + gate * bytes(1);
            program.copy(program.fixed(Node.plain(1, 1, 1, units), address), gateOf(bias, gate));
        }
        return bias;
    }

    private void giveBias(Tensor slopes) {
        for (int gate = 0; gate < 4; gate++) {
            long offset = gate * bytes(1);
            program.copy(
                    gateOf(slopes, gate),
                    program.bound(Node.plain(1, 1, 1, units), () -> parameters.slope(OneDnnLstm.BIAS) + offset));
        }
    }

    /** The weights of one gate as Deeplearning4j has them: for each unit, those of all inputs. */
    private memory.desc block(int inputs) {
        long all = (long) inputs * units;
        return layout(new long[] {1, 1, inputs, 1, units}, all, all, 1, all, inputs);
    }

    private Tensor gateOf(Tensor weights, int inputs, int gate) {
        long[] shape = {1, 1, inputs, 1, units};
        return program.view(weights, weights.layout().submemory_desc(shape, new long[] {0, 0, 0, GATES[gate], 0}));
    }

    private Tensor gateOf(Tensor bias, int gate) {
        long[] shape = {1, 1, 1, units};
        return program.view(bias, bias.layout().submemory_desc(shape, new long[] {0, 0, GATES[gate], 0}));
    }

    /** The weights of one gate, for so many inputs. */
    private long bytes(int inputs) {
        return (long) Float.BYTES * inputs * units;
    }

    private static memory.desc layout(long[] shape, long... strides) {
        return new memory.desc(shape, memory.data_type.f32, strides);
    }

    /** An array that is zero whenever this place is passed. */
    private Tensor zero(memory.desc layout) {
        Tensor zero = program.tensor(layout);
        var nothing = new float[(int) (layout.get_size() / Float.BYTES)];
        program.compute(() -> zero.floats(nothing.length).put(nothing));
        return zero;
    }

    /** Reads sequences at one address, which must not change until this is done, and writes states to the other. */
    void forward(long from, long to) {
        sequences.point(from);
        states.point(to);
        program.runForward();
    }

    /** Goes back from the slopes of the states to those of the parameters and of the sequences. */
    void backward(long from, long to) {
        stateSlopes.point(from);
        sequenceSlopes.point(to);
        program.runBackward();
    }

    @Override
    public void close() {
        program.free();
        scope.close();
    }
}
