package io.ansatz.runner.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.ansatz.api.backbone.Trunk;
import io.ansatz.runner.experiment.EngineChoice;
import io.ansatz.runner.experiment.Scaling;
import io.ansatz.runner.network.onednn.OneDnn;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EngineTest {

    @Test
    void trunksAreComputedByOneDnnUnlessSomethingElseIsAskedFor() {
        assumeFastPlatform();

        assertThat(Engine.prepare(EngineChoice.AUTO).oneDnn()).contains("2.5.2");
        assertThat(Engine.prepare(EngineChoice.ONEDNN)).isEqualTo(Engine.prepare(EngineChoice.AUTO));
        assertThat(Engine.prepare(EngineChoice.DEEPLEARNING4J).oneDnn()).isEmpty();
    }

    @Test
    void aPlanSaysWhatWillCompute() {
        assertThat(Engine.planned(EngineChoice.AUTO, true, "linux-x86_64"))
                .isEqualTo("the backbone is computed by oneDNN");
        assertThat(Engine.planned(EngineChoice.ONEDNN, true, "linux-arm64"))
                .isEqualTo("the backbone is computed by oneDNN");
        assertThat(Engine.planned(EngineChoice.AUTO, true, "linux-arm64"))
                .isEqualTo(
                        "the backbone is computed by Deeplearning4j's layers; there is no fast oneDNN for linux-arm64");
        assertThat(Engine.planned(EngineChoice.AUTO, false, "macosx-x86_64"))
                .isEqualTo(
                        "the backbone is computed by Deeplearning4j's layers; there is no fast oneDNN for macosx-x86_64");
        assertThat(Engine.planned(EngineChoice.DEEPLEARNING4J, true, "linux-x86_64"))
                .isEqualTo("the backbone is computed by Deeplearning4j's layers, as model.engine asks");
    }

    @Test
    void whatHasNoBuildIsRefusedWhenItIsAskedFor() {
        assertThatThrownBy(() -> Engine.require(EngineChoice.ONEDNN, false, "macosx-arm64"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "model.engine is onednn, which has no build for macosx-arm64. It can be auto or deeplearning4j.");
        assertThatCode(() -> Engine.require(EngineChoice.AUTO, false, "macosx-arm64"))
                .doesNotThrowAnyException();
    }

    @Test
    void platformsAreNamedAsTheLibrariesAre() {
        assumeFastPlatform();

        assertThat(OneDnn.platform()).endsWith("-x86_64");
        assertThat(OneDnn.built()).isTrue();
        assertThat(OneDnn.trouble()).isEmpty();
    }

    @Test
    void deeplearning4jsOwnLayersUseOneDnnToo() {
        assumeFastPlatform();
        Engine engine = Engine.prepare(EngineChoice.DEEPLEARNING4J);

        assertThat(engine.layersUseOneDnn()).isTrue();
        for (Trunk trunk : List.of(Trunks.cnn5(1), Trunks.residual(), Trunks.smooth())) {
            try (var network = new HybridNetwork(
                    new Blueprint(trunk, Scaling.TANH_PI, new Block.Identity(4), List.of(), 2), engine, 1e-3, 1)) {
                assertThat(engine.oneDnnIsLive(network)).isTrue();
            }
        }
    }

    @Test
    void layersMadeWithoutOneDnnAreFoundOut() {
        Engine engine = Engine.prepare(EngineChoice.DEEPLEARNING4J);
        assumeThat(engine.layersUseOneDnn()).isTrue();
        for (Set<String> frozen : List.of(Set.<String>of(), Set.of("only"))) {
            var blueprint = new Blueprint(Trunks.tiny(), frozen, Scaling.TANH_PI, new Block.Identity(4), List.of(), 2);
            try (var network = new HybridNetwork(blueprint, engine, 1e-3, 1)) {
                assertThat(Engine.oneDnnIsLive(network.graph().clone())).isTrue();
                System.setProperty("org.eclipse.deeplearning4j.helpers.disable", "true");

                assertThat(Engine.oneDnnIsLive(network.graph().clone())).isFalse();
            } finally {
                Engine.prepare(EngineChoice.AUTO);
            }
        }
    }

    @Test
    void oneLineSaysWhatComputes() {
        assertThat(new Engine("1.0.0-M2.1", "cpu", true, Optional.of("2.5.2"), Optional.empty(), 1))
                .hasToString("oneDNN 2.5.2 for backbone and LSTMs, DL4J 1.0.0-M2.1 on ND4J cpu for the rest, 1 thread");
        assertThat(new Engine("1.0.0-M2.1", "cpu", true, Optional.empty(), Optional.empty(), 1))
                .hasToString("DL4J 1.0.0-M2.1 on ND4J cpu with oneDNN, 1 thread");
        assertThat(new Engine("1.0.0-M2.1", "cpu", false, Optional.empty(), Optional.of("no libOpenCL.so.1"), 2))
                .hasToString("DL4J 1.0.0-M2.1 on ND4J cpu without oneDNN, 2 threads"
                        + " (oneDNN itself cannot be loaded: no libOpenCL.so.1)");
    }

    @Test
    void theReleaseIsReadFromTheLibraryAndOneThreadIsUsed() {
        Engine engine = Engine.prepare(EngineChoice.AUTO);

        assertThat(engine.version()).isEqualTo("1.0.0-M2.1");
        assertThat(engine.backend()).isEqualTo("cpu");
        assertThat(engine.threads()).isEqualTo(1);
    }

    @Test
    void moreThreadsAreUsedWhereTheyAreAskedFor() {
        try {
            assertThat(Engine.prepare(EngineChoice.AUTO, 2).threads()).isEqualTo(2);
        } finally {
            assertThat(Engine.prepare(EngineChoice.AUTO).threads()).isEqualTo(1);
        }
    }

    private static void assumeFastPlatform() {
        assumeThat(System.getProperty("os.arch"))
                .as("there is a fast oneDNN for this machine")
                .isIn("amd64", "x86_64");
    }
}
