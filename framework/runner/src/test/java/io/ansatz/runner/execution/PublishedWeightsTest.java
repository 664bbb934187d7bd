package io.ansatz.runner.execution;

import static io.ansatz.runner.execution.Bench.STUDY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import io.ansatz.runner.NoNetwork;
import io.ansatz.runner.data.OpenDatasets;
import io.ansatz.runner.execution.Bench.Listening;
import io.ansatz.runner.experiment.Plan;
import io.ansatz.runner.experiment.Trial;
import io.ansatz.runner.material.FeatureStore;
import io.ansatz.runner.tracking.Journal;
import io.ansatz.runner.tracking.SavedModel;
import io.ansatz.runner.training.EpochResult;
import io.ansatz.runner.weights.OpenWeights;
import io.ansatz.runner.weights.WeightFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trials whose backbone begins with the values of a file: two filters of 3 x 3 and their biases. */
class PublishedWeightsTest {

    private static final float[] FILTERS = {
        0.1f, -0.2f, 0.3f, -0.4f, 0.5f, -0.6f, 0.7f, -0.8f, 0.9f, 1, -1, 1, -1, 1, -1, 1, -1, 1
    };
    private static final float[] BIASES = {0.25f, -0.75f};

    @TempDir
    private Path folder;

    private Bench bench;
    private Path file;

    @BeforeEach
    void writeTheFile() throws IOException {
        bench = new Bench(folder);
        file = new WeightFile()
                .with("conv.weight", List.of(2, 1, 3, 3), FILTERS)
                .with("conv.bias", List.of(2), BIASES)
                .write(folder.resolve("tiny.safetensors"));
    }

    @Test
    void aFrozenBackboneKeepsTheValuesOfTheFileInEveryRole() throws Exception {
        Study study = bench.study(with("weights: {file: tiny.safetensors}, freeze: all") + "controls: [mlp]\n");

        Bench.run(study, new Listening());

        for (Trial trial : study.plan().trials()) {
            Map<String, float[]> values = model(study, trial).values();
            assertThat(values.get("trunk.conv.weight")).isEqualTo(FILTERS);
            assertThat(values.get("trunk.conv.bias")).isEqualTo(BIASES);
        }
        assertThat(study.plan().trials()).hasSize(2);
    }

    @Test
    void aBackboneThatLearnsBeginsThere() throws Exception {
        Study study = bench.study(with("weights: {file: tiny.safetensors}")
                .replace("epochs: 2", "epochs: 1")
                .replace("0.02", "1e-6"));

        Bench.run(study, new Listening());

        // Adam moves a value by at most about the rate in each of three steps.
        Map<String, float[]> values = model(study, study.plan().trials().get(0)).values();
        assertThat(values.get("trunk.conv.weight")).isNotEqualTo(FILTERS);
        for (int i = 0; i < FILTERS.length; i++) {
            assertThat(values.get("trunk.conv.weight")[i]).isCloseTo(FILTERS[i], within(1e-5f));
        }
    }

    @Test
    void everythingElseBeginsWhereItWouldWithoutTheFile() throws Exception {
        String still = "epochs: 1, batch: 8, rate: 1e-12";
        Study given = bench.study(
                with("weights: {file: tiny.safetensors}").replace("epochs: 2, batch: 8, rate: 0.02", still), "given");
        Study drawn = bench.study(STUDY.replace("epochs: 2, batch: 8, rate: 0.02", still), "drawn");
        Bench.run(given, new Listening());
        Bench.run(drawn, new Listening());

        Map<String, float[]> values = model(given, given.plan().trials().get(0)).values();
        Map<String, float[]> others = model(drawn, drawn.plan().trials().get(0)).values();

        assertThat(values.get("trunk.conv.weight")).isNotEqualTo(others.get("trunk.conv.weight"));
        for (String name : List.of("project.weight", "circuit.weights", "classes.bias")) {
            for (int i = 0; i < values.get(name).length; i++) {
                assertThat(values.get(name)[i]).as(name).isCloseTo(others.get(name)[i], within(1e-9f));
            }
        }
    }

    @Test
    void theJournalAndTheModelTellTheDigest() throws Exception {
        Study study = bench.study(with("weights: {file: tiny.safetensors}"));
        Bench.run(study, new Listening());
        Trial trial = study.plan().trials().get(0);
        String digest = trial.identity().get(Plan.BACKBONE_WEIGHTS);

        JsonObject begin = Journal.read(study.folderOf(trial).journal()).get(0).facts();

        assertThat(digest).matches("[0-9a-f]{64}");
        assertThat(begin.getAsJsonObject("weights").get("digest").getAsString()).isEqualTo(digest);
        assertThat(begin.getAsJsonObject("weights").get("source").getAsString()).isEqualTo(file.toString());
        assertThat(model(study, trial).identity()).containsEntry(Plan.BACKBONE_WEIGHTS, digest);
    }

    @Test
    void aFileThatChangedSinceThePlanFailsTheTrial() throws Exception {
        Study study = bench.study(with("weights: {file: tiny.safetensors}"));
        new WeightFile()
                .with("conv.weight", List.of(2, 1, 3, 3), FILTERS)
                .with("conv.bias", List.of(2), BIASES[1], BIASES[0])
                .write(file);

        Report report = runWithoutMemory(study);

        assertThat(report.failures()).hasSize(1);
        assertThat(report.failures().get(0).reason())
                .startsWith(file + " has changed since the trials were planned: its SHA-256 was ");
    }

    @Test
    void aFileThatDoesNotFitFailsTheTrialWithASentence() throws Exception {
        new WeightFile().with("conv.weight", List.of(2, 1, 3, 3), FILTERS).write(file);
        Study study = bench.study(with("weights: {file: tiny.safetensors}"));

        Report report = Bench.run(study, new Listening());

        assertThat(report.failures().get(0).reason()).isEqualTo("""
                %s does not fit tiny.
                It lacks 1 of 2 arrays:
                  conv.bias""".formatted(file));
    }

    @Test
    void aTrialThatGoesOnDoesNotNeedTheFileWhereAllLearns() throws Exception {
        Study study = bench.study(with("weights: {file: tiny.safetensors}"));
        Bench.run(study, new Listening() {

            @Override
            public void epoch(Trial trial, EpochResult result, double seconds) {
                throw new IllegalStateException("It broke off.");
            }
        });
        Files.delete(file);

        Report report = runWithoutMemory(study);

        assertThat(report.finished()).hasSize(1);
    }

    /** As another process would, which has read no file yet. */
    private Report runWithoutMemory(Study study) throws IOException {
        return new LocalExecutor(
                        new OpenDatasets(),
                        new OpenWeights(name -> folder, NoNetwork.DOWNLOADS),
                        new FeatureStore(folder.resolve("features")))
                .run(study, new Listening());
    }

    private static SavedModel model(Study study, Trial trial) throws IOException {
        return SavedModel.read(study.folderOf(trial).path().resolve(SavedModel.NAME));
    }

    private static String with(String words) {
        return STUDY.replace("{use: tiny}", "{use: tiny, " + words + "}");
    }
}
