package io.ansatz.runner.training;

import io.ansatz.runner.network.NetworkState;
import java.util.List;
import java.util.Map;

/**
 * Where training stands behind an epoch: all that the rest of it depends on. The order of the images and the draws of
 * circuits are not in it, since they follow from the trial's seed, the epoch and the values at hand.
 *
 * @param epochs every epoch so far, in order
 * @param bestEpoch the best of them, from 1
 * @param network the network behind the last of them
 * @param best the parameters behind the best of them, by name
 * @param answers what the network said then about the validation images: {@code [image][class]}
 */
public record Checkpoint(
        List<EpochResult> epochs, int bestEpoch, NetworkState network, Map<String, float[]> best, float[][] answers) {

    public Checkpoint {
        epochs = List.copyOf(epochs);
        if (bestEpoch < 1 || bestEpoch > epochs.size()) {
            throw new IllegalArgumentException(
                    "Epoch %d cannot be the best of %d epochs.".formatted(bestEpoch, epochs.size()));
        }
    }

    /** The last epoch, from 1. */
    public int epoch() {
        return epochs.size();
    }
}
