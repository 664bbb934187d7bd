package io.ansatz.plugins.datareuploading;

import io.ansatz.api.Meaning;
import io.ansatz.api.circuit.Angle;
import io.ansatz.api.circuit.Axis;
import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.CircuitDraft;
import io.ansatz.api.circuit.CircuitTemplate;
import io.ansatz.api.circuit.Start;
import org.pf4j.Extension;

/**
 * Writes one feature per qubit as a rotation angle, again in front of every trainable block. With L layers each output
 * is a trigonometric polynomial of degree L or less in each feature, where an embedding that is written once gives 1.
 */
@Extension
@Meaning("one feature per qubit as a rotation angle, written again before each trainable layer")
public final class DataReuploading implements CircuitTemplate<DataReuploading.Settings> {

    private static final int MOST_QUBITS = 20;
    private static final int MOST_LAYERS = 1000;

    /** How an angle becomes the state of its qubit. */
    public enum Embedding {
        /** RX. */
        X,
        /** RY. */
        Y,
        /** H, RY. */
        HY,
        /** H, RZ. */
        HZ
    }

    /** What a feature is multiplied by on its way to an angle. */
    public enum Frequencies {
        /** By nothing: the feature is the angle. */
        FIXED,
        /** By a weight of its own in each layer, which starts at 1. */
        TRAINED
    }

    /** The trainable block of one layer. */
    public enum Ansatz {
        /** RY and RZ on every qubit, then a ring of CNOTs. */
        RY_RZ_RING,
        /** Rot on every qubit, then a ring of CNOTs. */
        ROT_RING
    }

    /** The words of an experiment file. */
    public record Settings(
            @Meaning("how many qubits, and so how many features are read")
            int qubits,

            @Meaning("how often features are written and followed by a trainable block")
            int layers,

            @Meaning("the rotation that carries a feature: x, y, or after a Hadamard hy or hz")
            Embedding embedding,

            @Meaning("whether each layer learns what it multiplies each feature by")
            Frequencies frequencies,

            @Meaning("the trainable block of a layer") Ansatz ansatz,

            @Meaning(
                    "what is measured: z or zx on every qubit, z0 on the first one, or all probabilities, scaled or not")
            Measurement readout) {

        public Settings {
            if (qubits < 1 || qubits > MOST_QUBITS) {
                throw new IllegalArgumentException(
                        "qubits must be between 1 and %d, not %d.".formatted(MOST_QUBITS, qubits));
            }
            if (layers < 1 || layers > MOST_LAYERS) {
                throw new IllegalArgumentException(
                        "layers must be between 1 and %d, not %d.".formatted(MOST_LAYERS, layers));
            }
        }
    }

    @Override
    public String name() {
        return "data-reuploading";
    }

    @Override
    public Settings defaults() {
        return new Settings(4, 2, Embedding.Y, Frequencies.FIXED, Ansatz.RY_RZ_RING, Measurement.Z);
    }

    @Override
    public Circuit draw(Settings settings) {
        int qubits = settings.qubits();
        var circuit = Circuit.onQubits(qubits);
        for (int layer = 0; layer < settings.layers(); layer++) {
            for (int q = 0; q < qubits; q++) {
                embed(circuit, settings.embedding(), q, angle(circuit, settings.frequencies(), q));
            }
            for (int q = 0; q < qubits; q++) {
                switch (settings.ansatz()) {
                    case RY_RZ_RING -> {
                        circuit.rotate(Axis.Y, q, circuit.nextWeight());
                        circuit.rotate(Axis.Z, q, circuit.nextWeight());
                    }
                    case ROT_RING -> circuit.rot(q, circuit.nextWeight(), circuit.nextWeight(), circuit.nextWeight());
                }
            }
            circuit.entangleRing();
        }
        return circuit.measure(settings.readout().on(qubits));
    }

    private static Angle angle(CircuitDraft circuit, Frequencies frequencies, int feature) {
        Angle plain = circuit.input(feature);
        return switch (frequencies) {
            case FIXED -> plain;
            case TRAINED -> new Angle.ScaledInput(circuit.newWeight(new Start.At(1)), feature);
        };
    }

    private static void embed(CircuitDraft circuit, Embedding embedding, int q, Angle angle) {
        switch (embedding) {
            case X -> circuit.rotate(Axis.X, q, angle);
            case Y -> circuit.rotate(Axis.Y, q, angle);
            case HY -> circuit.hadamard(q).rotate(Axis.Y, q, angle);
            case HZ -> circuit.hadamard(q).rotate(Axis.Z, q, angle);
        }
    }
}
