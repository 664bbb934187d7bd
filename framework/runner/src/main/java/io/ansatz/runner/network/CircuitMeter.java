package io.ansatz.runner.network;

import java.util.function.Supplier;

/** Counts what the circuit of one network costs; a network trains in one thread, and so does its meter. */
final class CircuitMeter {

    private long evaluations;
    private long nanos;

    /** Runs a batch of circuits and notes how long it takes. */
    <T> T measure(int circuits, Supplier<T> work) {
        long start = System.nanoTime();
        T result = work.get();
        nanos += System.nanoTime() - start;
        evaluations += circuits;
        return result;
    }

    /** Goes on counting from here. */
    void resume(long evaluationsSoFar, long nanosSoFar) {
        evaluations = evaluationsSoFar;
        nanos = nanosSoFar;
    }

    long evaluations() {
        return evaluations;
    }

    long nanos() {
        return nanos;
    }
}
