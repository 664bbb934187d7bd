package io.ansatz.runner.network.onednn;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An LSTM on oneDNN that gives its last state, for batches of any size. Its arrays go by Deeplearning4j's names and lie in
 * Deeplearning4j's order: rows of the candidate g and of the forget, output and input gates f, o and i, each with its inputs one
 * behind the other. To be used by one thread at a time; different ones do not disturb each other.
 */
public final class OneDnnLstm implements AutoCloseable {

    /** The weights of what is read: four times as many rows as there are units, a value for each feature. */
    public static final String INPUT = "W";

    /** The weights of the last state: the same rows, a value for each unit. */
    public static final String RECURRENT = "RW";

    /** A value for each row. */
    public static final String BIAS = "b";

    /** A whole batch and the rest of an epoch, to learn and to judge. */
    private static final int PLANS = 4;

    private final int features;
    private final int units;
    private final boolean backwards;
    private final ParameterMemory parameters;
    private final Map<Key, LstmPlan> plans = new LinkedHashMap<>(16, 0.75f, true);

    private record Key(int batch, int steps) {}

    /**
     * Makes nothing yet.
     *
     * @param backwards whether sequences are read from their end
     */
    public OneDnnLstm(int features, int units, boolean backwards, ParameterMemory parameters) {
        this.features = features;
        this.units = units;
        this.backwards = backwards;
        this.parameters = parameters;
    }

    /** Turns sequences {@code [image][feature][step]} into states {@code [image][unit]}. */
    public void forward(int batch, int steps, long sequences, long states) {
        plan(batch, steps).forward(sequences, states);
    }

    /** Goes back through what {@link #forward} did last with this size and length, from slopes to slopes. */
    public void backward(int batch, int steps, long states, long sequences) {
        plan(batch, steps).backward(states, sequences);
    }

    private LstmPlan plan(int batch, int steps) {
        var key = new Key(batch, steps);
        LstmPlan plan = plans.get(key);
        if (plan == null) {
            if (plans.size() == PLANS) {
                var eldest = plans.entrySet().iterator();
                eldest.next().getValue().close();
                eldest.remove();
            }
            plan = new LstmPlan(features, units, backwards, batch, steps, parameters);
            plans.put(key, plan);
        }
        return plan;
    }

    @Override
    public void close() {
        plans.values().forEach(LstmPlan::close);
        plans.clear();
    }
}
