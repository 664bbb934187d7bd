package io.ansatz.benchmarks;

import io.ansatz.api.circuit.Circuit;
import io.ansatz.simulator.PlainSimulator;
import io.ansatz.simulator.Simulator;
import io.ansatz.simulator.statevector.Kernels;
import io.ansatz.simulator.statevector.Precision;
import io.ansatz.simulator.statevector.StatevectorSimulator;
import io.ansatz.simulator.strange.StrangeSimulator;

/**
 * What is timed, on one thread. Each has its time to warm up, after which its times hardly fall any more; that was seen in runs of
 * ten seconds on Java 17 and 25, with the machine busy.
 */
public enum Contender {
    /** The fast simulator as networks use it. */
    FLOAT(4) {
        @Override
        Simulator simulator(Circuit circuit) {
            return new StatevectorSimulator(circuit);
        }
    },
    /** The same in double precision. */
    DOUBLE(4) {
        @Override
        Simulator simulator(Circuit circuit) {
            return new StatevectorSimulator(circuit, Precision.DOUBLE, 1);
        }
    },
    /** The fast simulator in float where Java has no Vector API. */
    LOOPS(3) {
        @Override
        Simulator simulator(Circuit circuit) {
            return new StatevectorSimulator(circuit, Precision.FLOAT, 1, Kernels.plain());
        }
    },
    /** The simulator that is written to be read, in double. */
    TWIN(3) {
        @Override
        Simulator simulator(Circuit circuit) {
            return new PlainSimulator(circuit);
        }
    },
    /** The library from elsewhere, in float; it has no gradient. */
    STRANGE(8) {
        @Override
        Simulator simulator(Circuit circuit) {
            return new StrangeSimulator(circuit);
        }
    };

    private final int warmUp;

    Contender(int warmUp) {
        this.warmUp = warmUp;
    }

    /** Seconds until the compilers of Java have done what they can. */
    int warmUp() {
        return warmUp;
    }

    abstract Simulator simulator(Circuit circuit);
}
