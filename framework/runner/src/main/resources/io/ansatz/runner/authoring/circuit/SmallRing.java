package org.example.smallring;

import io.ansatz.api.Meaning;
import io.ansatz.api.circuit.Axis;
import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.CircuitTemplate;
import org.pf4j.Extension;

/** Writes one feature per qubit as a rotation angle, then repeats a layer of trainable rotations and a ring of CNOTs. */
@Extension
@Meaning("one feature per qubit as a rotation angle, then layers of trainable rotations and a ring of CNOTs")
public final class SmallRing implements CircuitTemplate<SmallRing.Settings> {

    private static final int MOST_QUBITS = 20;
    private static final int MOST_LAYERS = 100;

    /** The words of an experiment file. */
    public record Settings(
            @Meaning("how many qubits, and so how many features are read")
            int qubits,

            @Meaning("how often the trainable layer is repeated; 0 leaves the features alone")
            int layers) {

        public Settings {
            if (qubits < 1 || qubits > MOST_QUBITS) {
                throw new IllegalArgumentException(
                        "qubits must be between 1 and %d, not %d.".formatted(MOST_QUBITS, qubits));
            }
            if (layers < 0 || layers > MOST_LAYERS) {
                throw new IllegalArgumentException(
                        "layers must be between 0 and %d, not %d.".formatted(MOST_LAYERS, layers));
            }
        }
    }

    @Override
    public String name() {
        return "small-ring";
    }

    @Override
    public Settings defaults() {
        return new Settings(4, 2);
    }

    @Override
    public Circuit draw(Settings settings) {
        var circuit = Circuit.onQubits(settings.qubits());
        for (int q = 0; q < settings.qubits(); q++) {
            circuit.rotate(Axis.Y, q, circuit.nextInput());
        }
        for (int layer = 0; layer < settings.layers(); layer++) {
            for (int q = 0; q < settings.qubits(); q++) {
                circuit.rotate(Axis.Y, q, circuit.nextWeight());
            }
            circuit.entangleRing();
        }
        return circuit.measurePauliZ();
    }
}
