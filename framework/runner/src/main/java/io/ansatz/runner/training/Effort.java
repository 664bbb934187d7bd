package io.ansatz.runner.training;

/**
 * How long learning took since this process took it up, and where the time went. What is left over goes to the head, the updater and
 * what Deeplearning4j spends on its own.
 *
 * @param images how many images were learned, each as often as it was
 * @param nanos all of it; judging on validation images does not count
 * @param quantumNanos in the simulator
 * @param backboneNanos in the backbone, where oneDNN computes it
 * @param dataNanos for loading batches
 * @param listenerNanos with whoever was told of batches
 */
public record Effort(
        long images, long nanos, long quantumNanos, long backboneNanos, long dataNanos, long listenerNanos) {

    /** Nothing yet. */
    static final Effort NONE = new Effort(0, 0, 0, 0, 0, 0);

    Effort plus(Effort more) {
        return new Effort(
                images + more.images,
                nanos + more.nanos,
                quantumNanos + more.quantumNanos,
                backboneNanos + more.backboneNanos,
                dataNanos + more.dataNanos,
                listenerNanos + more.listenerNanos);
    }
}
