package io.ansatz.runner.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.ansatz.api.network.Neck;
import io.ansatz.runner.experiment.Head;
import io.ansatz.runner.experiment.Scaling;
import io.ansatz.runner.experiment.Use;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void aNetworkIsToldFromItsImagesToItsClasses() {
        var block = new Block.Mlp(4, 3, 2, true, false);
        Map<String, Object> told = Architecture.of(
                new Blueprint(Trunks.tiny(), Set.of("only"), Scaling.TANH_HALF_PI, block, List.of(8), 3));

        assertThat(told.keySet())
                .containsExactly("input", "placement", "trunk", "frozen", "scaling", "block", "hidden", "classes");
        assertThat(told)
                .containsEntry("input", Map.of("kind", "ImageShape", "channels", 1, "height", 7, "width", 6))
                .containsEntry("frozen", List.of("only"))
                .containsEntry("scaling", "tanh-half-pi")
                .containsEntry(
                        "block",
                        Map.of(
                                "kind",
                                "Mlp",
                                "inputs",
                                4,
                                "width",
                                3,
                                "outputs",
                                2,
                                "hiddenBias",
                                true,
                                "outputBias",
                                false))
                .containsEntry("hidden", List.of(8))
                .containsEntry("classes", 3);
        assertThat(told.get("trunk").toString())
                .startsWith("[{kind=Stage, name=only, operations=[{kind=Convolution, name=conv, filters=3, kernel=3,"
                        + " stride=1, padding=0, groups=1, bias=true}, {kind=BatchNorm, name=norm}, {kind=Relu},");
    }

    @Test
    void aCircuitIsToldByItsGates() {
        var block = new Block.Quantum(ProductSimulator.onQubits(2));
        Map<String, Object> told = Architecture.of(new Blueprint(Trunks.tiny(), Scaling.PI, block, List.of(), 2));

        assertThat(told.get("block").toString())
                .startsWith(
                        "{kind=Quantum, circuit={kind=Circuit, qubits=2, inputs=2, starts=[{kind=Uniform, low=0.0, high=");
    }

    @Test
    void aNeckIsToldAsDeeplearning4jDescribesItsLayers() {
        var blueprint = new Blueprint(
                Trunks.tiny(),
                Set.of(),
                Optional.of(TwoWays.of(5)),
                Scaling.PI,
                new Block.Identity(2),
                new Head(List.of()),
                2);

        Map<String, Object> told = Architecture.of(blueprint);

        assertThat(told.keySet())
                .containsExactly(
                        "input", "placement", "trunk", "frozen", "neck", "scaling", "block", "hidden", "classes");
        assertThat(told.get("neck").toString())
                .startsWith("{kind=Layers, vertices=[{kind=OfGraph, name=places,"
                        + " vertex={@class=org.deeplearning4j.nn.conf.graph.ReshapeVertex,")
                .contains(
                        "newShape=[-1, 3, 4]",
                        "{kind=OfLayer, name=there, layer={@class=org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep,"
                                + " underlying={@class=org.deeplearning4j.nn.conf.layers.LSTM,",
                        "nin=3, nout=5,",
                        "{kind=Array, key=RW, name=back.state, size=100, start={kind=Uniform, low=-0.447")
                .doesNotContain("null", "NaN")
                .endsWith("outputs=10, kept=264}");
    }

    /** What is computed once is found again whatever learns behind it. */
    @Test
    void theFixedPartIsToldWithoutTheNeck() {
        Map<String, Object> with = Architecture.ofFixedPart(frozen(Optional.of(TwoWays.of(5))));

        assertThat(with.keySet()).containsExactly("input", "trunk");
        assertThat(with).isEqualTo(Architecture.ofFixedPart(frozen(Optional.empty())));
    }

    private static Blueprint frozen(Optional<Use<Neck<?>>> neck) {
        return new Blueprint(
                Trunks.tiny(), Set.of("only"), neck, Scaling.PI, new Block.Identity(2), new Head(List.of()), 2);
    }
}
