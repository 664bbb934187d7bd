package io.ansatz.runner.network.onednn;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.primitive_desc_base;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.Pointer;

/**
 * Calls of oneDNN in the order in which they are made, and the memory they work on. It is written once: first everything is
 * said, then {@link #settle} gives it memory, then it runs any number of times.
 */
final class Program {

    /** One thing to do. */
    @FunctionalInterface
    interface Step {
        void run();
    }

    private final engine engine = OneDnn.engine();
    private final stream stream = new stream(engine);
    private final Arena passing = new Arena();
    private final Arena lasting = new Arena();
    private final List<Tensor> placed = new ArrayList<>();
    private final List<Runnable> bindings = new ArrayList<>();
    private final List<Step> preparation = new ArrayList<>();
    private final List<Step> forward = new ArrayList<>();
    private final List<Step> backward = new ArrayList<>();
    private List<Step> current = forward;
    private Arena arena = passing;
    private boolean finite;

    /** What is said inside is done once for each change of the parameters, and its tensors outlast the runs in between. */
    Tensor prepared(Supplier<Tensor> saying) {
        List<Step> before = current;
        current = preparation;
        arena = lasting;
        Tensor ready = saying.get();
        current = before;
        arena = passing;
        return ready;
    }

    /** What comes from now on belongs to the way back. */
    void turn() {
        current = backward;
    }

    engine engine() {
        return engine;
    }

    /** What every primitive is made with: room to work comes from us, so that any thread may run it. */
    primitive_attr attributes() {
        var attributes = new primitive_attr();
        attributes.set_scratchpad_mode(dnnl.scratchpad_mode.user);
        return attributes;
    }

    /** A new array in our memory, held once. */
    Tensor tensor(memory.desc layout) {
        return placed(layout, new Tensor.Slot(arena, layout.get_size()));
    }

    /**
     * The same bytes read in another layout: the same place, held once more, or a copy if the place is somebody else's and may
     * change from run to run.
     */
    Tensor view(Tensor tensor, memory.desc layout) {
        if (tensor.slot().ours()) {
            return placed(layout, tensor.hold().slot());
        }
        Tensor copy = tensor(tensor.layout());
        copy(tensor, copy);
        return placed(layout, copy.slot());
    }

    private Tensor placed(memory.desc layout, Tensor.Slot slot) {
        var tensor = new Tensor(layout, new memory(layout, engine, new Pointer()), slot);
        placed.add(tensor);
        return tensor;
    }

    /** An array of somebody else, which {@link Tensor#point} finds. */
    Tensor foreign(memory.desc layout) {
        return new Tensor(layout, new memory(layout, engine, new Pointer()), new Tensor.Slot());
    }

    /** An array of somebody else that stays where it is. */
    Tensor fixed(memory.desc layout, long address) {
        Tensor tensor = foreign(layout);
        tensor.point(address);
        return tensor;
    }

    /** An array of somebody else that may lie elsewhere on each way back. */
    Tensor bound(memory.desc layout, LongSupplier address) {
        Tensor tensor = foreign(layout);
        bindings.add(() -> tensor.point(address.getAsLong()));
        return tensor;
    }

    /** An array in the layout asked for: this one, or a copy. It is held once more, or once. */
    Tensor in(memory.desc layout, Tensor tensor) {
        if (tensor.layout().equals(layout)) {
            return tensor.hold();
        }
        Tensor copy = tensor(layout);
        copy(tensor, copy);
        return copy;
    }

    void copy(Tensor from, Tensor to) {
        var description = new reorder.primitive_desc(engine, from.layout(), engine, to.layout(), attributes(), false);
        call(
                new reorder(description),
                description,
                new Argument(dnnl.DNNL_ARG_FROM, from),
                new Argument(dnnl.DNNL_ARG_TO, to));
    }

    /** The sum of two arrays that are held once each; it takes both over and is held once. */
    Tensor sum(Tensor one, Tensor other) {
        Tensor target = other.exclusive() ? other : one.exclusive() ? one : tensor(one.layout());
        Tensor added = target == other ? one : other;
        Tensor base = target == other ? other : one;
        Tensor fitting = in(base.layout(), added);
        var description = new binary.primitive_desc(
                new binary.desc(dnnl.algorithm.binary_add, base.layout(), fitting.layout(), target.layout()),
                attributes(),
                engine,
                false);
        call(
                new binary(description),
                description,
                new Argument(dnnl.DNNL_ARG_SRC_0, base),
                new Argument(dnnl.DNNL_ARG_SRC_1, fitting),
                new Argument(dnnl.DNNL_ARG_DST, target));
        fitting.release();
        if (target != one) {
            one.release();
        }
        if (target != other) {
            other.release();
        }
        return target;
    }

    /** What a primitive reads or writes. */
    record Argument(int index, Tensor tensor) {}

    /** Calls a primitive. */
    void call(primitive primitive, primitive_desc_base description, Argument... arguments) {
        var map = new IntMemoryMap();
        for (Argument argument : arguments) {
            map.put(argument.index(), argument.tensor().memory());
        }
        memory.desc room = description.scratchpad_desc();
        if (room.get_size() > 0) {
            Tensor scratch = tensor(room);
            map.put(dnnl.DNNL_ARG_SCRATCHPAD, scratch.memory());
            scratch.release();
        }
        current.add(() -> primitive.execute(stream, map));
    }

    /** Does what oneDNN cannot. */
    void compute(Step step) {
        current.add(step);
    }

    /** Nothing more will be said: takes the memory that all of it needs. */
    void settle() {
        passing.allocate();
        lasting.allocate();
        for (Tensor tensor : placed) {
            tensor.point(tensor.slot().address());
        }
    }

    void runPreparation() {
        run(preparation);
    }

    void runForward() {
        finite = true;
        run(forward);
    }

    /** Something is infinite or no number; a ReLU behind it would hide that from everyone. */
    void diverged() {
        finite = false;
    }

    /** Whether nothing was said to the contrary on the last way there. */
    boolean finite() {
        return finite;
    }

    void runBackward() {
        bindings.forEach(Runnable::run);
        run(backward);
    }

    private static void run(List<Step> steps) {
        for (Step step : steps) {
            step.run();
        }
    }

    /** The memory in use, beside what oneDNN keeps for itself. */
    long bytes() {
        return passing.size() + lasting.size();
    }

    /** Gives the memory back; everything else goes with the scope in which it was made. */
    void free() {
        passing.free();
        lasting.free();
    }
}
