package io.ansatz.plugins.shallow;

import io.ansatz.api.ImageShape;
import io.ansatz.api.Meaning;
import io.ansatz.api.backbone.Backbone;
import io.ansatz.api.backbone.Operation;
import io.ansatz.api.backbone.Operation.BatchNorm;
import io.ansatz.api.backbone.Operation.Convolution;
import io.ansatz.api.backbone.Operation.MaxPool;
import io.ansatz.api.backbone.Operation.Relu;
import io.ansatz.api.backbone.Stage;
import io.ansatz.api.backbone.Trunk;
import java.util.ArrayList;
import java.util.List;
import org.pf4j.Extension;

/**
 * Two convolutions of 3 x 3 with batch normalisation, and pooling: the extractor of Calandra's melanoma experiments E2 and
 * E3, which leaves a map of few channels with many places.
 */
@Extension
@Meaning("two 3 x 3 convolutions with batch normalisation; a map of few channels and many places")
public final class Shallow implements Backbone<Shallow.Settings> {

    private static final int MOST_CHANNELS = 1024;
    private static final int MOST_POOLINGS = 6;

    /** How wide the map is, and how fine. */
    public record Settings(
            @Meaning("channels of both convolutions, and of the map")
            int channels,

            @Meaning("how often the map is pooled by 2 at the end")
            int pool) {

        public Settings {
            if (channels < 1 || channels > MOST_CHANNELS) {
                throw new IllegalArgumentException(
                        "channels must be between 1 and %d, not %d.".formatted(MOST_CHANNELS, channels));
            }
            if (pool < 0 || pool > MOST_POOLINGS) {
                throw new IllegalArgumentException(
                        "pool must be between 0 and %d, not %d.".formatted(MOST_POOLINGS, pool));
            }
        }

        /** The first convolution halves n pixels to n / 2, rounded up; each pooling halves what is left, rounded down. */
        private int leastPixels() {
            return (2 << pool) - 1;
        }
    }

    @Override
    public String name() {
        return "shallow";
    }

    @Override
    public Settings defaults() {
        return new Settings(8, 1);
    }

    @Override
    public Trunk draw(Settings settings, ImageShape input) {
        int least = settings.leastPixels();
        if (input.height() < least || input.width() < least) {
            throw new IllegalArgumentException(
                    "shallow with pool: %d needs images of at least %d x %d pixels, not %d x %d."
                            .formatted(settings.pool(), least, least, input.height(), input.width()));
        }
        var second = new ArrayList<>(block("layer2", settings.channels(), 1));
        for (int i = 0; i < settings.pool(); i++) {
            second.add(new MaxPool(2, 2));
        }
        return new Trunk(
                input,
                List.of(new Stage("layer1", block("layer1", settings.channels(), 2)), new Stage("layer2", second)));
    }

    private static List<Operation> block(String name, int channels, int stride) {
        return List.of(
                new Convolution(name + ".0", channels, 3, stride, 1, 1, true), new BatchNorm(name + ".1"), new Relu());
    }
}
