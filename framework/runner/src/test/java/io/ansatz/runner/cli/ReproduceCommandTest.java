package io.ansatz.runner.cli;

import static io.ansatz.runner.cli.Lab.STUDY;
import static org.assertj.core.api.Assertions.assertThat;

import io.ansatz.runner.cli.Lab.Said;
import io.ansatz.runner.tracking.RunFolder;
import io.ansatz.runner.tracking.StudyFolder;
import io.ansatz.runner.tracking.TrialRecord;
import io.ansatz.runner.weights.WeightFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReproduceCommandTest {

    @TempDir
    private static Path folder;

    private static Lab lab;

    /** A control with the second seed at the second point of a sweep. */
    private static Path run;

    @BeforeAll
    static void trainAStudy() throws IOException {
        lab = Lab.in(folder).with("study.yaml", STUDY + """
                controls: [mlp]
                seeds: [1, 7]
                sweep: {train.rate: [0.02, 1e-3]}
                """);
        lab.run("run", "LAB/study.yaml", "--runs", "LAB/runs");
        run = new StudyFolder(folder.resolve("runs/study"))
                .records().stream()
                        .filter(trial -> trial.role().equals("mlp")
                                && trial.seed().equals("7")
                                && trial.setting("train.rate").orElseThrow().equals("0.001"))
                        .map(trial -> trial.folder().path())
                        .findFirst()
                        .orElseThrow();
    }

    @Test
    void aTrialIsTrainedAgainFromItsFolderAloneWhichStaysAsItIs() throws IOException {
        Path alone = Copies.of(run, folder.resolve("alone"));
        Map<String, String> before = contents(alone);

        Said said = reproduce("LAB/alone", "--runs", "LAB/nowhere");

        assertThat(said.err()).isEmpty();
        assertThat(said.out()).contains("mlp seed 7 rate=1e-3: epoch 2/2  ").endsWith("""

                Reproduced: metrics.json and predictions.csv are the same bytes.
                """);
        assertThat(said.exit()).isZero();
        assertThat(contents(alone)).isEqualTo(before);
        assertThat(folder.resolve("nowhere")).doesNotExist();
    }

    @Test
    void onRequestTheNewRunIsKept() throws IOException {
        Said said = reproduce("mlp seed 7 rate=1e-3", "--to", "LAB/kept", "--runs", "LAB/runs");

        Path kept = folder.resolve("kept").resolve(run.getFileName());
        assertThat(said.out()).endsWith("""
                Reproduced: metrics.json and predictions.csv are the same bytes.
                The new run lies in LAB/kept/%s.
                """.formatted(run.getFileName()));
        assertThat(lab.run("diff", kept.toString(), run.toString()).exit()).isZero();
        assertThat(reproduce(run.toString(), "--to", "LAB/kept"))
                .isEqualTo(toMend("--to needs a new or an empty folder, and LAB/kept is not one.\n"));
    }

    @Test
    void resultsThatDoNotComeOutAgainAreToldWithTheirDifferences() throws IOException {
        Path other = Copies.of(run, folder.resolve("other"));
        var files = new LinkedHashMap<>(
                new RunFolder(other).published().orElseThrow().files());
        files.computeIfPresent(
                "predictions.csv", (name, text) -> text.replaceFirst("val,([^,]*),,0,0\\.", "val,$1,,0,1."));
        new RunFolder(other).publish(files, 1);
        Path journal = other.resolve("journal.jsonl");
        Files.writeString(
                journal, Files.readString(journal).replaceFirst("\"java\":\"[^\"]*\"", "\"java\":\"GraalVM 17\""));

        Said said = reproduce("LAB/other", "--to", "LAB/other-again");

        String java = System.getProperty("java.vm.name") + " " + System.getProperty("java.version");
        assertThat(said.err()).isEmpty();
        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.out().replaceAll("[01] of 16 differ, probabilities by up to [0-9.]+", "#"))
                .endsWith("""

                recorded -> now
                surroundings
                  java: GraalVM 17 -> %s
                  experiment file: LAB/study.yaml -> LAB/other/experiment.yaml
                results
                  val answers: #
                  predictions.csv: other bytes, from line 2 on
                Not reproduced: predictions.csv has other bytes.
                What may explain it: other java.
                The new run lies in LAB/other-again/%s.
                """.formatted(java, run.getFileName()));
    }

    @Test
    void anotherTrialIsNotTrainedUnlessAskedFor() throws IOException {
        assertThat(reproduce(run.toString(), "--set", "train.epochs=1"))
                .isEqualTo(new Said(2, """
                recorded -> here
                settings
                  train.epochs: 2 -> 1
                """, "Nothing was trained: this would be another trial. --anyway trains it.\n"));

        Said said = reproduce(run.toString(), "--set", "train.epochs=1", "--anyway", "--to", "LAB/shorter");

        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.out()).contains("\nNot reproduced: metrics.json ", """
                 other bytes.
                Mind what is not as recorded: other settings: train.epochs.
                The new run lies in LAB/shorter/mlp-s7-""");
    }

    @Test
    void otherCodeAndOtherDataAreNamed() throws IOException {
        Path old = Copies.of(run, folder.resolve("old"));
        Path identity = old.resolve("trial.txt");
        String digest = "0123456789ab".repeat(5) + "0123";
        Files.writeString(
                identity,
                Files.readString(identity)
                        .replaceFirst("framework = .*", "framework = 0.0.9")
                        .replaceFirst("model.circuit.plugin = .*", "model.circuit.plugin = lab " + digest)
                        .replaceFirst("dataset.digest = .*", "dataset.digest = " + digest));

        Said said = reproduce("LAB/old");

        assertThat(said.exit()).isEqualTo(2);
        assertThat(said.out()).matches("""
                        recorded -> here
                        code
                          framework: 0\\.0\\.9 -> .*
                          model\\.circuit\\.plugin: lab 0123456789ab -> lab [0-9a-f]{12}
                        data
                          digest: 0123456789ab -> shades-Settings.*
                        """);

        Said anyway = reproduce("LAB/old", "--anyway");

        assertThat(anyway.exit()).isZero();
        assertThat(anyway.out()).endsWith("""
                Reproduced: metrics.json and predictions.csv are the same bytes.
                Mind what is not as recorded: other code: framework, model.circuit.plugin; another data set.
                """);
    }

    @Test
    void pointsThatOnlyTheirFilesTellApartAreToldApart() throws IOException {
        Path first = lab.path("first.safetensors");
        Path second = lab.path("second.safetensors");
        new WeightFile().made("conv.weight", 2, 1, 3, 3).made("conv.bias", 2).write(first);
        new WeightFile().made("conv.bias", 2).made("conv.weight", 2, 1, 3, 3).write(second);
        lab.with(
                "files.yaml",
                STUDY.replace("name: study", "name: files")
                                .replace("{use: tiny}", "{use: tiny, weights: {file: first.safetensors}}")
                        + "sweep: {model.backbone.weights.file: [%s, second.safetensors]}\n".formatted(first));
        lab.run("run", "LAB/files.yaml", "--runs", "LAB/runs");
        List<TrialRecord> trials = new StudyFolder(folder.resolve("runs/files")).records();
        String run = trials.get(1).folder().path().toString();

        Said lost = reproduce(run);
        assertThat(lost.exit()).isEqualTo(2);
        assertThat(lost.err())
                .contains(
                        "A path in a sweep counts from the folder of the run: --set sweep=none leaves the sweep out.\n")
                .contains("There is no file %s/second.safetensors".formatted(run.replace(folder.toString(), "LAB")));

        Said found =
                reproduce(run, "--set", "sweep=none", "--set", "model.backbone.weights.file=LAB/second.safetensors");
        assertThat(found.err()).isEmpty();
        assertThat(found.out()).endsWith("\nReproduced: metrics.json and predictions.csv are the same bytes.\n");

        Said other =
                reproduce(run, "--set", "sweep=none", "--set", "model.backbone.weights.file=LAB/first.safetensors");
        assertThat(other.exit()).isEqualTo(2);
        assertThat(other.out()).matches("""
                        recorded -> here
                        weights
                          model\\.backbone\\.weights\\.digest: [0-9a-f]{12} -> [0-9a-f]{12}
                        """);

        Files.copy(second, trials.get(1).folder().path().resolve("second.safetensors"));
        assertThat(reproduce(run).exit()).isZero();
    }

    @Test
    void aMissingPluginIsNamedAsItWasRecorded(@TempDir Path other) throws IOException {
        var empty = Lab.in(other);
        Files.delete(other.resolve("home/plugins/lab.jar"));
        Path copy = Copies.of(run, other.resolve("run"));
        String plugin = new TreeMap<>(
                        TrialRecord.read(new RunFolder(copy)).orElseThrow().identity())
                .get("dataset.plugin");
        String version =
                TrialRecord.read(new RunFolder(copy)).orElseThrow().identity().get("framework");

        assertThat(empty.run("reproduce", "LAB/run")).isEqualTo(toMend("""
                It was trained with framework: %s
                It was trained with dataset.plugin: %s
                It was trained with model.backbone.plugin: %s
                It was trained with model.circuit.plugin: %s
                What lies elsewhere here is told with --set, such as --set model.backbone.weights.file=PATH.
                A path in a sweep counts from the folder of the run: --set sweep=none leaves the sweep out.
                LAB/run/experiment.yaml:3:8     There is no dataset 'shades'. No dataset is installed.
                LAB/run/experiment.yaml:14:10   There is no backbone 'tiny'. No backbone is installed.
                LAB/run/experiment.yaml:26:10   There is no circuit 'turns'. No circuit is installed.
                3 problems; nothing was run.
                """.formatted(version, plugin, plugin, plugin)));
    }

    @Test
    void withoutResultsThereIsNothingToReproduce() throws IOException {
        Path edited = Copies.of(run, folder.resolve("edited"));
        Files.writeString(edited.resolve("metrics.json"), "{}");
        Path unfinished = Copies.of(run, folder.resolve("unfinished"));
        Files.delete(unfinished.resolve("done"));
        Path bare = Copies.of(run, folder.resolve("bare"));
        Files.delete(bare.resolve("experiment.yaml"));

        assertThat(reproduce("LAB/edited")).isEqualTo(toMend("""
                The results in LAB/edited are not what was published there.
                Maybe a file was edited since, or the disk is damaged.
                """));
        assertThat(reproduce("LAB/unfinished"))
                .isEqualTo(toMend("There is nothing to reproduce: LAB/unfinished is not finished.\n"));
        assertThat(reproduce("LAB/bare"))
                .isEqualTo(
                        toMend("There is no LAB/bare/experiment.yaml, from which the trial could be trained again.\n"));
        assertThat(reproduce("LAB/home")).isEqualTo(toMend("LAB/home is no folder of a run: no trial began there.\n"));
    }

    private static Said reproduce(String... words) {
        var all = new ArrayList<String>();
        all.add("reproduce");
        all.addAll(List.of(words));
        return lab.run(all.toArray(String[]::new));
    }

    private static Said toMend(String err) {
        return new Said(2, "", err);
    }

    private static Map<String, String> contents(Path folder) throws IOException {
        var contents = new TreeMap<String, String>();
        try (Stream<Path> below = Files.walk(folder)) {
            for (Path file : below.filter(Files::isRegularFile).toList()) {
                contents.put(folder.relativize(file).toString(), RunFolder.sha256(Files.readAllBytes(file)));
            }
        }
        return contents;
    }
}
