package io.ansatz.plugins.amplitude;

import io.ansatz.api.Meaning;
import io.ansatz.api.circuit.Axis;
import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.CircuitDraft;
import io.ansatz.api.circuit.CircuitTemplate;
import io.ansatz.api.circuit.Gate;
import io.ansatz.api.circuit.Readout;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.pf4j.Extension;

/**
 * Loads up to 2^n features as the amplitudes of n qubits, then repeats a trainable block of rotations and CNOTs. The
 * features are divided by their length, so only their direction counts; what is missing to 2^n is padded first.
 */
@Extension
@Meaning("up to 2^n features as the amplitudes of n qubits, then layers of trainable rotations and CNOTs")
public final class Amplitude implements CircuitTemplate<Amplitude.Settings> {

    private static final int MOST_QUBITS = 20;
    private static final int MOST_LAYERS = 1000;

    /** What stands where a feature is missing, before the division by the length. */
    public enum Padding {
        /** 0. */
        ZERO,
        /** 2^-n, so that the state keeps a part in which it does not depend on the features. */
        UNIFORM
    }

    /** The trainable block of one layer. */
    public enum Ansatz {
        /** Rot on every qubit, then CNOTs that reach further in each layer (Schuld et al. 2018, arXiv 1804.00633). */
        STRONGLY_ENTANGLING,
        /** RY and RZ on every qubit, then a ring of CNOTs. */
        RY_RZ_RING
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
            @Meaning("how many qubits") int qubits,

            @Meaning("how many features are read; none fills all 2^qubits amplitudes")
            Optional<Integer> features,

            @Meaning("what stands in amplitudes without a feature: zero, or uniform for 2^-qubits")
            Padding padding,

            @Meaning("how often the trainable block is repeated; 0 leaves the loaded state alone")
            int layers,

            @Meaning("the trainable block of a layer") Ansatz ansatz,

            @Meaning(
                    "what is measured: z or zx on every qubit, z0 on the first one, or all probabilities, scaled or not")
            Measurement readout) {

        public Settings {
            if (qubits < 1 || qubits > MOST_QUBITS) {
                throw new IllegalArgumentException(
                        "qubits must be between 1 and %d, not %d.".formatted(MOST_QUBITS, qubits));
            }
            int most = 1 << qubits;
            features.filter(count -> count < 1 || count > most).ifPresent(count -> {
                throw new IllegalArgumentException(
                        "features must be between 1 and %d on %d qubits, not %d.".formatted(most, qubits, count));
            });
            if (layers < 0 || layers > MOST_LAYERS) {
                throw new IllegalArgumentException(
                        "layers must be between 0 and %d, not %d.".formatted(MOST_LAYERS, layers));
            }
        }

        int states() {
            return 1 << qubits;
        }
    }

    @Override
    public String name() {
        return "amplitude";
    }

    @Override
    public Settings defaults() {
        return new Settings(4, Optional.empty(), Padding.ZERO, 2, Ansatz.STRONGLY_ENTANGLING, Measurement.Z);
    }

    @Override
    public Circuit draw(Settings settings) {
        int qubits = settings.qubits();
        List<Integer> wires = IntStream.range(0, qubits).boxed().toList();
        var circuit = Circuit.onQubits(qubits);
        circuit.add(new Gate.Amplitudes(wires, settings.features().orElse(settings.states()), padding(settings)));
        for (int layer = 0; layer < settings.layers(); layer++) {
            switch (settings.ansatz()) {
                case STRONGLY_ENTANGLING -> stronglyEntangling(circuit, qubits, layer);
                case RY_RZ_RING -> ryRzRing(circuit, qubits);
            }
        }
        return circuit.measure(
                switch (settings.readout()) {
                    case Z -> new Readout.PauliZ(wires);
                    case ZX -> new Readout.ZThenX();
                    case Z0 -> new Readout.PauliZ(List.of(0));
                    case PROBABILITIES -> new Readout.Probabilities(wires, 1);
                    case SCALED_PROBABILITIES -> new Readout.Probabilities(wires, settings.states());
                });
    }

    private static double padding(Settings settings) {
        return switch (settings.padding()) {
            case ZERO -> 0;
            case UNIFORM -> 1.0 / settings.states();
        };
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
