package io.ansatz.simulator.noise;

import io.ansatz.api.circuit.Circuit;
import io.ansatz.simulator.Simulator;
import java.util.List;

/**
 * How the probabilities of everything that is measured are found, and the gradient of a loss that depends on them. It
 * keeps nothing between calls and may be used from several threads.
 */
sealed interface Evolution permits ExactChannels, IdealStates, QuantumJumps {

    Circuit circuit();

    /** What the read-out of the circuit takes, in order. */
    List<Measurement> measurements();

    /** What it does, for a person to read. */
    String method();

    /** What a call works on beside the arrays that go in and out, in bytes. */
    long workingBytes();

    /** @return for each measurement {@code [batch][outcome]} */
    double[][] probabilities(int batch, double[] inputs, double[] weights);

    /** @param slopes along each of the probabilities */
    Simulator.Gradient differentiate(int batch, double[] inputs, double[] weights, double[][] slopes);
}
