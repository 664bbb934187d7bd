package io.ansatz.testkit;

import io.ansatz.api.circuit.Circuit;
import io.ansatz.simulator.PlainSimulator;
import io.ansatz.simulator.Simulator;
import io.ansatz.simulator.statevector.Precision;
import io.ansatz.simulator.statevector.StatevectorSimulator;
import io.ansatz.simulator.strange.StrangeSimulator;
import java.util.function.Function;

/**
 * What a circuit is run on to be proven.
 *
 * @param examined the one whose every answer is looked at
 * @param readable must agree with it
 * @param referee must agree too, but is slow and computes in float
 */
record Simulators(
        Function<Circuit, Simulator> examined,
        Function<Circuit, Simulator> readable,
        Function<Circuit, Simulator> referee) {

    /** What experiments train on, in the precision for checking; the readable simulator; and Strange. */
    static Simulators ofThisHouse() {
        return new Simulators(
                circuit -> new StatevectorSimulator(circuit, Precision.DOUBLE, 1),
                PlainSimulator::new,
                StrangeSimulator::new);
    }
}
