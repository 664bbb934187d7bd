package io.ansatz.runner.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ansatz.api.ImageShape;
import io.ansatz.runner.execution.Bench.Listening;
import io.ansatz.runner.experiment.EngineChoice;
import io.ansatz.runner.experiment.ProblemsException;
import io.ansatz.runner.experiment.Trial;
import io.ansatz.runner.experiment.Word;
import io.ansatz.runner.network.Architect;
import io.ansatz.runner.network.Engine;
import io.ansatz.runner.tracking.CheckpointFolder;
import io.ansatz.runner.tracking.RunFolder;
import io.ansatz.runner.tracking.SavedModel;
import io.ansatz.runner.tracking.TrialMetrics;
import io.ansatz.runner.tracking.TrialRecord;
import io.ansatz.runner.training.EpochResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trials in which some stages learn later than others, or never, and what of them is computed once. */
class PhasesTest {

    private static final int EPOCHS = 6;

    /** The head first, then the second stage too, then all. */
    private static final String PHASES = Bench.STUDY
            .replace("{use: tiny}", "{use: two, freeze: all}")
            .replace(
                    "epochs: 2, batch: 8, rate: 0.02",
                    "epochs: 6, batch: 8, rate: 0.05, optimizer: adamw, weight-decay: 0.01, select: val.loss,"
                            + " phases: [{from: 3, freeze: [first], rate: 0.02}, {from: 5, freeze: none}]");

    private static final String FROZEN = Bench.STUDY.replace("{use: tiny}", "{use: two, freeze: [first]}");

    private static final String NECK = "  neck: {use: two-ways, units: 3}\n";

    @TempDir
    private Path folder;

    private Bench bench;

    @BeforeEach
    void makeBench() {
        bench = new Bench(folder);
    }

    @Test
    void whatIsFrozenLearnsWhenItsPhaseComes() throws Exception {
        String two = PHASES.replace("epochs: 6", "epochs: 4").replace(", {from: 5, freeze: none}", "");
        String one = two.replace("epochs: 4", "epochs: 2").replaceAll(", phases: .*]", "");

        Map<String, float[]> begun = values(run(one.replace("rate: 0.05", "rate: 1e-9"), "begun"));
        Map<String, float[]> head = values(run(one, "one"));
        Map<String, float[]> second = behind(4, two, "two");
        Map<String, float[]> all = behind(6, PHASES, "three");

        assertThat(head.get("trunk.first.conv.weight")).isEqualTo(begun.get("trunk.first.conv.weight"));
        assertThat(head.get("trunk.first.norm.running_mean")).isEqualTo(begun.get("trunk.first.norm.running_mean"));
        assertThat(head.get("trunk.second.conv.weight")).isEqualTo(begun.get("trunk.second.conv.weight"));
        assertThat(head.get("project.weight")).isNotEqualTo(begun.get("project.weight"));
        assertThat(second.get("trunk.second.conv.weight")).isNotEqualTo(begun.get("trunk.second.conv.weight"));
        assertThat(second).doesNotContainKey("trunk.first.conv.weight");
        assertThat(all.get("trunk.first.conv.weight")).isNotEqualTo(begun.get("trunk.first.conv.weight"));
    }

    @Test
    void everyPhaseHasItsRate() throws Exception {
        TrialRecord told = record(run(PHASES, "runs"));

        assertThat(told.curve())
                .extracting(epoch -> epoch.values().get("train/rate"))
                .containsExactly(0.05, 0.05, 0.02, 0.02, 0.02, 0.02);
    }

    @Test
    void wherverATrialBreaksOffItComesToTheSameBytes() throws Exception {
        requireSameBytesWhereverItBreaksOff(PHASES);
    }

    /** All of its backbone is computed once, then a part of it, then nothing. */
    @Test
    void whereverATrialWithANeckBreaksOffItComesToTheSameBytes() throws Exception {
        requireSameBytesWhereverItBreaksOff(PHASES.replace("  circuit:", NECK + "  circuit:"));
    }

    private void requireSameBytesWhereverItBreaksOff(String yaml) throws IOException, ProblemsException {
        Study whole = run(yaml, "whole");
        for (int epoch = 1; epoch < EPOCHS; epoch++) {
            Study study = bench.study(yaml, "broken-" + epoch);
            assertThat(Bench.run(study, new Breaking(epoch)).failures()).hasSize(1);

            Bench.run(study, new Listening());

            assertThat(published(study)).as("behind epoch %d", epoch).isEqualTo(published(whole));
            assertThat(values(study)).usingRecursiveComparison().isEqualTo(values(whole));
        }
    }

    @Test
    void aNeckLearnsOnFeaturesThatAreComputedOnceAndGoesOnInEveryPhase() throws Exception {
        String yaml = PHASES.replace("  circuit:", NECK + "  circuit:");
        String two = yaml.replace("epochs: 6", "epochs: 4").replace(", {from: 5, freeze: none}", "");
        String one = two.replace("epochs: 4", "epochs: 2").replaceAll(", phases: .*]", "");

        Map<String, float[]> begun = values(run(one.replace("rate: 0.05", "rate: 1e-9"), "begun"));
        Map<String, float[]> first = behind(2, one, "one");
        Map<String, float[]> second = behind(4, two, "two");
        Map<String, float[]> third = behind(6, yaml, "three");

        assertThat(first).doesNotContainKeys("trunk.first.conv.weight", "trunk.second.conv.weight");
        assertThat(first.get("neck.there.input")).isNotEqualTo(begun.get("neck.there.input"));
        assertThat(second.get("neck.there.input")).isNotEqualTo(first.get("neck.there.input"));
        assertThat(third.get("neck.there.input")).isNotEqualTo(second.get("neck.there.input"));
        assertThat(third.keySet()).containsAll(begun.keySet());
    }

    @Test
    void whatIsComputedOnceIsFoundAgainWhateverNeckReadsIt() throws Exception {
        run(FROZEN, "runs");
        var heard = new Listening();

        Bench.run(bench.study(FROZEN.replace("  circuit:", NECK + "  circuit:"), "necked"), heard);

        assertThat(heard.heard)
                .noneMatch(line -> line.contains("computes once"))
                .contains("hybrid seed 1 ends");
    }

    /** The best epoch is one of the first phase, when the trunk was as it began. */
    @Test
    void theModelOfAnEarlierPhaseHasWhatDidNotLearnYetAsItWas() throws Exception {
        String spoiled = PHASES.replace("rate: 0.02}", "rate: 30}");
        Study study = run(spoiled, "spoiled");
        Map<String, float[]> begun =
                values(run(PHASES.replace("epochs: 6", "epochs: 2").replaceAll(", phases: .*]", ""), "first"));

        assertThat(metrics(study).bestEpoch()).isLessThan(3);
        assertThat(values(study).keySet()).isEqualTo(begun.keySet());
        assertThat(values(study)).usingRecursiveComparison().isEqualTo(begun);
    }

    @Test
    void patienceCountsInTheLastPhaseAlone() throws Exception {
        String impatient = PHASES.replace(
                        "select: val.loss,", "select: val.loss, stop: {patience: 1, metric: val.loss},")
                .replace("rate: 0.05", "rate: 1e-12")
                .replace("rate: 0.02}", "rate: 1e-12}");

        assertThat(metrics(run(impatient, "runs")).epochs()).isGreaterThanOrEqualTo(5);
    }

    @Test
    void whatNeverChangesIsComputedOnceForAllSeedsAndRoles() throws Exception {
        var heard = new Listening();
        Study study = bench.study(FROZEN + "controls: [identity]\nseeds: 2\n", "runs");
        Bench.run(study, heard);

        // Random values differ from seed to seed, but not from role to role.
        assertThat(heard.heard.stream().filter(line -> line.contains("computes once")))
                .hasSize(2);
        assertThat(heard.heard)
                .contains("hybrid seed 1: computes once what does not learn, for 48 images (0.0 MB)")
                .contains("hybrid seed 2: computes once what does not learn, for 48 images (0.0 MB)");
        assertThat(features()).hasSize(2);

        var again = new Listening();
        Bench.run(bench.study(FROZEN.replace("rate: 0.02", "rate: 0.03"), "other"), again);
        assertThat(again.heard).noneMatch(line -> line.contains("computes once"));
    }

    @Test
    void theModelHoldsWhatNeverChangedToo() throws Exception {
        assertThat(values(run(FROZEN, "runs")).keySet())
                .contains("trunk.first.conv.weight", "trunk.second.conv.weight", "classes.weight");
    }

    @ParameterizedTest
    @ValueSource(strings = {"flip", "truncate", "forget"})
    void damagedFeaturesAreSaidAndComputedAgain(String how) throws Exception {
        Study whole = run(FROZEN, "whole");
        Path floats = features().get(0).resolve("features.floats");
        byte[] bytes = Files.readAllBytes(floats);
        switch (how) {
            case "flip" -> {
                bytes[17] ^= 4;
                Files.write(floats, bytes);
            }
            case "truncate" -> Files.write(floats, Arrays.copyOf(bytes, bytes.length - 4));
            default -> Files.delete(floats);
        }

        var heard = new Listening();
        Study study = bench.study(FROZEN, "damaged");
        Bench.run(study, heard);

        String trouble = switch (how) {
            case "flip" -> "features.floats is not what was written";
            case "truncate" -> "features.floats has %d bytes, not %d".formatted(bytes.length - 4, bytes.length);
            default -> "features.floats is missing";
        };
        assertThat(heard.heard)
                .contains("hybrid seed 1: its features in %s were damaged (%s)"
                        .formatted(features().get(0), trouble));
        assertThat(published(study)).isEqualTo(published(whole));
    }

    @Test
    void whatHasLearnedCannotBeFrozenLater() throws Exception {
        String refreezing = PHASES.replace("freeze: none}", "freeze: all}");
        Trial trial = bench.study(refreezing, "runs").plan().trials().get(0);

        assertThatThrownBy(() -> Architect.draw(trial.setup(), trial.control(), new ImageShape(1, 7, 6), 2, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "train.phases freezes 'second' from epoch 5 on, but it learned before. A later phase can only let more learn.");
    }

    @Test
    void phasesComeOneBehindTheOther() {
        assertThatThrownBy(() -> bench.study(PHASES.replace("from: 5", "from: 3"), "runs"))
                .isInstanceOf(ProblemsException.class)
                .hasMessageContaining("phases must begin one behind the other, up to epoch 6, not with 3 behind 3.");
        assertThatThrownBy(() -> bench.study(PHASES.replace("from: 5", "from: 7"), "runs"))
                .isInstanceOf(ProblemsException.class)
                .hasMessageContaining("phases must begin one behind the other, up to epoch 6, not with 7 behind 3.");
    }

    /** Fails when an epoch was told and kept. */
    private static final class Breaking extends Listening {

        private final int epoch;

        Breaking(int epoch) {
            this.epoch = epoch;
        }

        @Override
        public void epoch(Trial trial, EpochResult result, double seconds) {
            super.epoch(trial, result, seconds);
            if (result.epoch() == epoch) {
                throw new IllegalStateException("It broke off.");
            }
        }
    }

    private Study run(String yaml, String runs) throws IOException, ProblemsException {
        Study study = bench.study(yaml, runs);
        assertThat(Bench.run(study, new Listening()).failures()).isEmpty();
        return study;
    }

    /** What the network holds behind an epoch. */
    private Map<String, float[]> behind(int epoch, String yaml, String runs) throws IOException, ProblemsException {
        Study study = bench.study(yaml, runs);
        Bench.run(study, new Breaking(epoch));
        String engine = Word.of(Engine.prepare(EngineChoice.AUTO).choice());
        var checkpoints =
                new CheckpointFolder(trial(study), study.plan().trials().get(0).key(), engine);
        return checkpoints.last().orElseThrow().checkpoint().network().values();
    }

    private List<Path> features() throws IOException {
        try (Stream<Path> folders = Files.list(folder.resolve("features"))) {
            return folders.map(Path::toAbsolutePath).sorted().toList();
        }
    }

    private static RunFolder trial(Study study) {
        return study.folderOf(study.plan().trials().get(0));
    }

    private static Map<String, String> published(Study study) throws IOException {
        return trial(study).published().orElseThrow().files();
    }

    private static TrialMetrics metrics(Study study) throws IOException {
        return TrialMetrics.read(published(study).get(TrialMetrics.FILE));
    }

    private static TrialRecord record(Study study) throws IOException {
        return TrialRecord.read(trial(study)).orElseThrow();
    }

    private static Map<String, float[]> values(Study study) throws IOException {
        return SavedModel.read(trial(study).path().resolve(SavedModel.NAME)).values();
    }
}
