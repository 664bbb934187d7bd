package io.ansatz.runner.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ansatz.api.ImageShape;
import io.ansatz.api.backbone.Operation.Convolution;
import io.ansatz.api.backbone.Operation.Residual;
import io.ansatz.api.backbone.Trunk;
import io.ansatz.runner.experiment.EngineChoice;
import io.ansatz.runner.experiment.Head;
import io.ansatz.runner.experiment.Placement;
import io.ansatz.runner.experiment.Projection;
import io.ansatz.runner.experiment.Scaling;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BlueprintTest {

    private static final EngineChoice LAYERS = EngineChoice.DEEPLEARNING4J;

    @Test
    void classicalParametersOfTheS3NetworkAreThosePublished() {
        // systems.md S3: 91,098 with 36 angles of the circuit.
        var blueprint = new Blueprint(Trunks.cnn5(1), Scaling.TANH_PI, new Block.Identity(4), List.of(128), 2);

        assertThat(blueprint.trunk().parameterCount()).isEqualTo(86_064);
        assertThat(blueprint.classicalParameters()).isEqualTo(91_098 - 36);
    }

    @Test
    void aControlHasTheSameClassicalParametersAndItsOwnBlock() {
        var blueprint = new Blueprint(Trunks.cnn5(1), Scaling.TANH_PI, Block.Mlp.nearest(4, 4, 36), List.of(128), 2);

        assertThat(blueprint.parameters()).isEqualTo(91_098);
    }

    @Test
    void estimatedBytesFollowFromTheShapes() {
        var blueprint = new Blueprint(
                Trunks.tiny(), Scaling.TANH_PI, new Block.Quantum(ProductSimulator.onQubits(2)), List.of(5), 3);
        long parameters = 3 * 9 + 3 + 2 * 3 + (12 + 1) * 2 + 2 + (2 + 1) * 5 + (5 + 1) * 3;
        long perImage = 7 * 6 + 3 * (3 * 5 * 4) + 3 * 2 * 2 + 2 * 2 + 2 + 5 + 3;
        long states = 3 * 4 * 16;

        assertThat(blueprint.estimatedBytes(1, LAYERS)).isEqualTo(16 * parameters + 8 * perImage + states);
        assertThat(blueprint.estimatedBytes(64, LAYERS)).isEqualTo(16 * parameters + 64 * 8 * perImage + states);
        assertThat(blueprint.estimatedBytes(64, EngineChoice.ONEDNN))
                .isEqualTo(16 * parameters + 64 * 4 * perImage + states);
    }

    @Test
    void estimatedBytesCountEachBranchOfAResidualAndItsSum() {
        // A pointwise convolution over 4 pixels added to its input, then all of it frozen.
        var trunk =
                Trunks.of(new ImageShape(1, 2, 2), new Residual(List.of(new Convolution("conv", 1, 1, 0)), List.of()));
        long convolution = 2;
        long dense = (4 + 1) * 2 + (2 + 1) * 2;
        long perImage = 4 + 4 + 4 + 2 * 2 + 2 + 2;
        var learning = new Blueprint(trunk, Scaling.NONE, new Block.Identity(2), List.of(), 2);
        var frozen = new Blueprint(trunk, Set.of("only"), Scaling.NONE, new Block.Identity(2), List.of(), 2);

        assertThat(learning.estimatedBytes(3, LAYERS)).isEqualTo(16 * (convolution + dense) + 3 * 8 * perImage);
        assertThat(frozen.estimatedBytes(3, LAYERS)).isEqualTo(8 * convolution + 16 * dense + 3 * 8 * perImage);
    }

    @Test
    void aNeckCountsItsArraysAndWhatItKeeps() {
        var without = new Blueprint(Trunks.tiny(), Scaling.NONE, new Block.Identity(2), List.of(), 2);
        var with = new Blueprint(
                Trunks.tiny(),
                Set.of(),
                Optional.of(TwoWays.of(5)),
                Scaling.NONE,
                new Block.Identity(2),
                new Head(List.of()),
                2);
        long lstm = 4 * 5 * (3 + 5 + 1);
        // 12 values of the map made way for 2 x 5 states, which 2 projections read.
        long more = 2 * lstm - 2 * 2;
        long kept = 2 * 4 * (3 + 6 * 5);

        assertThat(without.features()).isEqualTo(12);
        assertThat(with.features()).isEqualTo(10);
        assertThat(with.parameters()).isEqualTo(without.parameters() + more);
        for (EngineChoice engine : new EngineChoice[] {LAYERS, EngineChoice.ONEDNN}) {
            assertThat(with.estimatedBytes(3, engine))
                    .isEqualTo(without.estimatedBytes(3, engine) + 16 * more + 3 * 8 * kept);
        }
    }

    @Test
    void withoutAProjectionTheBlockReadsAsManyValuesAsTheNeckGives() {
        assertThat(necked(new Placement.Features(Projection.DIRECT), 10).features())
                .isEqualTo(10);
        assertThatThrownBy(() -> necked(new Placement.Features(Projection.DIRECT), 12))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("projection is direct, but the neck gives 10 values and the circuit reads 12.");
    }

    @Test
    void aNeckInFrontOfABlockAtEveryPlaceIsRefused() {
        assertThatThrownBy(() -> necked(new Placement.Patches(Projection.LINEAR), 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A block at every place reads the map itself, not what a neck makes of it.");
    }

    private static Blueprint necked(Placement placement, int inputs) {
        Trunk trunk = Trunks.tiny();
        return new Blueprint(
                trunk.input(),
                trunk,
                Set.of(),
                Optional.of(TwoWays.of(5)),
                placement,
                Scaling.NONE,
                new Block.Identity(inputs),
                new Head(List.of()),
                2);
    }

    @Test
    void aSingleClassIsRefused() {
        assertThatThrownBy(() -> new Blueprint(Trunks.tiny(), Scaling.NONE, new Block.Identity(4), List.of(), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Classification needs at least two classes, not 1.");
    }

    @Test
    void anEmptyLayerOfTheHeadIsRefused() {
        assertThatThrownBy(() -> new Blueprint(Trunks.tiny(), Scaling.NONE, new Block.Identity(4), List.of(0), 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("head.hidden must hold widths of at least 1, not 0.");
    }
}
