package io.ansatz.runner.network.onednn;

import io.ansatz.api.ImageShape;
import io.ansatz.api.backbone.Operation;
import io.ansatz.api.backbone.Operation.AveragePool;
import io.ansatz.api.backbone.Operation.BatchNorm;
import io.ansatz.api.backbone.Operation.Convolution;
import io.ansatz.api.backbone.Operation.Gelu;
import io.ansatz.api.backbone.Operation.GlobalAveragePool;
import io.ansatz.api.backbone.Operation.LayerNorm;
import io.ansatz.api.backbone.Operation.LayerScale;
import io.ansatz.api.backbone.Operation.MaxPool;
import io.ansatz.api.backbone.Operation.Relu;
import io.ansatz.api.backbone.Operation.Relu6;
import io.ansatz.api.backbone.Operation.Residual;
import io.ansatz.api.backbone.Operation.Upsample;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.global.dnnl.algorithm;

/** Turns the operations of a trunk into nodes, and joins what one call can do. */
final class Lowering {

    private final Mode mode;
    private final ParameterMemory parameters;
    private final List<Node> nodes = new ArrayList<>();

    Lowering(Mode mode, ParameterMemory parameters) {
        this.mode = mode;
        this.parameters = parameters;
    }

    /** The nodes so far, each behind all it reads. */
    List<Node> nodes() {
        return List.copyOf(nodes);
    }

    /** Adds operations, one behind the other; returns what comes out. */
    Value chain(List<Operation> operations, Value input) {
        return chain(operations, input, Optional.empty(), Activation.NONE);
    }

    /**
     * Adds a chain to whose result something else is added before an activation.
     *
     * @param addend only if the chain ends with a convolution that can take it
     */
    private Value chain(List<Operation> operations, Value input, Optional<Value> addend, Activation last) {
        Value value = input;
        int next = 0;
        while (next < operations.size()) {
            Operation operation = operations.get(next);
            next++;
            if (operation instanceof Convolution convolution) {
                Optional<BatchNorm> norm = Optional.empty();
                if (mode != Mode.LEARN && at(operations, next) instanceof BatchNorm folded) {
                    norm = Optional.of(folded);
                    next++;
                }
                Activation activation = mode == Mode.LEARN ? Activation.NONE : activation(operations, next);
                if (mode == Mode.FROZEN && !activation.invertible()) {
                    activation = Activation.NONE;
                }
                next += activation == Activation.NONE ? 0 : 1;
                boolean atTheEnd = next == operations.size() && addend.isPresent();
                var behind = new ConvolutionNode.Behind(
                        norm, atTheEnd ? addend : Optional.empty(), atTheEnd ? last : activation);
                value = add(
                        new ConvolutionNode(mode, convolution, behind, parameters, value, shape(convolution, value)));
            } else if (operation instanceof BatchNorm norm) {
                boolean relu = mode != Mode.FROZEN && at(operations, next) instanceof Relu;
                next += relu ? 1 : 0;
                value = add(new NormNode(mode, norm, relu, parameters, value));
            } else if (operation instanceof Residual residual) {
                Activation activation = activation(operations, next);
                if (activation.invertible()) {
                    next += activation == Activation.NONE ? 0 : 1;
                    value = residual(residual, value, activation);
                } else {
                    value = residual(residual, value, Activation.NONE);
                }
            } else {
                value = single(operation, value);
            }
        }
        return value;
    }

    private Value single(Operation operation, Value value) {
        if (operation instanceof LayerNorm norm) {
            return add(new LayerNormNode(mode, norm, parameters, value));
        }
        if (operation instanceof LayerScale scale) {
            return add(new LayerScaleNode(mode, scale, parameters, value));
        }
        if (operation instanceof MaxPool pool) {
            return pool(pool, algorithm.pooling_max, square(pool.size()), pool.stride(), pool.padding(), value);
        }
        if (operation instanceof AveragePool pool) {
            return pool(pool, algorithm.pooling_avg_exclude_padding, square(pool.size()), pool.stride(), 0, value);
        }
        if (operation instanceof GlobalAveragePool pool) {
            long[] whole = {value.shape()[2], value.shape()[3]};
            return pool(pool, algorithm.pooling_avg_exclude_padding, whole, 1, 0, value);
        }
        if (operation instanceof Upsample upsample) {
            return add(new UpsampleNode(value, shape(upsample, value)));
        }
        return add(new ActivationNode(mode, activation(operation), value));
    }

    private Value residual(Residual residual, Value input, Activation activation) {
        if (mode == Mode.CLASSIFY && takesAddend(residual.body())) {
            Value shortcut = chain(residual.shortcut(), input);
            return chain(residual.body(), input, Optional.of(shortcut), activation);
        }
        Value body = chain(residual.body(), input);
        Value shortcut = chain(residual.shortcut(), input);
        return add(new SumNode(body, shortcut, activation));
    }

    /** Whether the last call of a chain is a convolution with nothing behind it but what is folded into it. */
    private static boolean takesAddend(List<Operation> body) {
        Operation last = body.get(body.size() - 1);
        return last instanceof Convolution
                || last instanceof BatchNorm && body.size() > 1 && body.get(body.size() - 2) instanceof Convolution;
    }

    private Value pool(Operation pool, algorithm algorithm, long[] size, int stride, int padding, Value value) {
        var windows = new PoolNode.Windows(algorithm, size, square(stride), square(padding));
        return add(new PoolNode(windows, value, shape(pool, value)));
    }

    private Value add(Node node) {
        nodes.add(node);
        return node.output();
    }

    private static Operation at(List<Operation> operations, int place) {
        return place < operations.size() ? operations.get(place) : null;
    }

    /** The activation at a place of a chain, or none. */
    private static Activation activation(List<Operation> operations, int place) {
        return place < operations.size() ? activation(operations.get(place)) : Activation.NONE;
    }

    private static Activation activation(Operation operation) {
        if (operation instanceof Relu) {
            return Activation.RELU;
        }
        if (operation instanceof Relu6) {
            return Activation.RELU6;
        }
        return operation instanceof Gelu ? Activation.GELU : Activation.NONE;
    }

    private static long[] shape(Operation operation, Value input) {
        long[] shape = input.shape();
        ImageShape output = operation.output(new ImageShape((int) shape[1], (int) shape[2], (int) shape[3]));
        return new long[] {shape[0], output.channels(), output.height(), output.width()};
    }

    private static long[] square(long side) {
        return new long[] {side, side};
    }
}
