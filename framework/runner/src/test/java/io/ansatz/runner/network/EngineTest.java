package io.ansatz.runner.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.ansatz.api.backbone.Trunk;
import io.ansatz.runner.experiment.Scaling;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EngineTest {

    @Test
    void oneDnnIsLive() {
        assumeThat(System.getProperty("os.arch"))
                .as("Deeplearning4j comes with oneDNN for this machine")
                .isIn("amd64", "x86_64");
        Engine engine = Engine.prepare();

        assertThat(engine.oneDnn()).isTrue();
        for (Trunk trunk : List.of(Trunks.cnn5(1), Trunks.residual(), Trunks.smooth())) {
            try (var network = new HybridNetwork(
                    new Blueprint(trunk, Scaling.TANH_PI, new Block.Identity(4), List.of(), 2), 1e-3, 1)) {
                assertThat(engine.oneDnnIsLive(network)).isTrue();
            }
        }
    }

    @Test
    void layersMadeWithoutOneDnnAreFoundOut() {
        assumeThat(Engine.prepare().oneDnn()).isTrue();
        for (Set<String> frozen : List.of(Set.<String>of(), Set.of("only"))) {
            var blueprint = new Blueprint(Trunks.tiny(), frozen, Scaling.TANH_PI, new Block.Identity(4), List.of(), 2);
            try (var network = new HybridNetwork(blueprint, 1e-3, 1)) {
                assertThat(Engine.oneDnnIsLive(network.graph().clone())).isTrue();
                System.setProperty("org.eclipse.deeplearning4j.helpers.disable", "true");

                assertThat(Engine.oneDnnIsLive(network.graph().clone())).isFalse();
            } finally {
                Engine.prepare();
            }
        }
    }

    @Test
    void oneLineSaysWhatComputes() {
        assertThat(new Engine("1.0.0-M2.1", "cpu", true, 1))
                .hasToString("DL4J 1.0.0-M2.1 on ND4J cpu with oneDNN, 1 thread");
        assertThat(new Engine("1.0.0-M2.1", "cpu", false, 2))
                .hasToString("DL4J 1.0.0-M2.1 on ND4J cpu without oneDNN, 2 threads");
    }

    @Test
    void theReleaseIsReadFromTheLibraryAndOneThreadIsUsed() {
        Engine engine = Engine.prepare();

        assertThat(engine.version()).isEqualTo("1.0.0-M2.1");
        assertThat(engine.backend()).isEqualTo("cpu");
        assertThat(engine.threads()).isEqualTo(1);
    }
}
