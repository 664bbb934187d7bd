package io.ansatz.runner.experiment;

import io.ansatz.api.Meaning;

/** Turns images, or what a circuit made of them, into images that the backbone was made for. It learns. */
public record Adapter(
        @Meaning("how many channels the backbone gets") int channels,

        @Meaning("how many times as many rows and columns it gets, interpolated linearly")
        int scale) {

    public Adapter {
        requireAtLeastOne("channels", channels);
        requireAtLeastOne("scale", scale);
    }

    private static void requireAtLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("adapter.%s must be at least 1, not %d.".formatted(name, value));
        }
    }
}
