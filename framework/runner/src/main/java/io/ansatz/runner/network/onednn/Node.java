package io.ansatz.runner.network.onednn;

import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;

/** An operation in its place. It says its calls in order, first those of the way there, later those of the way back. */
abstract class Node {

    private final Value input;
    private final Value output;

    Node(Value input, Value output) {
        this.input = input.read();
        this.output = output;
    }

    final Value input() {
        return input;
    }

    final Value output() {
        return output;
    }

    /** Makes the output's tensor, and holds what the way back will need. */
    abstract void forward(Program program);

    /** Turns the output's slope into those of the input and the parameters, and releases what was held. */
    abstract void backward(Program program);

    /** Whether there is a way back through here. */
    final boolean returns() {
        return output.wanted();
    }

    static memory.desc any(long... shape) {
        return new memory.desc(shape, memory.data_type.f32, memory.format_tag.any);
    }

    /** The plain layout of a parameter. */
    static memory.desc plain(long... shape) {
        memory.format_tag tag = switch (shape.length) {
            case 1 -> memory.format_tag.a;
            case 2 -> memory.format_tag.ab;
            case 3 -> memory.format_tag.abc;
            case 4 -> memory.format_tag.abcd;
            case 5 -> memory.format_tag.abcde;
            default -> throw new IllegalArgumentException("No parameter has %d dimensions.".formatted(shape.length));
        };
        return new memory.desc(shape, memory.data_type.f32, tag);
    }

    /** Maps one pixel behind the other, each with all its channels. */
    static memory.desc channelsLast(long... shape) {
        return new memory.desc(shape, memory.data_type.f32, memory.format_tag.acdb);
    }

    static dnnl.prop_kind kind(Mode mode) {
        return mode == Mode.CLASSIFY ? dnnl.prop_kind.forward_inference : dnnl.prop_kind.forward_training;
    }
}
