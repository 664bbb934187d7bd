package io.ansatz.runner.network;

import io.ansatz.api.backbone.Trunk;
import io.ansatz.runner.experiment.Scaling;
import java.util.List;

/**
 * A network as data: images through the trunk, a dense projection to as many values as the block reads, the scaling,
 * the block, dense ReLU layers, and a softmax over the classes.
 */
public record Blueprint(Trunk trunk, Scaling scaling, Block block, List<Integer> hidden, int classes) {

    public Blueprint {
        hidden = List.copyOf(hidden);
    }

    /** Trainable values outside the block. */
    public long classicalParameters() {
        long count = trunk.parameterCount();
        count += (trunk.output().size() + 1L) * block.inputs();
        long width = block.outputs();
        for (int next : hidden) {
            count += (width + 1) * next;
            width = next;
        }
        return count + (width + 1) * classes;
    }
}
