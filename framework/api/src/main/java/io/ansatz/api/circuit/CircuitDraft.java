package io.ansatz.api.circuit;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A circuit being drawn: add gates in time order, then say what is measured. Every gate is checked when the circuit is
 * complete.
 */
public final class CircuitDraft {

    private final int qubits;
    private final List<Start> starts = new ArrayList<>();
    private final List<Gate> gates = new ArrayList<>();
    private int inputs;

    CircuitDraft(int qubits) {
        this.qubits = qubits;
    }

    /** An angle that is the next input, in order from input 0. */
    public Angle nextInput() {
        return Angle.input(inputs++);
    }

    /** An angle that is this input, so that an input can be used again. */
    public Angle input(int index) {
        inputs = Math.max(inputs, index + 1);
        return Angle.input(index);
    }

    /** An angle that is a new weight, which starts anywhere on the circle. */
    public Angle nextWeight() {
        return nextWeight(Start.anyAngle());
    }

    /** An angle that is a new weight. */
    public Angle nextWeight(Start start) {
        return Angle.weight(newWeight(start));
    }

    /** The index of a new weight, for an {@link Angle} built by hand. */
    public int newWeight(Start start) {
        starts.add(start);
        return starts.size() - 1;
    }

    public CircuitDraft add(Gate gate) {
        if (gate instanceof Gate.Amplitudes load) {
            inputs = Math.max(inputs, load.features());
        }
        gates.add(gate);
        return this;
    }

    public CircuitDraft hadamard(int wire) {
        return add(new Gate.Fixed(Gate.Fixed.Kind.H, wire));
    }

    public CircuitDraft rotate(Axis axis, int wire, Angle angle) {
        return add(new Gate.Rotation(axis, wire, angle));
    }

    public CircuitDraft rot(int wire, Angle phi, Angle theta, Angle omega) {
        return add(new Gate.Rot(wire, phi, theta, omega));
    }

    public CircuitDraft u3(int wire, Angle theta, Angle phi, Angle delta) {
        return add(new Gate.U3(wire, theta, phi, delta));
    }

    public CircuitDraft phase(int wire, Angle angle) {
        return add(new Gate.Phase(wire, angle));
    }

    public CircuitDraft cnot(int control, int target) {
        return add(new Gate.Cnot(control, target));
    }

    public CircuitDraft controlledPhase(int first, int second, Angle angle) {
        return add(new Gate.ControlledPhase(first, second, angle));
    }

    /** The quantum Fourier transform of all wires. */
    public CircuitDraft fourier() {
        return add(new Gate.Fourier(allWires(), false));
    }

    public CircuitDraft inverseFourier() {
        return add(new Gate.Fourier(allWires(), true));
    }

    /** Loads this many inputs as amplitudes, padded with 0. */
    public CircuitDraft loadAmplitudes(int features) {
        return add(new Gate.Amplitudes(allWires(), features, 0));
    }

    /** A CNOT from each wire to the next, and from the last to the first; two wires get one CNOT, a single wire none. */
    public CircuitDraft entangleRing() {
        if (qubits == 2) {
            return cnot(0, 1);
        }
        return entangleRing(1);
    }

    /** A CNOT from each wire {@code i} to wire {@code (i + reach) mod n}, in order; a single wire gets none. */
    public CircuitDraft entangleRing(int reach) {
        if (qubits == 1) {
            return this;
        }
        for (int wire = 0; wire < qubits; wire++) {
            cnot(wire, (wire + reach) % qubits);
        }
        return this;
    }

    /** Measures Z on every wire. */
    public Circuit measurePauliZ() {
        return measure(new Readout.PauliZ(allWires()));
    }

    /** Measures the probabilities of all basis states. */
    public Circuit measureProbabilities() {
        return measure(new Readout.Probabilities(allWires(), 1));
    }

    public Circuit measure(Readout readout) {
        return new Circuit(qubits, inputs, starts, gates, readout);
    }

    private List<Integer> allWires() {
        return IntStream.range(0, qubits).boxed().toList();
    }
}
