package io.ansatz.runner.network;

import io.ansatz.runner.experiment.Head;
import java.util.function.Supplier;
import org.deeplearning4j.nn.conf.layers.Layer;

/**
 * What is left out in front of the layers of one network.
 *
 * @param step names the step that the network takes, as no other of its trial
 */
record Masks(Seed seed, Supplier<String> step) {

    /** The layer, with values left out in front of it if the head says so. */
    Layer.Builder<?> before(String name, Head head, Layer.Builder<?> layer) {
        if (head.dropout() > 0) {
            layer.setIDropout(new Dropout(head.dropout(), seed, name, step));
        }
        return layer;
    }
}
