package io.ansatz.runner.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.ansatz.runner.proof.Comparison.Fact;
import io.ansatz.runner.tracking.RunFolder;
import io.ansatz.runner.tracking.SampleStudy;
import io.ansatz.runner.tracking.TrialRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {

    @TempDir
    private Path folder;

    private SampleStudy here;
    private SampleStudy there;

    @BeforeEach
    void twoPlaces() {
        here = new SampleStudy(folder.resolve("here"), "study");
        there = new SampleStudy(folder.resolve("there"), "study");
    }

    @Test
    void theSameTrialWithTheSameResultsHasNoDifferences() throws IOException {
        Comparison comparison = Comparison.of(
                read(here.trial("hybrid", 1, 1).isDone(0.8)),
                read(there.trial("hybrid", 1, 1).isDone(0.8)));

        assertThat(differences(comparison)).isEmpty();
        assertThat(comparison.same()).isTrue();
        assertThat(comparison.conclusion()).isEqualTo("The same trial, the same results.");
    }

    @Test
    void theSameTrialWithOtherResultsIsSaidSo() throws IOException {
        Comparison comparison = Comparison.of(
                read(here.trial("hybrid", 1, 1)
                        .begins()
                        .epoch(1, 0.7, 0.8)
                        .epoch(2, 0.6, 0.8)
                        .ends(0.8, 0.8)),
                read(there.trial("hybrid", 1, 1)
                        .begins()
                        .epoch(1, 0.7, 0.8)
                        .epoch(2, 0.6000000001, 0.8)
                        .ends(0.8, 0.7)));

        assertThat(differences(comparison))
                .containsExactly(
                        "curve: differs from epoch 2 on: train/loss 0.600000 -> 0.600000 (+1.0e-10)",
                        "test loss: 0.513268 -> 0.624948 (+0.111680)",
                        "test accuracy: 0.800000 -> 0.700000 (-0.100000)",
                        "test balanced-accuracy: 0.800000 -> 0.700000 (-0.100000)",
                        "test auc: 0.800000 -> 0.700000 (-0.100000)",
                        "test average-precision: 0.740000 -> 0.640000 (-0.100000)",
                        "test mcc: 0.600000 -> 0.400000 (-0.200000)",
                        "test f1: 0.800000 -> 0.700000 (-0.100000)",
                        "test brier: 0.165000 -> 0.215000 (+0.050000)",
                        "test accuracy-at-80-coverage: 0.800000 -> 0.700000 (-0.100000)",
                        "test aurc: 0.200000 -> 0.300000 (+0.100000)",
                        "test answers: 2 of 20 differ, probabilities by up to 0.500000",
                        "metrics.json: other bytes, from line 42 on",
                        "predictions.csv: other bytes, from line 36 on");
        assertThat(comparison.same()).isFalse();
        assertThat(comparison.conclusion())
                .isEqualTo("The same trial, and yet other results: nothing that is recorded explains it.");
    }

    @Test
    void whatATrialRanOnMayExplainOtherResults() throws IOException {
        TrialRecord one = read(here.trial("hybrid", 1, 1).isDone(0.8));
        var other = there.trial("hybrid", 1, 1).isDone(0.7);
        edit(other.folder().journal(), "\"java\":\"17\"", "\"java\":\"21\",\"cores\":\"64\"");
        edit(other.folder().journal(), "\"user\":\"ada\"", "\"user\":\"bob\"");

        Comparison comparison = Comparison.of(one, read(other));

        assertThat(differences(comparison)).contains("java: 17 -> 21", "cores: - -> 64", "user: ada -> bob");
        assertThat(comparison.explanations()).containsExactlyInAnyOrder("java", "cores");
        assertThat(comparison.conclusion()).startsWith("The same trial, and yet other results: other ");
    }

    @Test
    void anotherSettingWithTheSameResultsIsSuspicious() throws IOException {
        Comparison comparison = Comparison.of(
                read(here.trial("hybrid", 1, 1).isDone(0.8)),
                read(there.trial("hybrid", 1, 3).isDone(0.8)));

        assertThat(differences(comparison)).containsExactly("model.circuit.layers: 1 -> 3");
        assertThat(comparison.same()).isFalse();
        assertThat(comparison.conclusion())
                .isEqualTo("Other settings: model.circuit.layers; and yet the same results.");
    }

    @Test
    void trialsWithoutResultsAreComparedByWhatTheyHave() throws IOException {
        TrialRecord done = read(here.trial("hybrid", 1, 1).isDone(0.8));
        TrialRecord failed =
                read(there.trial("hybrid", 1, 1).begins().epoch(1, 0.9, 0.8).fails("It broke.\nBadly."));
        TrialRecord stopped = read(there.trial("hybrid", 2, 1).begins().isKilled());
        TrialRecord running = read(there.trial("hybrid", 3, 1).begins());

        Comparison comparison = Comparison.of(done, failed);
        assertThat(differences(comparison))
                .containsExactly(
                        "state: finished -> failed",
                        "reason: - -> It broke.",
                        "curve: differs from epoch 1 on: train/loss 0.700000 -> 0.900000 (+0.200000)");
        assertThat(comparison.conclusion()).isEqualTo("The same trial: one is finished, the other failed.");
        assertThat(comparison.same()).isFalse();
        assertThat(Comparison.of(failed, failed).conclusion())
                .isEqualTo("The same trial, and no results: both are failed.");
        assertThat(Comparison.of(failed, failed).same()).isFalse();
        assertThat(differences(Comparison.of(stopped, running)))
                .containsExactly("seed: 2 -> 3", "state: stopped -> not finished");
        assertThat(Comparison.of(stopped, running).conclusion()).isEqualTo("Other settings: seed.");
    }

    @Test
    void everyGroupHasItsWords() {
        var a = Map.of(
                "framework",
                "1",
                "model.circuit.plugin",
                "lab " + "a".repeat(64),
                "dataset.digest",
                "b".repeat(64),
                "model.backbone.weights.digest",
                "c".repeat(63) + "1");
        var b = Map.of(
                "framework",
                "1",
                "model.circuit.plugin",
                "lab " + "d".repeat(64),
                "dataset.digest",
                "e".repeat(64),
                "model.backbone.weights.digest",
                "c".repeat(63) + "2");

        Comparison comparison = Comparison.ofIdentities(a, b);

        assertThat(differences(comparison))
                .containsExactly(
                        "model.circuit.plugin: lab aaaaaaaaaaaa -> lab dddddddddddd",
                        "digest: bbbbbbbbbbbb -> eeeeeeeeeeee",
                        "model.backbone.weights.digest: %s1 -> %s2".formatted("c".repeat(63), "c".repeat(63)));
        assertThat(comparison.conclusion())
                .isEqualTo("Other code: model.circuit.plugin; another data set; other weights.");
        assertThat(Comparison.ofIdentities(Map.of(), Map.of("a", "1", "b", "2", "c", "3", "d", "4"))
                        .conclusion())
                .matches("Other settings: ., ., . and 1 more\\.");
    }

    @Test
    void predictionsOfOtherImagesAreNotCompared() throws IOException {
        TrialRecord one = read(here.trial("hybrid", 1, 1).isDone(0.8));
        var other = there.trial("hybrid", 1, 1).isDone(0.8);
        var files = new LinkedHashMap<>(other.folder().published().orElseThrow().files());
        files.computeIfPresent("predictions.csv", (name, text) -> text.replaceFirst("test/19,,1", "test/19,,0"));
        other.folder().publish(files, 1);

        assertThat(differences(Comparison.of(one, read(other))))
                .containsExactly("test answers: of other images", "predictions.csv: other bytes, from line 41 on");
    }

    private static List<String> differences(Comparison comparison) {
        return comparison.facts().stream()
                .filter(Fact::differs)
                .map(fact -> "%s: %s".formatted(fact.name(), fact.words()))
                .toList();
    }

    private static TrialRecord read(SampleStudy.Trial trial) throws IOException {
        return TrialRecord.read(new RunFolder(trial.folder().path())).orElseThrow();
    }

    private static void edit(Path file, String before, String after) throws IOException {
        Files.writeString(file, Files.readString(file).replace(before, after));
    }
}
