package io.ansatz.plugins.quanvolution;

import io.ansatz.api.Meaning;
import io.ansatz.api.circuit.Angle;
import io.ansatz.api.circuit.Axis;
import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.CircuitDraft;
import io.ansatz.api.circuit.CircuitTemplate;
import io.ansatz.api.circuit.Readout;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.pf4j.Extension;

/**
 * The filter that a quanvolution slides over an image: the pixels of a square patch become rotation angles, gates follow
 * that are random and fixed (M. Henderson et al. 2019, arXiv 1904.04767) or trainable, and each output is a channel.
 * Cutting the image into patches, and making pixels black or white before, is up to the placement.
 */
@Extension
@Meaning("the pixels of a patch as rotation angles, then random or trainable gates: the filter of a quanvolution")
public final class Quanvolution implements CircuitTemplate<Quanvolution.Settings> {

    private static final int LARGEST_PATCH = 4;
    private static final int MOST_QUBITS = 20;
    private static final int MOST_LAYERS = 1000;
    private static final int MOST_ROTATIONS = 1000;
    private static final int MOST_FILTERS = 256;

    /** How often a random gate is a CNOT, as in PennyLane's {@code RandomLayers}. */
    private static final double CNOTS = 0.3;

    /** How a pixel x between 0 and 1 becomes the state of its qubit. */
    public enum Embedding {
        /** RX(pi x): black is 0, white is 1. */
        X,
        /** RY(pi x): black is 0, white is 1. */
        Y,
        /** H, RY(pi x): black and white differ in X and are alike in Z. */
        HY,
        /** H, RZ(pi x): black and white differ in X, and Z is 0 until a rotation follows. */
        HZ
    }

    /** What a layer is made of. */
    public enum Ansatz {
        /** Rotations by random angles about random axes, and CNOTs, all on random qubits; nothing to train. */
        RANDOM,
        /** Rot on every qubit, then CNOTs that reach further in each layer (Schuld et al. 2018, arXiv 1804.00633). */
        STRONGLY_ENTANGLING,
        /** RY and RZ on every qubit, then a ring of CNOTs. */
        RY_RZ_RING
    }

    /** What is measured. */
    public enum Measurement {
        /** Z on every qubit: as many channels as the patch has values. */
        Z,
        /** The number of ones in the likeliest basis state: one channel, without a gradient. */
        ONES
    }

    /** The words of an experiment file. */
    public record Settings(
            @Meaning("the width and height of a patch in pixels; each of its values is a qubit")
            int patch,

            @Meaning("how many values a pixel has: 1 in a grey image, 3 in a colour image")
            int channels,

            @Meaning("the rotation that carries a pixel, by pi where it is 1: x, y, or after a Hadamard hy or hz")
            Embedding embedding,

            @Meaning("what a layer is made of: random gates, which are fixed, or a trainable block")
            Ansatz ansatz,

            @Meaning("how many layers follow the pixels; 0 measures them as they are")
            int layers,

            @Meaning("how many rotations a random layer has")
            int rotations,

            @Meaning("which random gates are drawn; another seed is another filter")
            long seed,

            @Meaning("how many random filters stand side by side; each is of the seed after the one before")
            int filters,

            @Meaning("what is measured: z on every qubit, or the number of ones in the likeliest basis state")
            Measurement readout) {

        public Settings {
            if (patch < 1 || patch > LARGEST_PATCH) {
                throw new IllegalArgumentException(
                        "patch must be between 1 and %d, not %d.".formatted(LARGEST_PATCH, patch));
            }
            int mostChannels = MOST_QUBITS / (patch * patch);
            if (channels < 1 || channels > mostChannels) {
                throw new IllegalArgumentException(
                        "channels must be between 1 and %d for patches of %d x %d, not %d: each value is a qubit, of %d at most."
                                .formatted(mostChannels, patch, patch, channels, MOST_QUBITS));
            }
            if (layers < 0 || layers > MOST_LAYERS) {
                throw new IllegalArgumentException(
                        "layers must be between 0 and %d, not %d.".formatted(MOST_LAYERS, layers));
            }
            if (rotations < 1 || rotations > MOST_ROTATIONS) {
                throw new IllegalArgumentException(
                        "rotations must be between 1 and %d, not %d.".formatted(MOST_ROTATIONS, rotations));
            }
            if (filters < 1 || filters > MOST_FILTERS) {
                throw new IllegalArgumentException(
                        "filters must be between 1 and %d, not %d.".formatted(MOST_FILTERS, filters));
            }
            if (filters > 1 && ansatz != Ansatz.RANDOM) {
                throw new IllegalArgumentException("filters must be 1 where there is something to train.");
            }
            if (readout == Measurement.ONES && ansatz != Ansatz.RANDOM) {
                throw new IllegalArgumentException(
                        "readout must be z where there is something to train: ones has no gradient.");
            }
        }

        int qubits() {
            return patch * patch * channels;
        }
    }

    @Override
    public String name() {
        return "quanvolution";
    }

    @Override
    public Settings defaults() {
        return new Settings(2, 1, Embedding.Y, Ansatz.RANDOM, 1, 4, 1, 1, Measurement.Z);
    }

    @Override
    public Circuit draw(Settings settings) {
        return draw(settings, settings.seed());
    }

    @Override
    public List<Circuit> drawAll(Settings settings) {
        return IntStream.range(0, settings.filters())
                .mapToObj(filter -> draw(settings, settings.seed() + filter))
                .toList();
    }

    private static Circuit draw(Settings settings, long seed) {
        int qubits = settings.qubits();
        var circuit = Circuit.onQubits(qubits);
        for (int q = 0; q < qubits; q++) {
            embed(circuit, settings.embedding(), q);
        }
        var random = new SplittableRandom(seed);
        for (int layer = 0; layer < settings.layers(); layer++) {
            switch (settings.ansatz()) {
                case RANDOM -> random(circuit, qubits, settings.rotations(), random);
                case STRONGLY_ENTANGLING -> stronglyEntangling(circuit, qubits, layer);
                case RY_RZ_RING -> ryRzRing(circuit, qubits);
            }
        }
        return switch (settings.readout()) {
            case Z -> circuit.measurePauliZ();
            case ONES -> circuit.measure(new Readout.OnesInLikeliest());
        };
    }

    private static void embed(CircuitDraft circuit, Embedding embedding, int q) {
        circuit.input(q);
        var angle = new Angle.Input(q, Math.PI);
        switch (embedding) {
            case X -> circuit.rotate(Axis.X, q, angle);
            case Y -> circuit.rotate(Axis.Y, q, angle);
            case HY -> circuit.hadamard(q).rotate(Axis.Y, q, angle);
            case HZ -> circuit.hadamard(q).rotate(Axis.Z, q, angle);
        }
    }

    private static void random(CircuitDraft circuit, int qubits, int rotations, SplittableRandom random) {
        int drawn = 0;
        while (drawn < rotations) {
            if (qubits > 1 && random.nextDouble() < CNOTS) {
                int control = below(qubits, random);
                // Any of the others: so many steps further round, but never all the way.
                circuit.cnot(control, (control + 1 + below(qubits - 1, random)) % qubits);
            } else {
                Axis axis = Axis.values()[below(Axis.values().length, random)];
                int q = below(qubits, random);
                circuit.rotate(axis, q, Angle.of(2 * Math.PI * random.nextDouble()));
                drawn++;
            }
        }
    }

    /** By hand, because Java may change how it limits random numbers, and a seed should mean the same filter for ever. */
    private static int below(int bound, SplittableRandom random) {
        return (int) (random.nextDouble() * bound);
    }

    private static void stronglyEntangling(CircuitDraft circuit, int qubits, int layer) {
        for (int q = 0; q < qubits; q++) {
            circuit.rot(q, circuit.nextWeight(), circuit.nextWeight(), circuit.nextWeight());
        }
        if (qubits > 1) {
            circuit.entangleRing(layer % (qubits - 1) + 1);
        }
    }

    private static void ryRzRing(CircuitDraft circuit, int qubits) {
        for (int q = 0; q < qubits; q++) {
            circuit.rotate(Axis.Y, q, circuit.nextWeight());
            circuit.rotate(Axis.Z, q, circuit.nextWeight());
        }
        circuit.entangleRing();
    }
}
