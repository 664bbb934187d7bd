package org.example.smallpyramid;

import io.ansatz.api.ImageShape;
import io.ansatz.api.Meaning;
import io.ansatz.api.backbone.Backbone;
import io.ansatz.api.backbone.Operation.BatchNorm;
import io.ansatz.api.backbone.Operation.Convolution;
import io.ansatz.api.backbone.Operation.MaxPool;
import io.ansatz.api.backbone.Operation.Relu;
import io.ansatz.api.backbone.Stage;
import io.ansatz.api.backbone.Trunk;
import java.util.ArrayList;
import java.util.List;
import org.pf4j.Extension;

/** Convolutions of 3 x 3 with batch normalisation; each stage halves the image and has twice as many filters as the one before. */
@Extension
@Meaning("stages of a 3 x 3 convolution, each of which halves the image")
public final class SmallPyramid implements Backbone<SmallPyramid.Settings> {

    private static final int MOST_STAGES = 6;
    private static final int MOST_FILTERS = 64;

    /** The words of an experiment file. */
    public record Settings(
            @Meaning("how many stages there are") int stages,

            @Meaning("how many filters the first stage has; each further one has twice as many")
            int filters) {

        public Settings {
            if (stages < 1 || stages > MOST_STAGES) {
                throw new IllegalArgumentException(
                        "stages must be between 1 and %d, not %d.".formatted(MOST_STAGES, stages));
            }
            if (filters < 1 || filters > MOST_FILTERS) {
                throw new IllegalArgumentException(
                        "filters must be between 1 and %d, not %d.".formatted(MOST_FILTERS, filters));
            }
        }
    }

    @Override
    public String name() {
        return "small-pyramid";
    }

    @Override
    public Settings defaults() {
        return new Settings(3, 16);
    }

    @Override
    public Trunk draw(Settings settings, ImageShape input) {
        int least = 1 << settings.stages();
        if (input.height() < least || input.width() < least) {
            throw new IllegalArgumentException("small-pyramid needs images of at least %d x %d pixels, not %d x %d."
                    .formatted(least, least, input.height(), input.width()));
        }
        var stages = new ArrayList<Stage>();
        for (int number = 1; number <= settings.stages(); number++) {
            stages.add(stage("stage" + number, settings.filters() << (number - 1)));
        }
        return new Trunk(input, stages);
    }

    private static Stage stage(String name, int filters) {
        return new Stage(
                name,
                List.of(
                        new Convolution(name + ".convolution", filters, 3, 1),
                        new BatchNorm(name + ".norm"),
                        new Relu(),
                        new MaxPool(2, 2)));
    }
}
