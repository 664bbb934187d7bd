package io.ansatz.simulator.statevector;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Runs circuits of many qubits one after the other; the lanes are the lowest bits of a basis state. Before a group of rotations the
 * basis states are renamed so that each rotation turns a single bit, because only then are partners found in the same lane or a
 * fixed distance away. On the way back every step is undone, so two states are held, and a third to rename into.
 */
final class Wide extends Engine {

    /** Rotations of low bits go over the state in pieces of this many amplitudes, which stay in the cache. */
    private static final int PIECE_BITS = 12;

    /** How many bases are summed up in single precision. */
    private static final int BASES_TOGETHER = 256;

    private static final int STATES = 3;

    private final Precision precision;
    private final Kernels kernels;
    private final int lanes;
    private final int laneBits;
    private final int rows;
    private final List<Layer> layers = new ArrayList<>();
    private final Measurement measurement;
    private final SignedSums sums;
    private final int[] outcomes;
    private final Amplitudes amplitudes;
    private final Bench[] benches;

    /** A rotation of the pairs of lanes that differ by a bit. */
    private record LaneRotation(int bit, int slot) {}

    /** A layer in which each rotation turns a single bit. */
    private static final class Layer {

        private final boolean renames;
        private final int[] rowOrigins;
        private final int[] laneOrigins;
        private final int[] rowDestinations;
        private final int[] laneDestinations;
        private final List<Plan.Phase> phases = new ArrayList<>();
        private final List<Plan.Phase> trained;
        private final boolean sharedPhases;
        private final SignedSums sums;
        private final boolean turnsTrained;
        private final List<LaneRotation> laneRotations = new ArrayList<>();
        private final List<Plan.Rotation> rowRotations = new ArrayList<>();
        private final List<Pass> near;
        private final List<Pass> far;

        /**
         * @param step how this layer's names come from those of the layer before
         * @param all how they come from the plan's
         */
        Layer(Plan.Layer layer, Renaming step, Renaming all, int rowBits, int laneBits, int nearBits, int together) {
            renames = !step.changesNothing();
            rowOrigins = renames ? Renaming.combinations(step.origins(), laneBits, rowBits) : new int[0];
            laneOrigins = renames ? Renaming.combinations(step.origins(), 0, laneBits) : new int[0];
            rowDestinations = renames ? Renaming.combinations(step.destinations(), laneBits, rowBits) : new int[0];
            laneDestinations = renames ? Renaming.combinations(step.destinations(), 0, laneBits) : new int[0];
            for (Plan.Phase phase : layer.phases()) {
                phases.add(new Plan.Phase(all.parity(phase.mask()), phase.blend(), phase.slot()));
            }
            sharedPhases = phases.stream().allMatch(phase -> phase.blend().shared());
            trained = phases.stream().filter(phase -> !phase.blend().fixed()).toList();
            sums = new SignedSums(trained.stream().mapToInt(Plan.Phase::mask).toArray(), rowBits, laneBits);
            turnsTrained =
                    layer.rotations().stream().anyMatch(one -> !one.blend().fixed());
            for (Plan.Rotation one : layer.rotations()) {
                int bit = all.flips(one.column());
                if (bit < 1 << laneBits) {
                    laneRotations.add(new LaneRotation(bit, one.slot()));
                } else {
                    int row = bit >> laneBits;
                    rowRotations.add(new Plan.Rotation(row, row, one.blend(), one.slot()));
                }
            }
            rowRotations.sort((a, b) -> Integer.compare(a.column(), b.column()));
            near = Pass.of(
                    rowBits,
                    together,
                    rowRotations.stream()
                            .filter(one -> one.column() < 1 << nearBits)
                            .toList());
            far = Pass.of(
                    rowBits,
                    together,
                    rowRotations.stream()
                            .filter(one -> one.column() >= 1 << nearBits)
                            .toList());
        }
    }

    Wide(Plan plan, Precision precision, Kernels kernels, Crew crew) {
        super(plan, crew);
        this.precision = precision;
        this.kernels = kernels;
        lanes = kernels.lanesOfOne(precision);
        laneBits = Integer.numberOfTrailingZeros(lanes);
        int rowBits = plan.qubits() - laneBits;
        rows = 1 << rowBits;
        Renaming all = Renaming.none(plan.qubits());
        for (Plan.Layer layer : plan.layers()) {
            Renaming step = Renaming.straightening(plan.qubits(), renamed(layer.rotations(), all));
            all = step.after(all);
            int nearBits = Math.max(0, Math.min(rowBits, PIECE_BITS - laneBits));
            layers.add(new Layer(layer, step, all, rowBits, laneBits, nearBits, kernels.rotationsTogether()));
        }
        measurement = plan.measurement().renamed(all);
        sums = SignedSums.of(measurement, rowBits, laneBits);
        outcomes = measurement instanceof Measurement.Outcomes table ? table.table(plan.qubits()) : new int[0];
        amplitudes = new Amplitudes(plan);
        benches = new Bench[workers()];
    }

    static Block.Shape shape(Plan plan, int lanes) {
        int laneBits = Integer.numberOfTrailingZeros(lanes);
        return new Block.Shape(
                1 << (plan.qubits() - laneBits),
                laneBits,
                lanes,
                STATES,
                plan.layers().size(),
                plan.slots());
    }

    private static List<Plan.Rotation> renamed(List<Plan.Rotation> rotations, Renaming renaming) {
        return rotations.stream()
                .map(one -> new Plan.Rotation(
                        renaming.flips(one.column()), renaming.parity(one.row()), one.blend(), one.slot()))
                .toList();
    }

    @Override
    int pieces() {
        return batch;
    }

    @Override
    void begin() {
        for (int worker = 0; worker < benches.length; worker++) {
            if (benches[worker] == null && worker < Math.max(1, batch)) {
                benches[worker] = new Bench();
            }
            if (benches[worker] != null) {
                benches[worker].fresh = false;
            }
        }
    }

    @Override
    void piece(int index, int worker) {
        benches[worker].sample(index);
    }

    /** What one thread works on. */
    private final class Bench {

        private final Block block = kernels.block(precision, shape(plan, lanes));
        private final double[][] sampleInputs = new double[circuit.inputs()][1];
        private final double[][] sampleInputSlopes = new double[circuit.inputs()][1];
        private final double[][] laneSlopes = new double[plan.slots()][lanes];
        private final double[] angle = new double[1];
        private final double[] angleOfSlot = new double[plan.slots()];
        private final double[] scratch = new double[plan.slots()];
        private final double[] t = new double[plan.slots()];
        private final double[] s = new double[plan.slots()];
        private final double[] laneValues = new double[lanes];
        private final double[] slope = new double[1];
        private final Diagonal[] diagonals = new Diagonal[layers.size()];
        private final int[] order;
        private final int[] firstSlots;
        private final double[] loaded;
        private final double[] loadedSlopes;
        private final double[] likelihoods;
        private int state;
        private int adjoint = 1;
        private int spare = 2;
        private boolean fresh;

        Bench() {
            for (int i = 0; i < diagonals.length; i++) {
                List<Plan.Phase> phases = layers.get(i).phases;
                diagonals[i] = phases.isEmpty() ? null : new Diagonal(plan.qubits(), phases);
            }
            boolean product = !plan.loadsAmplitudes() && !layers.isEmpty();
            List<Plan.Rotation> first = product ? layers.get(0).rowRotations : List.of();
            order = Renaming.combinations(first);
            firstSlots = first.stream().mapToInt(Plan.Rotation::slot).toArray();
            loaded = new double[plan.loadsAmplitudes() ? rows * lanes : 0];
            loadedSlopes = new double[plan.loadsAmplitudes() ? rows * lanes : 0];
            boolean counts = measurement instanceof Measurement.Outcomes table && table.onesInLikeliest();
            likelihoods = new double[counts ? rows * lanes : 0];
        }

        void sample(int index) {
            int width = sampleInputs.length;
            for (int i = 0; i < width; i++) {
                sampleInputs[i][0] = inputs[index * width + i];
            }
            for (int slot = 0; slot < angleOfSlot.length; slot++) {
                angles.write(slot, sampleInputs, angle, 1);
                angleOfSlot[slot] = angle[0];
            }
            System.arraycopy(angleOfSlot, 0, scratch, 0, scratch.length);
            Shears.of(scratch, t, s, scratch.length);
            for (int slot = 0; slot < angleOfSlot.length; slot++) {
                block.turn(slot, t[slot], s[slot]);
            }
            for (int i = 0; i < diagonals.length; i++) {
                if (diagonals[i] != null && !(fresh && layers.get(i).sharedPhases)) {
                    diagonals[i].fill(angleOfSlot, i, block);
                }
            }
            fresh = true;
            forward();
            int output = index * circuit.outputs();
            if (back) {
                backward(index, output);
            } else {
                read(output);
            }
        }

        private void forward() {
            int begin = 0;
            if (plan.loadsAmplitudes()) {
                amplitudes.normalise(sampleInputs, loaded, 1);
                for (int row = 0; row < rows; row++) {
                    block.load(state, row, loaded, row * lanes, 1, lanes);
                }
            } else {
                begin = 1;
                block.clear(state);
                Arrays.fill(laneValues, 0);
                laneValues[0] = 1;
                if (!layers.isEmpty()) {
                    for (int i = 0; i < layers.get(0).laneRotations.size(); i++) {
                        LaneRotation one = layers.get(0).laneRotations.get(i);
                        double cos = 1 + s[one.slot] * t[one.slot];
                        for (int v = 0; v < lanes; v++) {
                            if ((v & one.bit) == 0) {
                                laneValues[v | one.bit] = laneValues[v] * s[one.slot];
                                laneValues[v] *= cos;
                            }
                        }
                    }
                }
                block.load(state, 0, laneValues, 0, 1, lanes);
                block.product(state, order, firstSlots);
            }
            for (int i = begin; i < layers.size(); i++) {
                Layer layer = layers.get(i);
                if (layer.renames) {
                    block.rename(state, spare, layer.rowOrigins, layer.laneOrigins);
                    int kept = state;
                    state = spare;
                    spare = kept;
                }
                if (diagonals[i] != null) {
                    block.diagonal(state, state, i, false);
                }
                rotate(layer, state, false);
            }
        }

        private void rotate(Layer layer, int which, boolean inverse) {
            int piece = Math.max(1, (1 << PIECE_BITS) / lanes);
            for (int row = 0; row < rows; row += piece) {
                int end = Math.min(rows, row + piece);
                for (int i = 0; i < layer.near.size(); i++) {
                    Pass pass = layer.near.get(i);
                    int together = pass.columns().length;
                    block.rotate(which, pass, row >> together, end >> together, inverse);
                }
                for (int i = 0; i < layer.laneRotations.size(); i++) {
                    LaneRotation one = layer.laneRotations.get(i);
                    block.rotateLanes(which, one.bit, one.slot, row, end, inverse);
                }
            }
            for (int i = 0; i < layer.far.size(); i++) {
                Pass pass = layer.far.get(i);
                block.rotate(which, pass, 0, pass.bases().length, inverse);
            }
        }

        private void addRotationSlopes(Layer layer) {
            int piece = Math.max(1, (1 << PIECE_BITS) / lanes);
            for (int row = 0; row < rows; row += piece) {
                int end = Math.min(rows, row + piece);
                for (int i = 0; i < layer.near.size(); i++) {
                    Pass pass = layer.near.get(i);
                    int together = pass.columns().length;
                    block.rotationSlopes(state, adjoint, pass, row >> together, end >> together, laneSlopes, 0);
                }
                for (int i = 0; i < layer.laneRotations.size(); i++) {
                    LaneRotation one = layer.laneRotations.get(i);
                    block.laneRotationSlopes(state, adjoint, one.bit, one.slot, row, end, laneSlopes, 0);
                }
            }
            for (int i = 0; i < layer.far.size(); i++) {
                Pass pass = layer.far.get(i);
                for (int from = 0; from < pass.bases().length; from += BASES_TOGETHER) {
                    int to = Math.min(pass.bases().length, from + BASES_TOGETHER);
                    block.rotationSlopes(state, adjoint, pass, from, to, laneSlopes, 0);
                }
            }
        }

        private void read(int output) {
            if (measurement instanceof Measurement.Expectations expectations) {
                List<Observable> observables = expectations.observables();
                if (sums.size() > 0) {
                    block.probabilities(state);
                    block.fold(sums.parities());
                }
                int mask = 0;
                for (int i = 0; i < observables.size(); i++) {
                    Observable observable = observables.get(i);
                    if (observable.flips() == 0) {
                        outputs[output + i] = observable.sign() * total(sums, mask++);
                    } else {
                        block.addExpectation(state, observable, outputs, output + i, 1, 1);
                    }
                }
                return;
            }
            var table = (Measurement.Outcomes) measurement;
            double[] to = table.onesInLikeliest() ? likelihoods : outputs;
            int at = table.onesInLikeliest() ? 0 : output;
            Arrays.fill(likelihoods, 0);
            block.probabilities(state);
            for (int row = 0; row < rows; row++) {
                Arrays.fill(laneValues, 0);
                block.add(row, table.scale(), laneValues, 0, 1, lanes);
                for (int v = 0; v < lanes; v++) {
                    to[at + outcomes[row * lanes + v]] += laneValues[v];
                }
            }
            if (table.onesInLikeliest()) {
                outputs[output] = Likeliest.ones(likelihoods, 0, likelihoods.length, precision.tie());
            }
        }

        /** The signed sum of the folded values for a mask. */
        private double total(SignedSums folded, int mask) {
            Arrays.fill(laneValues, 0);
            block.add(folded.place(mask), 1, laneValues, 0, 1, lanes);
            double total = 0;
            for (int v = 0; v < lanes; v++) {
                total += folded.sign(mask, v) * laneValues[v];
            }
            return total;
        }

        private void seed(int output, double scale) {
            if (measurement instanceof Measurement.Outcomes table) {
                for (int row = 0; row < rows; row++) {
                    for (int v = 0; v < lanes; v++) {
                        laneValues[v] = slopes[output + outcomes[row * lanes + v]];
                    }
                    block.silence(row);
                    block.take(row, scale * table.scale(), laneValues, 0, 1, lanes);
                }
                block.seed(state, adjoint);
                return;
            }
            List<Observable> observables = ((Measurement.Expectations) measurement).observables();
            if (sums.size() == 0) {
                block.clear(adjoint);
            } else {
                for (int i = 0; i < sums.size(); i++) {
                    block.silence(sums.place(i));
                }
                int mask = 0;
                for (int i = 0; i < observables.size(); i++) {
                    Observable observable = observables.get(i);
                    if (observable.flips() == 0) {
                        for (int v = 0; v < lanes; v++) {
                            laneValues[v] = sums.sign(mask, v) * slopes[output + i];
                        }
                        block.take(sums.place(mask++), scale * observable.sign(), laneValues, 0, 1, lanes);
                    }
                }
                block.unfold(sums.parities());
                block.seed(state, adjoint);
            }
            for (int i = 0; i < observables.size(); i++) {
                if (observables.get(i).flips() != 0) {
                    slope[0] = slopes[output + i];
                    block.pull(state, adjoint, observables.get(i), scale, slope, 0, 1, 1);
                }
            }
        }

        private void backward(int index, int output) {
            double scale = Scale.of(slopes, output, circuit.outputs());
            for (double[] one : laneSlopes) {
                Arrays.fill(one, 0);
            }
            seed(output, scale);
            undoLayers();
            double factor = 1 / scale;
            for (double[] one : sampleInputSlopes) {
                one[0] = 0;
            }
            for (int slot = 0; slot < laneSlopes.length; slot++) {
                double total = 0;
                for (double lane : laneSlopes[slot]) {
                    total += lane;
                }
                angle[0] = total;
                angles.sum(slot, factor, angle, sampleInputs, pieceSums, index * angles.sums(), 1);
                angles.spread(slot, angle, sampleInputSlopes, 1);
            }
            if (plan.loadsAmplitudes()) {
                Arrays.fill(loadedSlopes, 0);
                for (int row = 0; row < rows; row++) {
                    block.addReal(adjoint, row, 1, loadedSlopes, row * lanes, 1, lanes);
                }
                amplitudes.pullBack(sampleInputs, loaded, loadedSlopes, sampleInputSlopes, 1);
            }
            for (int i = 0; i < sampleInputSlopes.length; i++) {
                inputSlopes[index * sampleInputSlopes.length + i] = factor * sampleInputSlopes[i][0];
            }
        }

        private void undoLayers() {
            for (int i = layers.size() - 1; i >= 0; i--) {
                Layer layer = layers.get(i);
                if (layer.turnsTrained) {
                    addRotationSlopes(layer);
                }
                if (i == 0 && !plan.loadsAmplitudes()) {
                    return;
                }
                rotate(layer, adjoint, true);
                rotate(layer, state, true);
                if (!layer.trained.isEmpty()) {
                    block.overlap(state, adjoint);
                    block.fold(layer.sums.parities());
                    for (int j = 0; j < layer.trained.size(); j++) {
                        laneSlopes[layer.trained.get(j).slot()][0] += 0.5 * total(layer.sums, j);
                    }
                }
                if (diagonals[i] != null) {
                    block.diagonal(adjoint, adjoint, i, true);
                    block.diagonal(state, state, i, true);
                }
                if (layer.renames) {
                    renameBack(layer);
                }
            }
        }

        private void renameBack(Layer layer) {
            block.rename(adjoint, spare, layer.rowDestinations, layer.laneDestinations);
            int kept = adjoint;
            adjoint = spare;
            spare = kept;
            block.rename(state, spare, layer.rowDestinations, layer.laneDestinations);
            kept = state;
            state = spare;
            spare = kept;
        }
    }
}
