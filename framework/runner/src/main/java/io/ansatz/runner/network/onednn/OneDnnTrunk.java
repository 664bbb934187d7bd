package io.ansatz.runner.network.onednn;

import io.ansatz.api.ImageShape;
import io.ansatz.api.backbone.Operation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A run of operations on oneDNN, for batches of any size. To be used by one thread at a time; different ones do not disturb
 * each other.
 */
public final class OneDnnTrunk implements AutoCloseable {

    /** Learning and judging, each with a whole batch and the rest of an epoch, and one more of either. */
    private static final int PLANS = 6;

    private final ImageShape shape;
    private final List<Operation> operations;
    private final boolean towardsImages;
    private final ParameterMemory parameters;
    private final Map<Key, Plan> plans = new LinkedHashMap<>(16, 0.75f, true);
    private long changes;

    private record Key(Mode mode, int batch) {}

    /**
     * Makes nothing yet.
     *
     * @param towardsImages whether anything needs the slopes of the images
     */
    public OneDnnTrunk(
            ImageShape shape, List<Operation> operations, boolean towardsImages, ParameterMemory parameters) {
        this.shape = shape;
        this.operations = List.copyOf(operations);
        this.towardsImages = towardsImages;
        this.parameters = parameters;
    }

    /** The parameters are no longer what they were; what was derived from them is derived anew when it is next needed. */
    public void changed() {
        changes++;
    }

    /**
     * Turns images into maps; both are plain arrays {@code [image][channel][row][column]}. The images must stay as they are
     * until {@link #backward} is done.
     *
     * @return whether all statistics of the batch are numbers
     */
    public boolean forward(Mode mode, int batch, long images, long maps) {
        if (mode == Mode.LEARN) {
            // Statistics move now, and the parameters once the way back is done; nothing is derived from them in
            // between.
            changed();
        }
        return plan(mode, batch).forward(changes, images, maps);
    }

    /** Goes back through what {@link #forward} did last with this mode and size. */
    public void backward(Mode mode, int batch, long mapSlopes, long imageSlopes) {
        plan(mode, batch).backward(mapSlopes, imageSlopes);
    }

    private Plan plan(Mode mode, int batch) {
        var key = new Key(mode, batch);
        Plan plan = plans.get(key);
        if (plan == null) {
            if (plans.size() == PLANS) {
                var eldest = plans.entrySet().iterator();
                eldest.next().getValue().close();
                eldest.remove();
            }
            plan = new Plan(mode, shape, operations, batch, towardsImages, parameters);
            plans.put(key, plan);
        }
        return plan;
    }

    /** The native memory in use, beside what oneDNN keeps for itself. */
    public long bytes() {
        return plans.values().stream().mapToLong(Plan::bytes).sum();
    }

    @Override
    public void close() {
        plans.values().forEach(Plan::close);
        plans.clear();
    }
}
