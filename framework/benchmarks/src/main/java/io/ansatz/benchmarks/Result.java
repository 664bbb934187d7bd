package io.ansatz.benchmarks;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How long a workload took with the fast simulator in float, and what that is compared with.
 *
 * @param operations floating-point operations of a circuit, forward and back
 * @param forward of the whole batch
 * @param twin nanoseconds of a circuit on the plain twin, forward and back
 * @param strange nanoseconds of a circuit on Strange, forward
 */
record Result(
        Workload workload,
        double operations,
        Timing step,
        Optional<Timing> forward,
        OptionalDouble twin,
        OptionalDouble strange) {

    /** Nanoseconds of a step per circuit. */
    double perCircuit() {
        return step.median() / workload.batch();
    }

    /** GFLOP/s, if the step takes this long. */
    double rate(Timing timing) {
        return timing.rate(operations * workload.batch());
    }

    /** How many of these steps fit into one of the plain twin. */
    OptionalDouble timesTwin() {
        return twin.isEmpty() ? twin : OptionalDouble.of(twin.getAsDouble() / perCircuit());
    }

    /** How many circuits go forward while one does on Strange. */
    OptionalDouble timesStrange() {
        if (forward.isEmpty() || strange.isEmpty()) {
            return OptionalDouble.empty();
        }
        double perCircuit = forward.get().median() / workload.batch();
        return OptionalDouble.of(strange.getAsDouble() / perCircuit);
    }

    /** The milliseconds to reach on a core with this peak. */
    OptionalDouble reachAt(double peak) {
        OptionalDouble reach = workload.reach();
        return reach.isEmpty() ? reach : OptionalDouble.of(reach.getAsDouble() * Workload.PEAK_OF_REACH / peak);
    }
}
