package io.ansatz.benchmarks;

import io.ansatz.api.circuit.Axis;
import io.ansatz.api.circuit.Circuit;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A circuit and how many samples go through it in a step.
 *
 * @param letter what a person asks for it by; several may share one
 * @param reach the milliseconds a step shall take at most on one core of the machine with {@link #PEAK_OF_REACH}
 */
record Workload(String letter, Circuit circuit, int batch, OptionalDouble reach) {

    /** Multiply-adds of one core of the 2.8 GHz Ice Lake machine for which the times to reach were set, in GFLOP/s. */
    static final double PEAK_OF_REACH = 172;

    private static final int ENTANGLING_LAYERS = 3;

    private static final int UPLOADS = 2;

    /** Small before large, so that the first one with a circuit is its smallest. */
    static List<Workload> all() {
        var all = new ArrayList<Workload>();
        Circuit four = entangling(4);
        Circuit eight = reUploading(8);
        all.add(new Workload("a", four, 64, OptionalDouble.empty()));
        all.add(new Workload("a", four, 1024, OptionalDouble.of(0.2)));
        all.add(new Workload("b", eight, 64, OptionalDouble.empty()));
        all.add(new Workload("b", eight, 1024, OptionalDouble.of(2.5)));
        all.add(new Workload("c", four, 12_544, OptionalDouble.of(2)));
        all.add(new Workload("d", eight, 3136, OptionalDouble.of(9)));
        all.add(new Workload("e", entangling(12), 1, OptionalDouble.empty()));
        all.add(new Workload("e", entangling(16), 1, OptionalDouble.of(8)));
        all.add(new Workload("e", entangling(20), 1, OptionalDouble.of(200)));
        return all;
    }

    static Workload named(String name) {
        return all().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no workload '%s'.".formatted(name)));
    }

    /** RX of each input, then strongly entangling layers (Schuld et al. 2020); Z on every wire. */
    private static Circuit entangling(int qubits) {
        var draft = Circuit.onQubits(qubits);
        for (int q = 0; q < qubits; q++) {
            draft.rotate(Axis.X, q, draft.nextInput());
        }
        for (int layer = 0; layer < ENTANGLING_LAYERS; layer++) {
            for (int q = 0; q < qubits; q++) {
                draft.rot(q, draft.nextWeight(), draft.nextWeight(), draft.nextWeight());
            }
            draft.entangleRing(layer % (qubits - 1) + 1);
        }
        return draft.measurePauliZ();
    }

    /** In each upload RY of the inputs, RY and RZ of weights, and a ring of CNOTs; all probabilities. */
    private static Circuit reUploading(int qubits) {
        var draft = Circuit.onQubits(qubits);
        for (int upload = 0; upload < UPLOADS; upload++) {
            for (int q = 0; q < qubits; q++) {
                draft.rotate(Axis.Y, q, draft.input(q));
                draft.rotate(Axis.Y, q, draft.nextWeight());
                draft.rotate(Axis.Z, q, draft.nextWeight());
            }
            draft.entangleRing();
        }
        return draft.measureProbabilities();
    }

    /** The smallest one with the same circuit; simulators that take their time are timed with it, and scaled per circuit. */
    Workload smallest() {
        return all().stream()
                .filter(one -> one.circuit.equals(circuit))
                .findFirst()
                .orElse(this);
    }

    int qubits() {
        return circuit.qubits();
    }

    /** Tells it from every other one. */
    String name() {
        return "%s-%d-%d".formatted(letter, qubits(), batch);
    }
}
