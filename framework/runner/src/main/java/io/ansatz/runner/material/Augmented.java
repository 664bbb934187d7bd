package io.ansatz.runner.material;

import io.ansatz.api.ImageShape;
import io.ansatz.runner.experiment.Augmentation;
import io.ansatz.runner.network.Seed;

/**
 * Training images that are changed anew in each epoch. What becomes of an image follows from the seed, the epoch and the image's name
 * alone: neither from the order in which images are read, nor from who reads them, nor from which others there are.
 */
final class Augmented implements Supply {

    private final Pixels pixels;
    private final Augmentation how;
    private final Seed seed;
    private final int epoch;

    Augmented(Pixels pixels, Augmentation how, Seed seed, int epoch) {
        this.pixels = pixels;
        this.how = how;
        this.seed = seed;
        this.epoch = epoch;
    }

    @Override
    public ImageShape shape() {
        return pixels.shape();
    }

    @Override
    public int[] labels() {
        return pixels.labels();
    }

    @Override
    public void read(int image, float[] target, int start) {
        String purpose = "augment/" + epoch + "/" + pixels.split().items().get(image);
        new Warp(how, shape(), seed.generator(purpose))
                .read(pixels.split().images().read(image), pixels.scale(), target, start);
    }

    @Override
    public Supply inEpoch(int another) {
        return new Augmented(pixels, how, seed, another);
    }
}
