package io.ansatz.plugins.datareuploading;

import io.ansatz.api.Meaning;
import io.ansatz.api.circuit.Angle;
import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.CircuitDraft;
import io.ansatz.api.circuit.CircuitTemplate;
import io.ansatz.api.circuit.Gate;
import io.ansatz.api.circuit.Start;
import java.util.function.IntFunction;
import org.pf4j.Extension;

/**
 * The multi-qubit classifier of A. Pérez-Salinas et al. (2020, arXiv:1907.02085): each qubit reads three features as the
 * angles of a Rot, each multiplied by a weight of its own. Gates as in the benchmark of J. Bowles et al. (2024,
 * arXiv:2403.07059).
 */
@Extension
@Meaning(
        "three features per qubit, each with weights of its own, written again in each layer (Pérez-Salinas et al. 2020)")
public final class WeightedReuploading implements CircuitTemplate<WeightedReuploading.Settings> {

    private static final int MOST_QUBITS = 20;
    private static final int FEATURES_PER_QUBIT = 3;
    private static final int MOST_FEATURES = MOST_QUBITS * FEATURES_PER_QUBIT;
    private static final int MOST_LAYERS = 1000;

    /** Where all weights start in the code of both papers. */
    private static final Start START = new Start.Uniform(0, 1);

    /** The words of an experiment file. */
    public record Settings(
            @Meaning("how many features are read; there is a qubit for every three of them")
            int features,

            @Meaning("how many layers with CZs there are; features are written once more behind the last")
            int layers,

            @Meaning(
                    "what is measured: z or zx on every qubit, z0 on the first one, or all probabilities, scaled or not")
            Measurement readout) {

        public Settings {
            if (features < 1 || features > MOST_FEATURES) {
                throw new IllegalArgumentException(
                        "features must be between 1 and %d, not %d.".formatted(MOST_FEATURES, features));
            }
            if (layers < 1 || layers > MOST_LAYERS) {
                throw new IllegalArgumentException(
                        "layers must be between 1 and %d, not %d.".formatted(MOST_LAYERS, layers));
            }
        }

        int qubits() {
            return (features + FEATURES_PER_QUBIT - 1) / FEATURES_PER_QUBIT;
        }
    }

    @Override
    public String name() {
        return "weighted-reuploading";
    }

    @Override
    public Settings defaults() {
        return new Settings(12, 2, Measurement.Z);
    }

    @Override
    public Circuit draw(Settings settings) {
        int qubits = settings.qubits();
        var circuit = Circuit.onQubits(qubits);
        for (int layer = 0; layer < settings.layers(); layer++) {
            for (int q = 0; q < qubits; q++) {
                rot(circuit, q, feature -> scaled(circuit, settings, feature));
                rot(circuit, q, feature -> circuit.nextWeight(START));
            }
            for (int q = layer % 2; q + 1 < qubits; q += 2) {
                circuit.add(new Gate.Cz(q, q + 1));
            }
        }
        for (int q = 0; q < qubits; q++) {
            rot(circuit, q, feature -> weighted(circuit, settings, feature));
        }
        return circuit.measure(settings.readout().on(qubits));
    }

    private static void rot(CircuitDraft circuit, int q, IntFunction<Angle> angleOf) {
        int first = FEATURES_PER_QUBIT * q;
        circuit.rot(q, angleOf.apply(first), angleOf.apply(first + 1), angleOf.apply(first + 2));
    }

    /** The last qubit may have features missing; they count as 0. */
    private static Angle scaled(CircuitDraft circuit, Settings settings, int feature) {
        if (feature >= settings.features()) {
            return Angle.of(0);
        }
        circuit.input(feature);
        return new Angle.ScaledInput(circuit.newWeight(START), feature);
    }

    private static Angle weighted(CircuitDraft circuit, Settings settings, int feature) {
        if (feature >= settings.features()) {
            return circuit.nextWeight(START);
        }
        circuit.input(feature);
        return new Angle.WeightedInput(circuit.newWeight(START), feature, circuit.newWeight(START));
    }
}
