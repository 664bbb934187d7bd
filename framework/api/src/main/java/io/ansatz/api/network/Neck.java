package io.ansatz.api.network;

import io.ansatz.api.ImageShape;
import io.ansatz.api.Part;

/**
 * Stands between the backbone's feature map and what reads features.
 *
 * <p>Circuits and trunks are data of our own, so that several engines can compute them. A neck is made of Deeplearning4j's layers
 * as they are: there are as many ideas for this place as papers, a closed list of operations would have to grow with each,
 * and what stands here is small beside the backbone. (One thing is quick all the same: a {@code LastTimeStep} around an
 * {@code LSTM} with tanh and sigmoid, which oneDNN computes where it is there.) The price is that a neck knows
 * Deeplearning4j, with its traps:
 *
 * <ul>
 *   <li>Set every activation. What is left unset is the identity here, and a sigmoid elsewhere.
 *   <li>Leave updaters and initial values alone; they come from the experiment and from {@link Layers.Array}.
 *   <li>Inside two wrappers, such as {@code Bidirectional} around {@code LastTimeStep}, the graph's settings do not arrive, and
 *       training fails.
 *   <li>Stay away from SameDiff layers, {@code SelfAttentionLayer} among them: in 1.0.0-M2.1 their gradients are twice too
 *       large.
 * </ul>
 */
public interface Neck<S extends Record> extends Part<S> {

    /**
     * Draws the layers for feature maps of this shape. The same settings and shape give equal layers, but new ones each time:
     * Deeplearning4j writes into the layers of a graph when it builds it.
     *
     * @throws IllegalArgumentException if the neck makes no sense on such a map; the message says which would do
     */
    Layers draw(S settings, ImageShape map);
}
