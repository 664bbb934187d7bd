package io.ansatz.api.dataset;

import io.ansatz.api.ImageShape;

/** Some of other images, in an order of their own. */
record ChosenImages(Images images, int[] chosen) implements Images {

    ChosenImages {
        chosen = chosen.clone();
    }

    @Override
    public ImageShape shape() {
        return images.shape();
    }

    @Override
    public int size() {
        return chosen.length;
    }

    @Override
    public void read(int image, byte[] target, int start) {
        images.read(chosen[image], target, start);
    }

    @Override
    public Images only(int... some) {
        var through = new int[some.length];
        for (int i = 0; i < some.length; i++) {
            through[i] = chosen[some[i]];
        }
        return new ChosenImages(images, through);
    }
}
