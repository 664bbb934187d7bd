package io.ansatz.runner.network;

import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Leaves values out at random in front of a layer while the network learns, and enlarges the others to make up for it, as
 * torch does (Srivastava and others, 2014). Which ones depends on the trial's seed, the name of the layer, the phase and the
 * number of the step alone: a hybrid and its controls lose the same values where they are equally wide, and a trial that was interrupted
 * goes on with those it would have lost. Deeplearning4j's own draws from a generator that all networks share.
 */
final class Dropout implements IDropout {

    private static final long serialVersionUID = 1;

    private static final double WORDS = 0x1p32;

    private final double rate;
    private final transient Seed seed;
    private final String layer;
    private final transient Supplier<String> step;
    private transient double[] factors = new double[0];

    /**
     * Dropout in front of a layer.
     *
     * @param rate the share of values that is left out, below 1
     * @param step names the step that the network takes, as no other of its trial
     */
    Dropout(double rate, Seed seed, String layer, Supplier<String> step) {
        this.rate = rate;
        this.seed = seed;
        this.layer = layer;
        this.step = step;
    }

    /** What each value is multiplied by at this step, {@code [image][value]}. */
    double[] draw(int count) {
        SplittableRandom random = seed.generator("dropout/" + layer + "/" + step.get());
        var drawn = new double[count];
        long least = Math.round(rate * WORDS);
        double factor = 1 / (1 - rate);
        for (int i = 0; i < count; i++) {
            drawn[i] = Integer.toUnsignedLong(random.nextInt()) < least ? 0 : factor;
        }
        return drawn;
    }

    @Override
    public INDArray applyDropout(
            INDArray input, INDArray result, int iteration, int epoch, LayerWorkspaceMgr workspaces) {
        factors = draw((int) input.length());
        multiply(input, result);
        return result;
    }

    @Override
    public INDArray backprop(INDArray outputSlopes, INDArray inputSlopes, int iteration, int epoch) {
        multiply(outputSlopes, inputSlopes);
        return inputSlopes;
    }

    private void multiply(INDArray source, INDArray target) {
        double[] values = Values.read(source);
        for (int i = 0; i < values.length; i++) {
            // A value that is no number stays none, so that nobody misses it.
            values[i] *= factors[i];
        }
        Values.write(values, target);
    }

    @Override
    public void clear() {
        factors = new double[0];
    }

    @Override
    public IDropout clone() {
        return new Dropout(rate, seed, layer, step);
    }
}
