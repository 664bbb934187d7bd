package io.ansatz.runner.network;

import io.ansatz.api.backbone.Trunk;
import io.ansatz.runner.experiment.EngineChoice;
import io.ansatz.runner.experiment.Scaling;
import java.util.List;
import java.util.Set;

/**
 * A network as data: images through the trunk, a dense projection to as many values as the block reads, the scaling,
 * the block, dense ReLU layers, and a softmax over the classes.
 *
 * @param frozen the stages of the trunk that do not learn; their statistics stay as they are too
 */
public record Blueprint(
        Trunk trunk, Set<String> frozen, Scaling scaling, Block block, List<Integer> hidden, int classes) {

    public Blueprint {
        frozen = Set.copyOf(frozen);
        // Refuses a stage that is not there, and names those that are.
        frozen.forEach(trunk::upTo);
        hidden = List.copyOf(hidden);
        for (int width : hidden) {
            if (width < 1) {
                throw new IllegalArgumentException(
                        "A layer of the head needs a width of at least 1, not %d.".formatted(width));
            }
        }
        if (classes < 2) {
            throw new IllegalArgumentException("Classification needs at least two classes, not %d.".formatted(classes));
        }
    }

    /** A network whose whole trunk learns. */
    public Blueprint(Trunk trunk, Scaling scaling, Block block, List<Integer> hidden, int classes) {
        this(trunk, Set.of(), scaling, block, hidden, classes);
    }

    /** Trainable values outside the block. */
    public long classicalParameters() {
        long count = trunk.parameterCount() - trunk.parameterCount(frozen);
        count += (trunk.output().size() + 1L) * block.inputs();
        long width = block.outputs();
        for (int next : hidden) {
            count += (width + 1) * next;
            width = next;
        }
        return count + (width + 1) * classes;
    }

    /** All trainable values. */
    public long parameters() {
        return classicalParameters() + block.parameters();
    }

    /**
     * What training takes outside the Java virtual machine's own needs, in bytes: four floats per parameter (its value, its
     * gradient, the two that Adam remembers; sgd needs less) and two per frozen one, whose gradient keeps its place; for each value between operations
     * and image of the batch one on oneDNN, where slopes take the places of values that are done with, and two in
     * Deeplearning4j's layers; and what the simulator works on. The true figure differs by what libraries keep
     * for themselves.
     */
    public long estimatedBytes(int batch, EngineChoice engine) {
        long floatsPerValue = Engine.plansOneDnn(engine) ? 1 : 2;
        long perImage = trunk.input().size();
        for (Trunk.Step step : trunk.steps()) {
            perImage += step.output().size();
        }
        perImage += 2L * block.inputs() + block.outputs() + classes;
        for (int width : hidden) {
            perImage += width;
        }
        long bytes = 4 * Float.BYTES * parameters()
                + 2 * Float.BYTES * trunk.parameterCount(frozen)
                + floatsPerValue * Float.BYTES * batch * perImage;
        if (block instanceof Block.Quantum quantum) {
            bytes += quantum.simulator().workingBytes();
        }
        return bytes;
    }
}
