package io.ansatz.simulator.statevector;

import io.ansatz.api.circuit.Circuit;
import java.util.Arrays;

/**
 * Runs a plan on batches, cut into pieces that the threads of a crew share. What concerns a sample is computed by itself; sums over
 * samples are taken within a piece, in order, and then from piece to piece: so no result depends on which thread does what. An
 * engine serves one call at a time.
 */
abstract class Engine {

    final Plan plan;
    final Circuit circuit;
    final Angles angles;

    // What the pieces of one call work on; arrays are row-major and belong to the caller.
    boolean back;
    int batch;
    double[] inputs;
    double[] outputs;
    double[] slopes;
    double[] inputSlopes;

    /** For each piece, the sums that the slopes along the weights are made of. */
    double[] pieceSums = {};

    private final Crew crew;
    private final Crew.Job job = this::piece;

    Engine(Plan plan, Crew crew) {
        this.plan = plan;
        this.circuit = plan.circuit();
        this.angles = new Angles(plan);
        this.crew = crew;
    }

    /** Into how many pieces the batch is cut. */
    abstract int pieces();

    /** Makes ready for a call whose angles are set. */
    abstract void begin();

    abstract void piece(int index, int worker);

    final int workers() {
        return crew.workers();
    }

    final void run(int count, double[] inputValues, double[] weights, double[] outputValues) {
        back = false;
        outputs = outputValues;
        Arrays.fill(outputs, 0, count * circuit.outputs(), 0);
        work(count, inputValues, weights);
        outputs = null;
    }

    /** Sets the slopes of a loss along inputs and weights, given those along the outputs. */
    final void differentiate(
            int count,
            double[] inputValues,
            double[] weights,
            double[] outputSlopes,
            double[] towardsInputs,
            double[] towardsWeights) {
        back = true;
        slopes = outputSlopes;
        inputSlopes = towardsInputs;
        work(count, inputValues, weights);
        int width = angles.sums();
        for (int i = width; i < pieces() * width; i++) {
            pieceSums[i % width] += pieceSums[i];
        }
        Arrays.fill(towardsWeights, 0);
        if (count > 0) {
            angles.spread(pieceSums, towardsWeights);
        }
        slopes = null;
        inputSlopes = null;
    }

    private void work(int count, double[] inputValues, double[] weights) {
        batch = count;
        inputs = inputValues;
        if (back && pieceSums.length < pieces() * angles.sums()) {
            pieceSums = new double[pieces() * angles.sums()];
        }
        angles.set(weights);
        begin();
        crew.work(job, pieces());
        inputs = null;
    }
}
