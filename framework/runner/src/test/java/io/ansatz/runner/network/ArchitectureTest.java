package io.ansatz.runner.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.ansatz.runner.experiment.Scaling;
import java.util.List;
import java.util.Map;
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
}
