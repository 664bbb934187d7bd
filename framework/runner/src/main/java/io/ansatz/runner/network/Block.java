package io.ansatz.runner.network;

import io.ansatz.api.circuit.Circuit;
import io.ansatz.simulator.Simulator;
import java.util.List;
import java.util.Optional;

/** What stands between the projected features and the head: the circuit, or a control in its place. */
public sealed interface Block {

    /** How many values go in. */
    int inputs();

    /** How many values come out. */
    int outputs();

    /** How many trainable values it holds. */
    int parameters();

    /** Whether anything in it learns; if not, and nothing in front of it does, what it makes of an image never changes. */
    default boolean learns() {
        return parameters() > 0;
    }

    /** Whether what is in front of it can learn through it. */
    default boolean differentiable() {
        return true;
    }

    /** Decides which other image of the batch is read; empty where each image is read itself. */
    default Optional<Seed> shuffle() {
        return Optional.empty();
    }

    /** The circuits that run in it, those side by side in their order; none in what does without. */
    default List<Circuit> circuits() {
        return List.of();
    }

    /**
     * A circuit: the hybrid's, or that of a control that keeps most of it.
     *
     * @param frozen whether its weights stay where they start
     * @param shuffle decides which other image of the batch it reads; empty where it reads the image itself
     */
    record Quantum(Simulator simulator, boolean frozen, Optional<Seed> shuffle) implements Block {

        public Quantum {
            Circuit circuit = simulator.circuit();
            if (circuit.inputs() == 0) {
                throw new IllegalArgumentException("The circuit reads no inputs, so it cannot tell images apart.");
            }
            if (circuit.weights() > 0 && !circuit.readout().differentiable()) {
                throw new IllegalArgumentException(
                        "The circuit's read-out has no gradient, so its weights cannot learn.");
            }
        }

        /** The hybrid's circuit. */
        public Quantum(Simulator simulator) {
            this(simulator, false, Optional.empty());
        }

        /** The same, but its weights stay where they start. */
        public Quantum asFrozen() {
            return new Quantum(simulator, true, shuffle);
        }

        /** The same, but it reads another image of the batch. */
        public Quantum shuffledBy(Seed seed) {
            return new Quantum(simulator, frozen, Optional.of(seed));
        }

        @Override
        public int inputs() {
            return simulator.circuit().inputs();
        }

        @Override
        public int outputs() {
            return simulator.circuit().outputs();
        }

        @Override
        public int parameters() {
            return frozen ? 0 : simulator.circuit().weights();
        }

        @Override
        public boolean differentiable() {
            return simulator.circuit().readout().differentiable();
        }

        @Override
        public List<Circuit> circuits() {
            return List.of(simulator.circuit());
        }
    }

    /**
     * Circuits without weights side by side, which read the same values; their outputs follow one another.
     *
     * @param shuffle decides which other image of the batch they read; empty where they read the image itself
     */
    record Bank(List<Simulator> filters, Optional<Seed> shuffle) implements Block {

        public Bank {
            filters = List.copyOf(filters);
            for (Simulator filter : filters) {
                if (filter.circuit().weights() > 0) {
                    throw new IllegalArgumentException("Circuits side by side cannot have weights.");
                }
            }
        }

        /** The same, but it reads another image of the batch. */
        public Bank shuffledBy(Seed seed) {
            return new Bank(filters, Optional.of(seed));
        }

        @Override
        public int inputs() {
            return filters.get(0).circuit().inputs();
        }

        @Override
        public int outputs() {
            return filters.stream()
                    .mapToInt(filter -> filter.circuit().outputs())
                    .sum();
        }

        @Override
        public int parameters() {
            return 0;
        }

        @Override
        public boolean differentiable() {
            return filters.stream()
                    .allMatch(filter -> filter.circuit().readout().differentiable());
        }

        @Override
        public List<Circuit> circuits() {
            return filters.stream().map(Simulator::circuit).toList();
        }
    }

    /** Another block whose values stay where they start: what stands for a circuit that has no weights to learn. */
    record Still(Block block) implements Block {

        @Override
        public int inputs() {
            return block.inputs();
        }

        @Override
        public int outputs() {
            return block.outputs();
        }

        @Override
        public int parameters() {
            return 0;
        }
    }

    /**
     * Two dense layers with tanh behind each, so that values stay between -1 and 1 like a circuit's.
     *
     * @param width the values between the two layers
     */
    record Mlp(int inputs, int width, int outputs, boolean hiddenBias, boolean outputBias) implements Block {

        @Override
        public int parameters() {
            return parameters(inputs, width, outputs, hiddenBias, outputBias);
        }

        /**
         * The perceptron whose number of parameters is nearest to {@code target}. Of equally near ones it is the larger, so
         * that the control is not the poorer; of equally large ones the wider; of equally wide ones that with a bias in
         * front of the hidden tanh.
         */
        public static Mlp nearest(int inputs, int outputs, int target) {
            Mlp best = new Mlp(inputs, 1, outputs, false, false);
            for (int width = 1; width * (inputs + outputs) <= 2 * Math.max(target, inputs + outputs); width++) {
                for (boolean hiddenBias : new boolean[] {false, true}) {
                    for (boolean outputBias : new boolean[] {false, true}) {
                        var candidate = new Mlp(inputs, width, outputs, hiddenBias, outputBias);
                        int gain = Math.abs(best.parameters() - target) - Math.abs(candidate.parameters() - target);
                        if (gain > 0 || gain == 0 && candidate.parameters() >= best.parameters()) {
                            best = candidate;
                        }
                    }
                }
            }
            return best;
        }

        private static int parameters(int inputs, int width, int outputs, boolean hiddenBias, boolean outputBias) {
            return width * (inputs + outputs) + (hiddenBias ? width : 0) + (outputBias ? outputs : 0);
        }
    }

    /** A dense layer without activation. */
    record Linear(int inputs, int outputs, boolean bias) implements Block {

        @Override
        public int parameters() {
            return (inputs + (bias ? 1 : 0)) * outputs;
        }

        /** With a bias or without, whichever number of parameters is nearer to {@code target}; with one if both are. */
        public static Linear nearest(int inputs, int outputs, int target) {
            var plain = new Linear(inputs, outputs, false);
            var biased = new Linear(inputs, outputs, true);
            boolean nearer = Math.abs(biased.parameters() - target) <= Math.abs(plain.parameters() - target);
            return nearer ? biased : plain;
        }
    }

    /**
     * Cosines of single inputs, with a frequency and a phase each that learn, and a dense layer without activation.
     *
     * @param terms how many cosines there are
     */
    record Fourier(int inputs, int terms, int outputs, boolean bias) implements Block {

        @Override
        public int parameters() {
            return terms * (2 + outputs) + (bias ? outputs : 0);
        }

        /**
         * The series whose number of parameters is nearest to {@code target}, with a term for every input at least. Of
         * equally near ones it is the larger, and of equally large ones that with more terms.
         */
        public static Fourier nearest(int inputs, int outputs, int target) {
            var best = new Fourier(inputs, inputs, outputs, false);
            for (int terms = inputs; terms * (2 + outputs) <= 2 * Math.max(target, best.parameters()); terms++) {
                for (boolean bias : new boolean[] {false, true}) {
                    var candidate = new Fourier(inputs, terms, outputs, bias);
                    int gain = Math.abs(best.parameters() - target) - Math.abs(candidate.parameters() - target);
                    if (gain > 0 || gain == 0 && candidate.parameters() >= best.parameters()) {
                        best = candidate;
                    }
                }
            }
            return best;
        }
    }

    /** Nothing: what goes in comes out. */
    record Identity(int inputs) implements Block {

        @Override
        public int outputs() {
            return inputs;
        }

        @Override
        public int parameters() {
            return 0;
        }
    }
}
