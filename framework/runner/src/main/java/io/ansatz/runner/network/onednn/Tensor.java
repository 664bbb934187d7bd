package io.ansatz.runner.network.onednn;

import java.nio.FloatBuffer;
import org.bytedeco.dnnl.memory;

/**
 * An array in some layout. Where it lies is known when the whole program is; until then whoever still needs it holds it, and
 * when nobody does, another one may take its place.
 */
final class Tensor {

    private final memory.desc layout;
    private final memory memory;
    private final Slot slot;

    Tensor(memory.desc layout, memory memory, Slot slot) {
        this.layout = layout;
        this.memory = memory;
        this.slot = slot;
    }

    /** A place, and how many still need what is there. */
    static final class Slot {

        private final Arena arena;
        private final long start;
        private final long bytes;
        private int holds = 1;

        /** A place in an arena, held once. */
        Slot(Arena arena, long bytes) {
            this.arena = arena;
            this.bytes = bytes;
            start = arena.take(bytes);
        }

        /** A place that is not ours to give away. */
        Slot() {
            arena = null;
            bytes = 0;
            start = 0;
            holds = 2;
        }

        boolean ours() {
            return arena != null;
        }

        long address() {
            return arena.address(start);
        }
    }

    memory.desc layout() {
        return layout;
    }

    memory memory() {
        return memory;
    }

    Slot slot() {
        return slot;
    }

    Tensor hold() {
        slot.holds++;
        return this;
    }

    void release() {
        slot.holds--;
        if (slot.holds == 0) {
            slot.arena.give(slot.start, slot.bytes);
        }
    }

    /** Whether nobody but the one who asks needs what is here, so that it may be overwritten. */
    boolean exclusive() {
        return slot.ours() && slot.holds == 1;
    }

    /** The floats themselves, once the program has its memory; for layouts without padding. */
    FloatBuffer floats(long count) {
        return new Address(slot.address()).floats(count);
    }

    /** Points to memory of somebody else, for a run. */
    void point(long address) {
        memory.set_data_handle(new Address(address));
    }
}
