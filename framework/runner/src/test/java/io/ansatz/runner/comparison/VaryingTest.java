package io.ansatz.runner.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.ansatz.runner.report.SampleTrials;
import io.ansatz.runner.tracking.StudyPlan;
import io.ansatz.runner.tracking.TrialRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VaryingTest {

    @Test
    void whatDiffersVariesInTheOrderOfTheLines() {
        assertThat(Varying.paths(
                        List.of(
                                trial(1, "model.circuit.layers", "1", "train.batch", "16", "train.rate", "0.1"),
                                trial(2, "model.circuit.layers", "2", "train.batch", "16", "train.rate", "0.1"),
                                trial(3, "model.circuit.layers", "2", "train.batch", "16", "train.rate", "0.2")),
                        Optional.empty()))
                .containsExactly("model.circuit.layers", "train.rate");
    }

    @Test
    void rolesAndSeedsDoNotVary() {
        var trials = List.of(
                SampleTrials.finished("hybrid", 1, Map.of(), 0.9),
                SampleTrials.finished("mlp", 1, Map.of(), 0.9),
                SampleTrials.finished("mlp", 2, Map.of(), 0.9));

        assertThat(Varying.paths(trials, Optional.empty())).isEmpty();
    }

    @Test
    void aMissingLineIsAValue() {
        assertThat(Varying.paths(
                        List.of(trial(1, "train.epochs", "8"), trial(2, "train.epochs", "8", "train.stop", "3")),
                        Optional.empty()))
                .containsExactly("train.stop");
    }

    @Test
    void whatThePlanSweepsVariesEvenWhereAllTrialsAgree() {
        var plan = new StudyPlan("sample", "sample.yaml", "auc", "", List.of("train.rate", "head.depth"), List.of());

        assertThat(Varying.paths(List.of(trial(1, "train.rate", "0.1", "train.epochs", "8")), Optional.of(plan)))
                .containsExactly("train.rate", "head.depth");
        assertThat(Varying.paths(List.of(), Optional.of(plan))).containsExactly("train.rate", "head.depth");
    }

    @Test
    void aPartThatIsSweptAsAWholeVariesByItsSettings() {
        var plan = new StudyPlan("sample", "sample.yaml", "auc", "", List.of("model.circuit"), List.of());
        TrialRecord ring = trial(1, "model.circuit.use", "ring");
        TrialRecord star = trial(2, "model.circuit.use", "star");
        TrialRecord none = trial(3, "model.circuit", "none");

        assertThat(Varying.paths(List.of(ring, star), Optional.of(plan))).containsExactly("model.circuit.use");
        assertThat(Varying.paths(List.of(ring, none), Optional.of(plan)))
                .containsExactly("model.circuit.use", "model.circuit");
    }

    @Test
    void thePluginBehindANameIsTheNamesAffair() {
        assertThat(Varying.paths(
                        List.of(
                                trial(1, "model.circuit.use", "ring", "model.circuit.plugin", "ring aa"),
                                trial(2, "model.circuit.use", "star", "model.circuit.plugin", "star bb")),
                        Optional.empty()))
                .containsExactly("model.circuit.use");
    }

    @Test
    void anotherPluginBehindTheSameNameVaries() {
        assertThat(Varying.paths(
                        List.of(
                                trial(1, "model.circuit.use", "ring", "model.circuit.plugin", "ring aa"),
                                trial(2, "model.circuit.use", "star", "model.circuit.plugin", "star bb"),
                                trial(3, "model.circuit.use", "star", "model.circuit.plugin", "star cc")),
                        Optional.empty()))
                .containsExactly("model.circuit.use", "model.circuit.plugin");
    }

    @Test
    void weightsVaryByTheirDigestUnlessAnotherSettingTellsThemApart() {
        String digest = "model.backbone.weights.digest";
        assertThat(Varying.paths(List.of(trial(1, digest, "aa"), trial(2, digest, "bb")), Optional.empty()))
                .containsExactly(digest);
        assertThat(Varying.paths(
                        List.of(
                                trial(1, "model.backbone.depth", "18", digest, "aa"),
                                trial(2, "model.backbone.depth", "50", digest, "bb")),
                        Optional.empty()))
                .containsExactly("model.backbone.depth");
    }

    @Test
    void aNewVersionSpeaksForThePluginsThatCameWithIt() {
        assertThat(Varying.paths(
                        List.of(
                                trial(1, "framework", "0.1.0", "model.circuit.plugin", "ring aa"),
                                trial(2, "framework", "0.2.0", "model.circuit.plugin", "ring bb")),
                        Optional.empty()))
                .containsExactly("framework");
    }

    private static TrialRecord trial(int seed, String... settings) {
        var map = new LinkedHashMap<String, String>();
        for (int i = 0; i < settings.length; i += 2) {
            map.put(settings[i], settings[i + 1]);
        }
        return SampleTrials.finished("hybrid", seed, map, 0.9);
    }
}
