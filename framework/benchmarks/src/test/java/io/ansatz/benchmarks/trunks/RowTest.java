package io.ansatz.benchmarks.trunks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class RowTest {

    private static final Row ROW = row(Way.CLASSIFY, 100);

    private static Row row(Way way, double engine) {
        return new Row(
                Case.named("resnet18@224"),
                way,
                Map.of(
                        Contender.ENGINE, measured(engine),
                        Contender.LAYERS, measured(300),
                        Contender.TORCH, measured(200),
                        Contender.CHANNELS_LAST, measured(150)));
    }

    private static Measurement measured(double wall) {
        return new Measurement(wall, wall, OptionalDouble.empty(), 1);
    }

    @Test
    void aRatioSaysHowManyStepsThisEngineDoesInTheTimeOfAnother() {
        assertThat(ROW.times(Contender.LAYERS)).isEqualTo(3);
        assertThat(ROW.times(Contender.TORCH)).isEqualTo(2);
        assertThat(ROW.times(Contender.TORCH, Contender.CHANNELS_LAST)).isEqualTo(1.5);
    }

    /**
     * 1.81 billion multiply-adds for each of 80 images in a second; training has three times as many, but for 0.118 billion
     * of the first convolution. The tolerance is what was rounded off of 1.81.
     */
    @Test
    void theRateIsThatOfTheConvolutions() {
        assertThat(ROW.imagesPerSecond(Contender.ENGINE)).isEqualTo(80);
        assertThat(ROW.rate()).isCloseTo(2 * 1.81 * 80, within(2 * 0.005 * 80));
        assertThat(row(Way.TRAIN, 100).rate()).isCloseTo(2 * (3 * 1.81 - 0.118) * 80, within(3 * 2 * 0.005 * 80));
    }

    @Test
    void aNoisyRoundDoesNotCount() {
        Row median = Row.median(List.of(ROW, row(Way.CLASSIFY, 500), row(Way.CLASSIFY, 101)));

        assertThat(median.wall(Contender.ENGINE)).isEqualTo(101);
        assertThat(median.wall(Contender.TORCH)).isEqualTo(200);
    }
}
