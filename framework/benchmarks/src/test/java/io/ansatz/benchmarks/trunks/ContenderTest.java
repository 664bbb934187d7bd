package io.ansatz.benchmarks.trunks;

import static io.ansatz.benchmarks.trunks.Contender.CHANNELS_LAST;
import static io.ansatz.benchmarks.trunks.Contender.ENGINE;
import static io.ansatz.benchmarks.trunks.Contender.LAYERS;
import static io.ansatz.benchmarks.trunks.Contender.TORCH;
import static io.ansatz.benchmarks.trunks.Contender.TWO_THREADS;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ContenderTest {

    @Test
    void torchTakesPartWhereItIsHere() {
        assertThat(Contender.of(Case.named("resnet50@64"), true, 2))
                .containsExactly(ENGINE, LAYERS, TORCH, CHANNELS_LAST);
        assertThat(Contender.of(Case.named("resnet50@64"), false, 2)).containsExactly(ENGINE, LAYERS);
    }

    @Test
    void twoThreadsNeedTwoCores() {
        assertThat(Contender.of(Case.named("cnn5@28"), false, 2)).containsExactly(ENGINE, LAYERS, TWO_THREADS);
        assertThat(Contender.of(Case.named("cnn5@28"), false, 1)).containsExactly(ENGINE, LAYERS);
    }
}
