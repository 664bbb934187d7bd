package io.ansatz.runner.network.onednn;

import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.javacpp.Pointer;

/**
 * Places for arrays in one block of memory. Arrays that are never needed at the same time may get the same place; where all of
 * them lie is settled before the block exists.
 */
final class Arena {

    /** A cache line, and the widest vector. */
    private static final long ALIGNMENT = 64;

    /** Start to length of what may be taken again; neighbours are always joined. */
    private final TreeMap<Long, Long> free = new TreeMap<>();

    private long size;
    private Pointer block = new Pointer();

    /** Takes a place; returns where it starts. */
    long take(long bytes) {
        long length = rounded(bytes);
        long place = -1;
        long best = Long.MAX_VALUE;
        for (Map.Entry<Long, Long> gap : free.entrySet()) {
            if (gap.getValue() >= length && gap.getValue() < best) {
                place = gap.getKey();
                best = gap.getValue();
            }
        }
        if (place < 0) {
            return append(length);
        }
        free.remove(place);
        if (best > length) {
            free.put(place + length, best - length);
        }
        return place;
    }

    private long append(long length) {
        long start = size;
        Map.Entry<Long, Long> last = free.lastEntry();
        if (last != null && last.getKey() + last.getValue() == size) {
            start = last.getKey();
            free.remove(start);
        }
        size = start + length;
        return start;
    }

    /** Gives a place back. */
    void give(long start, long bytes) {
        long from = start;
        long length = rounded(bytes);
        Map.Entry<Long, Long> before = free.floorEntry(from);
        if (before != null && before.getKey() + before.getValue() == from) {
            free.remove(before.getKey());
            from = before.getKey();
            length += before.getValue();
        }
        Long behind = free.remove(from + length);
        free.put(from, behind == null ? length : length + behind);
    }

    /** How large the block must be, or is. */
    long size() {
        return size;
    }

    /** No more places will be taken: asks the system for the block. */
    void allocate() {
        block = Pointer.malloc(size + ALIGNMENT);
        if (block == null || block.isNull()) {
            block = new Pointer();
            throw new OutOfMemoryError("There is no room for the %d MB that a batch needs.".formatted(size >> 20));
        }
    }

    /** Where a place lies, once there is a block. */
    long address(long start) {
        return (block.address() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT + start;
    }

    /** Gives the block back. */
    void free() {
        Pointer.free(block);
        block = new Pointer();
    }

    private static long rounded(long bytes) {
        return Math.max(1, (bytes + ALIGNMENT - 1) / ALIGNMENT) * ALIGNMENT;
    }
}
