package io.ansatz.plugins.fourierattention;

import io.ansatz.api.Meaning;
import io.ansatz.api.circuit.Angle;
import io.ansatz.api.circuit.Axis;
import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.CircuitDraft;
import io.ansatz.api.circuit.CircuitTemplate;
import io.ansatz.api.circuit.Gate;
import io.ansatz.api.circuit.Readout;
import io.ansatz.api.circuit.Start;
import java.util.List;
import java.util.stream.IntStream;
import org.pf4j.Extension;

/**
 * Writes one feature per qubit as a rotation angle, repeats a block of U3 gates and CNOTs, and ends with a filter in the
 * Fourier basis: our definition of the quantum attention of arXiv 2509.14277, whose gates are known to us only in part.
 * The other ending is a guess at them, and experimental.
 */
@Extension
@Meaning("cyclic U3 layers, then a trainable filter in the Fourier basis; or, experimental, Toffoli gates and phases")
public final class FourierAttention implements CircuitTemplate<FourierAttention.Settings> {

    private static final int MOST_QUBITS = 20;
    private static final int MOST_LAYERS = 1000;

    /** A Toffoli gate acts on three qubits, and CNOTs that skip a qubit need one to skip. */
    private static final int TRIPLE = 3;

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

    /** What stands behind the layers. */
    public enum Attention {
        /**
         * Fourier transform, trainable phases, inverse transform: each amplitude becomes a learned circular convolution of
         * all of them. It begins as the identity.
         */
        FOURIER_FILTER,
        /** Toffoli gates on neighbours, Hadamards, trainable controlled phases that begin as those of a Fourier transform. */
        TOFFOLI_PHASE
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

            @Meaning("how often the cyclic U3 block is repeated; 0 leaves the embedding in front of the filter")
            int layers,

            @Meaning("the rotation that carries a feature: x, y, or after a Hadamard hy or hz")
            Embedding embedding,

            @Meaning("what stands behind the layers: the filter, or toffoli-phase, which is experimental")
            Attention attention,

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
            if (attention == Attention.TOFFOLI_PHASE && qubits < TRIPLE) {
                throw new IllegalArgumentException(
                        "qubits must be at least 3 for toffoli-phase, not %d: a Toffoli gate acts on three."
                                .formatted(qubits));
            }
            if (layers > 0 && qubits < TRIPLE) {
                throw new IllegalArgumentException(
                        "qubits must be at least 3 for layers of cyclic U3, not %d: their CNOTs skip a qubit."
                                .formatted(qubits));
            }
        }
    }

    @Override
    public String name() {
        return "fourier-attention";
    }

    @Override
    public Settings defaults() {
        return new Settings(4, 1, Embedding.Y, Attention.FOURIER_FILTER, Measurement.ZX);
    }

    @Override
    public Circuit draw(Settings settings) {
        int qubits = settings.qubits();
        var circuit = Circuit.onQubits(qubits);
        for (int q = 0; q < qubits; q++) {
            embed(circuit, settings.embedding(), q);
        }
        for (int layer = 0; layer < settings.layers(); layer++) {
            cyclicU3(circuit, qubits);
        }
        switch (settings.attention()) {
            case FOURIER_FILTER -> fourierFilter(circuit, qubits);
            case TOFFOLI_PHASE -> toffoliPhase(circuit, qubits);
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

    /** Phases that start at 0: then transform and inverse transform cancel, and the filter begins as the identity. */
    private static void fourierFilter(CircuitDraft circuit, int qubits) {
        var zero = new Start.At(0);
        circuit.fourier();
        for (int q = 0; q < qubits; q++) {
            circuit.phase(q, circuit.nextWeight(zero));
        }
        for (int a = 0; a < qubits; a++) {
            for (int b = a + 1; b < qubits; b++) {
                circuit.controlledPhase(a, b, circuit.nextWeight(zero));
            }
        }
        circuit.inverseFourier();
    }

    /** Weights that start at 1 are multiples of the phases that a Fourier transform has between the same two qubits. */
    private static void toffoliPhase(CircuitDraft circuit, int qubits) {
        for (int q = 0; q < qubits; q++) {
            circuit.add(new Gate.Toffoli(q, (q + 1) % qubits, (q + 2) % qubits));
        }
        for (int q = 0; q < qubits; q++) {
            circuit.hadamard(q);
        }
        for (int a = 0; a < qubits; a++) {
            for (int b = a + 1; b < qubits; b++) {
                double turn = 2 * Math.PI / (1L << (b - a + 1));
                circuit.controlledPhase(a, b, new Angle.Weight(circuit.newWeight(new Start.At(1)), turn));
            }
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
