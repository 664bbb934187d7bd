package io.ansatz.api.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ansatz.api.ImageShape;
import io.ansatz.api.backbone.Operation.AveragePool;
import io.ansatz.api.backbone.Operation.BatchNorm;
import io.ansatz.api.backbone.Operation.Convolution;
import io.ansatz.api.backbone.Operation.Gelu;
import io.ansatz.api.backbone.Operation.GlobalAveragePool;
import io.ansatz.api.backbone.Operation.LayerNorm;
import io.ansatz.api.backbone.Operation.LayerScale;
import io.ansatz.api.backbone.Operation.MaxPool;
import io.ansatz.api.backbone.Operation.Relu;
import io.ansatz.api.backbone.Operation.Relu6;
import io.ansatz.api.backbone.Operation.Residual;
import io.ansatz.api.backbone.Operation.Upsample;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TrunkTest {

    private static final ImageShape IMAGE = new ImageShape(3, 8, 8);

    @Test
    void whatIsInsideAResidualComesBeforeItsSum() {
        var trunk = trunk(new Residual(
                List.of(new Convolution("a", 4, 3, 2, 1, 1, false), new BatchNorm("n")),
                List.of(new Convolution("b", 4, 1, 2, 0, 1, false))));

        assertThat(trunk.steps().stream()
                        .map(step -> step.operation().getClass().getSimpleName()))
                .containsExactly("Convolution", "BatchNorm", "Convolution", "Residual");
        assertThat(trunk.steps())
                .extracting(Trunk.Step::input)
                .containsExactly(IMAGE, new ImageShape(4, 4, 4), IMAGE, IMAGE);
        assertThat(trunk.output()).isEqualTo(new ImageShape(4, 4, 4));
    }

    @Test
    void parametersInsideAResidualCountOnce() {
        var trunk = trunk(new Residual(
                List.of(new Convolution("a", 3, 3, 1), new LayerNorm("n"), new LayerScale("s", 1e-6)), List.of()));

        assertThat(trunk.parameters().keySet()).containsExactly("a.weight", "a.bias", "n.weight", "n.bias", "s");
        assertThat(trunk.parameters().get("s")).containsExactly(3, 1, 1);
        assertThat(trunk.parameterCount()).isEqualTo(3 * 3 * 9 + 3 + 3 + 3 + 3);
    }

    @Test
    void branchesMustFitTogether() {
        assertThatThrownBy(() -> trunk(new Residual(List.of(new Convolution("a", 4, 3, 1)), List.of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A residual cannot add 3 x 8 x 8 from its shortcut to 4 x 8 x 8 from its body.");
        assertThatThrownBy(() -> new Residual(List.of(), List.of()))
                .hasMessage("The body of a residual needs at least one operation.");
    }

    @Test
    void namesDifferInsideResidualsToo() {
        var block = new Residual(List.of(new Convolution("a", 3, 3, 1)), List.of(new Convolution("a", 3, 1, 0)));

        assertThatThrownBy(() -> trunk(block)).hasMessage("Two operations both own 'a.weight'.");
    }

    @Test
    void shapesAreThoseOfTheFormulas() {
        assertThat(new MaxPool(3, 2, 1).output(new ImageShape(2, 15, 14))).isEqualTo(new ImageShape(2, 8, 7));
        assertThat(new AveragePool(3, 2).output(new ImageShape(2, 15, 14))).isEqualTo(new ImageShape(2, 7, 6));
        assertThat(new GlobalAveragePool().output(new ImageShape(5, 7, 3))).isEqualTo(new ImageShape(5, 1, 1));
        assertThat(new Upsample(4).output(new ImageShape(3, 7, 6))).isEqualTo(new ImageShape(3, 28, 24));
        for (Operation same :
                List.of(new Relu(), new Relu6(), new Gelu(), new LayerNorm("n"), new LayerScale("s", 1))) {
            assertThat(same.output(IMAGE)).isEqualTo(IMAGE);
        }
    }

    @Test
    void aWindowIsNotPaddedByMoreThanItsHalf() {
        assertThatThrownBy(() -> new MaxPool(2, 2, 2))
                .hasMessage("A pooling window cannot have size 2, stride 2 and padding 2.");
    }

    @Test
    void whatIsKeptOfWhatWasSeenIsNotAmongTheParameters() {
        var trunk = trunk(new Convolution("a", 4, 3, 1), new BatchNorm("n"), new Operation.LayerNorm("l"));

        assertThat(trunk.statistics().keySet()).containsExactly("n.running_mean", "n.running_var");
        assertThat(trunk.statistics().get("n.running_var")).containsExactly(4);
        assertThat(trunk.parameters()).doesNotContainKeys("n.running_mean", "n.running_var");
    }

    @Test
    void aTrunkCanEndWithAnyStage() {
        var trunk = new Trunk(
                IMAGE,
                List.of(
                        new Stage("stem", List.of(new Convolution("a", 4, 3, 1))),
                        new Stage("rest", List.of(new MaxPool(2, 2), new BatchNorm("n")))));

        assertThat(trunk.upTo("stem").output()).isEqualTo(new ImageShape(4, 8, 8));
        assertThat(trunk.upTo("rest")).isEqualTo(trunk);
        assertThat(trunk.parameterCount(Set.of("rest"))).isEqualTo(8);
        assertThat(trunk.parameterCount(Set.of("stem", "rest"))).isEqualTo(trunk.parameterCount());
        assertThatThrownBy(() -> trunk.upTo("head"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There is no stage 'head'. The stages are stem, rest.");
    }

    private static Trunk trunk(Operation... operations) {
        return new Trunk(IMAGE, List.of(new Stage("only", List.of(operations))));
    }
}
