package io.ansatz.runner.training;

import io.ansatz.runner.experiment.Training;
import io.ansatz.runner.material.Material;
import io.ansatz.runner.network.HybridNetwork;
import io.ansatz.runner.network.Seed;

/**
 * What a network makes of the first images it would learn from.
 *
 * @param lossBefore the loss on them before they are learned
 * @param lossAfter the loss on them when they were learned once
 */
public record FirstStep(double lossBefore, double lossAfter) {

    /**
     * Learns the beginning of the first batch of the first epoch, twice, and classifies it.
     *
     * @param network a fresh one, with the steps and the loss of these settings
     * @param most how many images are learned, at most; never more than training would take at once
     * @param seed the one that training would have
     * @throws TrainingException if a loss or an answer is no number
     */
    public static FirstStep of(HybridNetwork network, Material material, Training settings, int most, long seed)
            throws TrainingException {
        Trainer.weighClasses(network, material, settings.loss());
        var batches = new Batches(material.train(), Math.min(most, settings.batch()));
        batches.turn(1, settings.sampling(), material.classes().size(), new Seed(seed).generator("batches/1"));
        int size = batches.load(0);
        double before = learn(network, batches, size, "before the first step");
        double after = learn(network, batches, size, "after the first step");
        for (float probability : network.classify(size, batches.images())) {
            if (!Float.isFinite(probability)) {
                throw new TrainingException("After two steps the network's answers are not numbers.");
            }
        }
        return new FirstStep(before, after);
    }

    private static double learn(HybridNetwork network, Batches batches, int size, String when)
            throws TrainingException {
        double loss = network.learn(size, batches.images(), batches.labels());
        if (!Double.isFinite(loss)) {
            throw new TrainingException("The loss %s is %s.".formatted(when, loss));
        }
        return loss;
    }
}
