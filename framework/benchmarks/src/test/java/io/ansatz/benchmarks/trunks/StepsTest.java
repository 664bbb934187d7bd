package io.ansatz.benchmarks.trunks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StepsTest {

    private static final Laps FEW = new Laps(0, 0);

    @ParameterizedTest
    @EnumSource
    void layersGoBothWays(Way way) {
        assertThat(Steps.measure(FEW, Case.named("cnn5@28"), way, Contender.LAYERS)
                        .wall())
                .isPositive();
    }

    @Test
    void theEngineIsOneDnn() {
        assumeThat(System.getProperty("os.arch"))
                .as("there is a fast oneDNN for this machine")
                .isIn("amd64", "x86_64");

        assertThat(Steps.measure(FEW, Case.named("cnn5@28"), Way.TRAIN, Contender.ENGINE)
                        .wall())
                .isPositive();
    }
}
