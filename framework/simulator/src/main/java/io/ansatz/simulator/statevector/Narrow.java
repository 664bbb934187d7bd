package io.ansatz.simulator.statevector;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Runs circuits of few qubits side by side, one per lane. A block of them goes through all layers, forward and back, while it is in
 * the cache. Pieces have a fixed number of samples, so no result depends on how many lanes a block has.
 */
final class Narrow extends Engine {

    /** A whole number of blocks of any width. */
    private static final int PIECE = 128;

    private final Precision precision;
    private final Kernels kernels;
    private final int lanes;
    private final int rows;
    private final boolean keeps;
    private final List<Layer> layers = new ArrayList<>();
    private final int[] order;
    private final SignedSums sums;
    private final int[] outcomes;
    private final Amplitudes amplitudes;
    private final Bench[] benches;

    /** A layer, sorted by what can be done once per call and what differs from sample to sample. */
    private static final class Layer {

        private final List<Plan.Rotation> rotations;
        private final List<Pass> passes;
        private final List<Plan.Phase> shared;
        private final List<Plan.Phase> varying;
        private final List<Plan.Phase> trained;
        private final SignedSums sums;
        private final boolean turnsTrained;

        Layer(Plan.Layer layer, int qubits, int together) {
            rotations = layer.rotations();
            passes = Pass.of(qubits, together, rotations);
            shared = layer.phases().stream()
                    .filter(phase -> phase.blend().shared())
                    .toList();
            varying = layer.phases().stream()
                    .filter(phase -> !phase.blend().shared())
                    .toList();
            trained = layer.phases().stream()
                    .filter(phase -> !phase.blend().fixed())
                    .toList();
            sums = new SignedSums(trained.stream().mapToInt(Plan.Phase::mask).toArray(), qubits, 0);
            turnsTrained = rotations.stream().anyMatch(one -> !one.blend().fixed());
        }
    }

    Narrow(Plan plan, Precision precision, Kernels kernels, Crew crew, boolean keeps) {
        this(plan, precision, kernels, crew, keeps, kernels.lanes(precision, plan.qubits()));
    }

    Narrow(Plan plan, Precision precision, Kernels kernels, Crew crew, boolean keeps, int lanes) {
        super(plan, crew);
        this.precision = precision;
        this.kernels = kernels;
        this.keeps = keeps;
        this.lanes = lanes;
        rows = 1 << plan.qubits();
        for (Plan.Layer layer : plan.layers()) {
            layers.add(new Layer(layer, plan.qubits(), kernels.rotationsTogether()));
        }
        order = plan.loadsAmplitudes() || layers.isEmpty()
                ? new int[0]
                : Renaming.combinations(layers.get(0).rotations);
        sums = SignedSums.of(plan.measurement(), plan.qubits(), 0);
        outcomes = plan.measurement() instanceof Measurement.Outcomes table ? table.table(plan.qubits()) : new int[0];
        amplitudes = new Amplitudes(plan);
        benches = new Bench[workers()];
    }

    static Block.Shape shape(Plan plan, int lanes, boolean keeps) {
        int kept = keeps ? Math.max(1, plan.layers().size() + (plan.loadsAmplitudes() ? 1 : 0)) : 1;
        return new Block.Shape(
                1 << plan.qubits(), 0, lanes, kept + 1, plan.layers().size(), plan.slots());
    }

    @Override
    int pieces() {
        return (batch + PIECE - 1) / PIECE;
    }

    @Override
    void begin() {
        for (int worker = 0; worker < benches.length; worker++) {
            if (benches[worker] == null) {
                benches[worker] = new Bench();
            }
            benches[worker].fresh = false;
        }
    }

    @Override
    void piece(int index, int worker) {
        Bench bench = benches[worker];
        if (!bench.fresh) {
            bench.set();
            bench.fresh = true;
        }
        bench.piece(index);
    }

    /** What one thread works on. */
    private final class Bench {

        private final Block block = kernels.block(precision, shape(plan, lanes, keeps));
        private final int adjoint = shape(plan, lanes, keeps).states() - 1;
        private final int[] firstSlots;
        private final int[] varyingSlots = IntStream.range(0, plan.slots())
                .filter(slot -> !angles.shared(slot))
                .toArray();
        private final double[] one = new double[lanes];
        private final double[][] sampleInputs = new double[circuit.inputs()][PIECE];
        private final double[][] sampleInputSlopes = new double[circuit.inputs()][PIECE];
        private final double[][] angleSlopes = new double[plan.slots()][PIECE];
        private final double[][] t = new double[plan.slots()][];
        private final double[][] s = new double[plan.slots()][];
        private final double[] angle = new double[PIECE];
        private final Diagonal[] diagonals = new Diagonal[layers.size()];
        private final double[] loaded;
        private final double[] loadedSlopes;
        private final double[] likelihoods;
        private boolean fresh;

        Bench() {
            Arrays.fill(one, 1);
            for (int slot = 0; slot < t.length; slot++) {
                int size = angles.shared(slot) ? 1 : PIECE;
                t[slot] = new double[size];
                s[slot] = new double[size];
            }
            firstSlots = order.length == 0
                    ? new int[0]
                    : layers.get(0).rotations.stream()
                            .mapToInt(Plan.Rotation::slot)
                            .toArray();
            for (int i = 0; i < diagonals.length; i++) {
                List<Plan.Phase> shared = layers.get(i).shared;
                diagonals[i] = shared.isEmpty() ? null : new Diagonal(plan.qubits(), shared);
            }
            loaded = new double[plan.loadsAmplitudes() ? PIECE * rows : 0];
            loadedSlopes = new double[plan.loadsAmplitudes() ? PIECE * rows : 0];
            boolean counts = plan.measurement() instanceof Measurement.Outcomes table && table.onesInLikeliest();
            likelihoods = new double[counts ? lanes * rows : 0];
        }

        /** Takes over what is the same for all samples of a call. */
        void set() {
            for (int slot = 0; slot < t.length; slot++) {
                if (angles.shared(slot)) {
                    angle[0] = angles.base(slot);
                    Shears.of(angle, t[slot], s[slot], 1);
                    block.turn(slot, t[slot][0], s[slot][0]);
                }
            }
            for (int i = 0; i < diagonals.length; i++) {
                if (diagonals[i] != null) {
                    diagonals[i].fill(angles.bases(), i, block);
                }
            }
        }

        void piece(int index) {
            int first = index * PIECE;
            int count = Math.min(PIECE, batch - first);
            int padded = (count + lanes - 1) / lanes * lanes;
            for (int i = 0; i < sampleInputs.length; i++) {
                for (int j = 0; j < count; j++) {
                    sampleInputs[i][j] = inputs[(first + j) * sampleInputs.length + i];
                }
                Arrays.fill(sampleInputs[i], count, padded, 0);
            }
            for (int slot : varyingSlots) {
                angles.write(slot, sampleInputs, angle, padded);
                Shears.of(angle, t[slot], s[slot], padded);
            }
            if (plan.loadsAmplitudes()) {
                amplitudes.normalise(sampleInputs, loaded, count);
            }
            double scale = 1;
            if (back) {
                for (double[] one : angleSlopes) {
                    Arrays.fill(one, 0, padded, 0);
                }
                Arrays.fill(loadedSlopes, 0);
                scale = Scale.of(slopes, first * circuit.outputs(), count * circuit.outputs());
            }
            for (int at = 0; at < count; at += lanes) {
                for (int slot : varyingSlots) {
                    block.turn(slot, t[slot], s[slot], at);
                }
                int here = Math.min(lanes, count - at);
                int state = forward(at, here);
                int output = (first + at) * circuit.outputs();
                if (back) {
                    backward(state, at, here, output, scale);
                } else {
                    read(state, here, output);
                }
            }
            if (back) {
                finish(index, first, count, padded, 1 / scale);
            }
        }

        /** Returns the state it ends in. */
        private int forward(int at, int here) {
            int state = 0;
            int begin = 0;
            if (plan.loadsAmplitudes()) {
                for (int row = 0; row < rows; row++) {
                    block.load(state, row, loaded, at * rows + row, rows, here);
                }
            } else {
                if (order.length < rows) {
                    block.clear(state);
                }
                block.load(state, 0, one, 0, 1, lanes);
                if (order.length > 0) {
                    block.product(state, order, firstSlots);
                    begin = 1;
                }
            }
            for (int i = begin; i < layers.size(); i++) {
                Layer layer = layers.get(i);
                int next = back && keeps ? state + 1 : state;
                if (!layer.shared.isEmpty()) {
                    block.diagonal(state, next, i, false);
                } else if (next != state) {
                    block.copy(state, next);
                }
                turnPhases(layer, next, false);
                for (int j = 0; j < layer.passes.size(); j++) {
                    Pass pass = layer.passes.get(j);
                    block.rotate(next, pass, 0, pass.bases().length, false);
                }
                state = next;
            }
            return state;
        }

        private void turnPhases(Layer layer, int state, boolean inverse) {
            for (int i = 0; i < layer.varying.size(); i++) {
                Plan.Phase phase = layer.varying.get(i);
                block.phase(state, phase.mask(), phase.slot(), inverse);
            }
        }

        private void read(int state, int here, int output) {
            int width = circuit.outputs();
            if (plan.measurement() instanceof Measurement.Expectations expectations) {
                List<Observable> observables = expectations.observables();
                if (sums.size() > 0) {
                    block.probabilities(state);
                    block.fold(sums.parities());
                }
                int mask = 0;
                for (int i = 0; i < width; i++) {
                    Observable observable = observables.get(i);
                    if (observable.flips() == 0) {
                        block.add(sums.place(mask++), observable.sign(), outputs, output + i, width, here);
                    } else {
                        block.addExpectation(state, observable, outputs, output + i, width, here);
                    }
                }
                return;
            }
            var table = (Measurement.Outcomes) plan.measurement();
            block.probabilities(state);
            if (table.onesInLikeliest()) {
                Arrays.fill(likelihoods, 0);
                for (int row = 0; row < rows; row++) {
                    block.add(row, 1, likelihoods, outcomes[row], rows, here);
                }
                for (int v = 0; v < here; v++) {
                    outputs[output + v] = Likeliest.ones(likelihoods, v * rows, rows, precision.tie());
                }
                return;
            }
            for (int row = 0; row < rows; row++) {
                block.add(row, table.scale(), outputs, output + outcomes[row], width, here);
            }
        }

        /** Sets the derivative of the loss by the final amplitudes. */
        private void seed(int state, int here, int output, double scale) {
            int width = circuit.outputs();
            if (plan.measurement() instanceof Measurement.Outcomes table) {
                for (int row = 0; row < rows; row++) {
                    block.silence(row);
                    block.take(row, scale * table.scale(), slopes, output + outcomes[row], width, here);
                }
                block.seed(state, adjoint);
                return;
            }
            List<Observable> observables = ((Measurement.Expectations) plan.measurement()).observables();
            if (sums.size() == 0) {
                block.clear(adjoint);
            } else {
                for (int mask = 0; mask < sums.size(); mask++) {
                    block.silence(sums.place(mask));
                }
                int mask = 0;
                for (int i = 0; i < width; i++) {
                    Observable observable = observables.get(i);
                    if (observable.flips() == 0) {
                        block.take(sums.place(mask++), scale * observable.sign(), slopes, output + i, width, here);
                    }
                }
                block.unfold(sums.parities());
                block.seed(state, adjoint);
            }
            for (int i = 0; i < width; i++) {
                if (observables.get(i).flips() != 0) {
                    block.pull(state, adjoint, observables.get(i), scale, slopes, output + i, width, here);
                }
            }
        }

        private void backward(int end, int at, int here, int output, double scale) {
            seed(end, here, output, scale);
            int state = end;
            for (int i = layers.size() - 1; i >= 0; i--) {
                Layer layer = layers.get(i);
                if (layer.turnsTrained) {
                    for (int j = 0; j < layer.passes.size(); j++) {
                        Pass pass = layer.passes.get(j);
                        block.rotationSlopes(state, adjoint, pass, 0, pass.bases().length, angleSlopes, at);
                    }
                }
                if (i == 0 && order.length > 0) {
                    return;
                }
                turnBack(layer, adjoint);
                if (keeps) {
                    state--;
                } else {
                    turnBack(layer, state);
                    turnTableBack(layer, i, state);
                }
                if (layer.trained.isEmpty()) {
                    turnTableBack(layer, i, adjoint);
                } else {
                    if (layer.shared.isEmpty()) {
                        block.overlap(state, adjoint);
                    } else {
                        block.diagonalAndOverlap(state, adjoint, i);
                    }
                    block.fold(layer.sums.parities());
                    for (int j = 0; j < layer.trained.size(); j++) {
                        int slot = layer.trained.get(j).slot();
                        block.add(layer.sums.place(j), 0.5, angleSlopes[slot], at, 1, lanes);
                    }
                }
            }
            if (plan.loadsAmplitudes()) {
                for (int row = 0; row < rows; row++) {
                    block.addReal(adjoint, row, 1, loadedSlopes, at * rows + row, rows, here);
                }
            }
        }

        /** Takes back what a layer does to a state, but for the table that comes first in it. */
        private void turnBack(Layer layer, int state) {
            for (int i = layer.passes.size() - 1; i >= 0; i--) {
                Pass pass = layer.passes.get(i);
                block.rotate(state, pass, 0, pass.bases().length, true);
            }
            turnPhases(layer, state, true);
        }

        private void turnTableBack(Layer layer, int index, int state) {
            if (!layer.shared.isEmpty()) {
                block.diagonal(state, state, index, true);
            }
        }

        /** Turns slopes along angles into slopes along inputs, and into sums for the weights. */
        private void finish(int index, int first, int count, int padded, double factor) {
            for (double[] one : sampleInputSlopes) {
                Arrays.fill(one, 0, padded, 0);
            }
            for (int slot = 0; slot < angleSlopes.length; slot++) {
                angles.sum(slot, factor, angleSlopes[slot], sampleInputs, pieceSums, index * angles.sums(), count);
                angles.spread(slot, angleSlopes[slot], sampleInputSlopes, padded);
            }
            if (plan.loadsAmplitudes()) {
                amplitudes.pullBack(sampleInputs, loaded, loadedSlopes, sampleInputSlopes, count);
            }
            int width = sampleInputs.length;
            for (int i = 0; i < width; i++) {
                for (int j = 0; j < count; j++) {
                    inputSlopes[(first + j) * width + i] = factor * sampleInputSlopes[i][j];
                }
            }
        }
    }
}
