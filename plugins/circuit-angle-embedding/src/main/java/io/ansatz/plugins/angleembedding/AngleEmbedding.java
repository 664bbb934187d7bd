package io.ansatz.plugins.angleembedding;

import io.ansatz.api.Meaning;
import io.ansatz.api.circuit.Angle;
import io.ansatz.api.circuit.Axis;
import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.CircuitDraft;
import io.ansatz.api.circuit.CircuitTemplate;
import io.ansatz.api.circuit.Readout;
import java.util.List;
import java.util.stream.IntStream;
import org.pf4j.Extension;

/**
 * Writes one feature per qubit as a rotation angle, then repeats a trainable block of rotations and CNOTs. The blocks
 * and their weight order are those of PennyLane's templates, so weights can be carried over.
 */
@Extension
@Meaning("one feature per qubit as a rotation angle, then layers of trainable rotations and CNOTs")
public final class AngleEmbedding implements CircuitTemplate<AngleEmbedding.Settings> {

    private static final int MOST_QUBITS = 20;
    private static final int MOST_LAYERS = 1000;

    /** How a feature x becomes the state of its qubit. */
    public enum Embedding {
        /** RX(x): Z = cos x, so a Z read-out alone does not see the sign. */
        X,
        /** RY(x): Z = cos x, X = sin x. */
        Y,
        /** H, RY(x): Z = -sin x, which keeps the sign. */
        HY,
        /** H, RZ(x): Z = 0 until a rotation follows. */
        HZ
    }

    /** The trainable block of one layer. */
    public enum Ansatz {
        /** Rot on every qubit, then CNOTs that reach further in each layer (Schuld et al. 2018, arXiv 1804.00633). */
        STRONGLY_ENTANGLING,
        /** RX on every qubit, then a ring of CNOTs. */
        BASIC_ENTANGLER,
        /** RY on every qubit, then a ring of CNOTs. */
        BASIC_ENTANGLER_Y,
        /** RY and RZ on every qubit, then a ring of CNOTs. */
        RY_RZ_RING,
        /** U3 on each next qubit, a ring of CNOTs, U3 on each qubit, and CNOTs that skip one (after arXiv 2509.14277). */
        CYCLIC_U3
    }

    /** What is measured. */
    public enum Measurement {
        /** Z on every qubit. */
        Z,
        /** Z on every qubit, then X on every qubit. */
        ZX,
        /** Z on the first qubit. */
        Z0,
        /** The probability of every basis state. */
        PROBABILITIES,
        /** The probability of every basis state times their number, so that they average 1. */
        SCALED_PROBABILITIES
    }

    /** The words of an experiment file. */
    public record Settings(
            @Meaning("how many qubits, and so how many features are read")
            int qubits,

            @Meaning("how often the trainable block is repeated; 0 leaves the embedding alone")
            int layers,

            @Meaning("the rotation that carries a feature: x, y, or after a Hadamard hy or hz")
            Embedding embedding,

            @Meaning("the trainable block of a layer") Ansatz ansatz,

            @Meaning(
                    "what is measured: z or zx on every qubit, z0 on the first one, or all probabilities, scaled or not")
            Measurement readout) {

        public Settings {
            if (qubits < 1 || qubits > MOST_QUBITS) {
                throw new IllegalArgumentException(
                        "qubits must be between 1 and %d, not %d.".formatted(MOST_QUBITS, qubits));
            }
            if (layers < 0 || layers > MOST_LAYERS) {
                throw new IllegalArgumentException(
                        "layers must be between 0 and %d, not %d.".formatted(MOST_LAYERS, layers));
            }
            if (ansatz == Ansatz.CYCLIC_U3 && qubits < 3) {
                throw new IllegalArgumentException(
                        "qubits must be at least 3 for cyclic-u3, not %d: its CNOTs skip a qubit.".formatted(qubits));
            }
        }
    }

    @Override
    public String name() {
        return "angle-embedding";
    }

    @Override
    public Settings defaults() {
        return new Settings(4, 3, Embedding.X, Ansatz.STRONGLY_ENTANGLING, Measurement.Z);
    }

    @Override
    public Circuit draw(Settings settings) {
        int qubits = settings.qubits();
        var circuit = Circuit.onQubits(qubits);
        for (int q = 0; q < qubits; q++) {
            embed(circuit, settings.embedding(), q);
        }
        for (int layer = 0; layer < settings.layers(); layer++) {
            switch (settings.ansatz()) {
                case STRONGLY_ENTANGLING -> stronglyEntangling(circuit, qubits, layer);
                case BASIC_ENTANGLER -> basicEntangler(circuit, qubits, Axis.X);
                case BASIC_ENTANGLER_Y -> basicEntangler(circuit, qubits, Axis.Y);
                case RY_RZ_RING -> ryRzRing(circuit, qubits);
                case CYCLIC_U3 -> cyclicU3(circuit, qubits);
            }
        }
        return circuit.measure(readout(settings));
    }

    private static void embed(CircuitDraft circuit, Embedding embedding, int q) {
        switch (embedding) {
            case X -> circuit.rotate(Axis.X, q, circuit.nextInput());
            case Y -> circuit.rotate(Axis.Y, q, circuit.nextInput());
            case HY -> circuit.hadamard(q).rotate(Axis.Y, q, circuit.nextInput());
            case HZ -> circuit.hadamard(q).rotate(Axis.Z, q, circuit.nextInput());
        }
    }

    private static void stronglyEntangling(CircuitDraft circuit, int qubits, int layer) {
        for (int q = 0; q < qubits; q++) {
            circuit.rot(q, circuit.nextWeight(), circuit.nextWeight(), circuit.nextWeight());
        }
        if (qubits > 1) {
            circuit.entangleRing(layer % (qubits - 1) + 1);
        }
    }

    private static void basicEntangler(CircuitDraft circuit, int qubits, Axis axis) {
        for (int q = 0; q < qubits; q++) {
            circuit.rotate(axis, q, circuit.nextWeight());
        }
        circuit.entangleRing();
    }

    private static void ryRzRing(CircuitDraft circuit, int qubits) {
        for (int q = 0; q < qubits; q++) {
            circuit.rotate(Axis.Y, q, circuit.nextWeight());
            circuit.rotate(Axis.Z, q, circuit.nextWeight());
        }
        circuit.entangleRing();
    }

    /** Six weights per qubit, side by side: three for the U3 before the ring and three for the one behind it. */
    private static void cyclicU3(CircuitDraft circuit, int qubits) {
        var weights = new Angle[qubits][6];
        for (Angle[] row : weights) {
            for (int k = 0; k < row.length; k++) {
                row[k] = circuit.nextWeight();
            }
        }
        for (int q = 0; q < qubits; q++) {
            circuit.u3((q + 1) % qubits, weights[q][0], weights[q][1], weights[q][2]);
        }
        circuit.entangleRing();
        for (int q = 0; q < qubits; q++) {
            circuit.u3(q, weights[q][3], weights[q][4], weights[q][5]);
        }
        for (int q = 0; q < qubits; q += 2) {
            circuit.cnot(q, (q + 2) % qubits);
        }
    }

    private static Readout readout(Settings settings) {
        List<Integer> wires = IntStream.range(0, settings.qubits()).boxed().toList();
        return switch (settings.readout()) {
            case Z -> new Readout.PauliZ(wires);
            case ZX -> new Readout.ZThenX();
            case Z0 -> new Readout.PauliZ(List.of(0));
            case PROBABILITIES -> new Readout.Probabilities(wires, 1);
            case SCALED_PROBABILITIES -> new Readout.Probabilities(wires, 1L << settings.qubits());
        };
    }
}
