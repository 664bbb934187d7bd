package io.ansatz.runner.execution;

import static io.ansatz.runner.execution.Bench.STUDY;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.ansatz.api.dataset.Dataset;
import io.ansatz.runner.data.OpenDatasets;
import io.ansatz.runner.execution.Bench.Listening;
import io.ansatz.runner.network.Architect;
import io.ansatz.runner.network.HybridNetwork;
import io.ansatz.runner.tracking.Journal;
import io.ansatz.runner.tracking.PredictionsFile;
import io.ansatz.runner.tracking.SavedModel;
import io.ansatz.runner.tracking.TrialMetrics;
import io.ansatz.runner.training.Predictions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialRunnerTest {

    private static final List<String> JUDGED = List.of(
            "loss",
            "accuracy",
            "balanced-accuracy",
            "auc",
            "images",
            "majority-rate",
            "prevalence",
            "average-precision",
            "mcc",
            "f1",
            "sensitivity-at-95-specificity",
            "specificity-at-95-sensitivity",
            "brier",
            "ece",
            "accuracy-at-80-coverage",
            "aurc");

    private static final List<String> AT_THRESHOLD = List.of(
            "threshold",
            "accuracy-at-threshold",
            "balanced-accuracy-at-threshold",
            "mcc-at-threshold",
            "f1-at-threshold",
            "sensitivity-at-threshold",
            "specificity-at-threshold");

    @TempDir
    private Path folder;

    @Test
    void theJournalTellsTheWholeStory() throws Exception {
        Study study = new Bench(folder).study(STUDY + "sweep: {train.rate: [0.02]}\n");
        Instant before = Instant.now();
        Report report = Bench.run(study, new Listening());
        Instant after = Instant.now();
        var trial = study.plan().trials().get(0);

        List<Journal.Event> events = Journal.read(study.folderOf(trial).journal());

        assertThat(events).extracting(Journal.Event::name).containsExactly("begin", "epoch", "epoch", "end");
        for (Journal.Event event : events) {
            assertThat(Instant.parse(event.facts().get("at").getAsString())).isBetween(before, after);
        }

        JsonObject begin = events.get(0).facts();
        assertThat(begin.keySet())
                .containsExactly(
                        "event",
                        "at",
                        "attempt",
                        "experiment",
                        "role",
                        "seed",
                        "point",
                        "key",
                        "dataset",
                        "surroundings");
        assertThat(begin.get("attempt").getAsInt()).isEqualTo(1);
        assertThat(begin.get("experiment").getAsString()).isEqualTo("bench");
        assertThat(begin.get("role").getAsString()).isEqualTo("hybrid");
        assertThat(begin.get("seed").getAsLong()).isEqualTo(1);
        assertThat(begin.get("point").toString()).isEqualTo("{\"train.rate\":\"0.02\"}");
        assertThat(begin.get("key").getAsString()).isEqualTo(trial.key());
        JsonObject guard = begin.getAsJsonObject("dataset").remove("guard").getAsJsonObject();
        assertThat(guard.keySet())
                .containsExactly("groups", "duplicates", "near-duplicates", "contradictions", "labels");
        assertThat(guard.get("duplicates"))
                .hasToString("{\"verdict\":\"verified\",\"count\":0,"
                        + "\"sentence\":\"No image stands in two parts, byte for byte.\"}");
        assertThat(begin.get("dataset"))
                .isEqualTo(JsonParser.parseString("{\"source\": \"made here\", \"version\": \"1\", \"digest\": \"def\","
                        + " \"licence\": \"none\", \"citation\": \"\", \"classes\": [\"dark\", \"light\"],"
                        + " \"images\": {\"train\": 24, \"val\": 16, \"test\": 8},"
                        + " \"labels\": {\"train\": [12, 12], \"val\": [8, 8], \"test\": [4, 4]},"
                        + " \"grouped_by\": \"\", \"groups\": {}, \"known_issues\": [\"It is dull.\"],"
                        + " \"published\": {\"val\": [8, 8], \"test\": [4, 4]}}"));
        assertThat(begin.getAsJsonObject("surroundings").get("ansatz").getAsString())
                .isEqualTo("1.2.3");
        assertThat(begin.getAsJsonObject("surroundings").get("plugin bench").getAsString())
                .isEqualTo("1.0");
        assertThat(begin.getAsJsonObject("surroundings").keySet())
                .startsWith(
                        "ansatz",
                        "engine",
                        "java",
                        "system",
                        "processor",
                        "circuits",
                        "user",
                        "experiment file",
                        "cores");

        for (int epoch = 1; epoch <= 2; epoch++) {
            JsonObject facts = events.get(epoch).facts();
            assertThat(facts.keySet()).containsExactly("event", "at", "epoch", "train", "val", "seconds");
            assertThat(facts.get("epoch").getAsInt()).isEqualTo(epoch);
            assertThat(facts.getAsJsonObject("train").keySet()).containsExactly("loss", "rate");
            assertThat(facts.getAsJsonObject("train").get("loss").getAsDouble()).isPositive();
            assertThat(facts.getAsJsonObject("train").get("rate").getAsDouble()).isEqualTo(0.02);
            assertThat(facts.getAsJsonObject("val").keySet()).containsExactlyElementsOf(JUDGED);
        }

        TrialMetrics metrics = report.finished().get(0).metrics();
        JsonObject end = events.get(3).facts();
        assertThat(end.keySet())
                .containsExactly(
                        "event",
                        "at",
                        "best_epoch",
                        "test",
                        "seconds",
                        "quantum_seconds",
                        "circuit_evaluations",
                        "speed");
        assertThat(end.get("best_epoch").getAsInt()).isEqualTo(metrics.bestEpoch());
        assertThat(end.getAsJsonObject("test").get("accuracy").getAsDouble())
                .isEqualTo(metrics.test().accuracy());
        assertThat(end.getAsJsonObject("test").keySet())
                .containsExactlyElementsOf(
                        Stream.concat(JUDGED.stream(), AT_THRESHOLD.stream()).toList());
        JsonObject best = events.get(metrics.bestEpoch()).facts().getAsJsonObject("val");
        assertThat(best.get("loss").getAsDouble())
                .isEqualTo(metrics.validation().loss());
    }

    @Test
    void theSameTrialGivesTheSameBytesWithoutAClockInThem() throws Exception {
        var bench = new Bench(folder);
        Study first = bench.study(STUDY, "first");
        Study second = bench.study(STUDY, "second");

        Bench.run(first, new Listening());
        Bench.run(second, new Listening());

        var trial = first.plan().trials().get(0);
        for (String result : List.of("metrics.json", "predictions.csv", "block.json")) {
            Path one = first.folderOf(trial).path().resolve(result);
            Path other = second.folderOf(trial).path().resolve(result);
            assertThat(one).hasSameBinaryContentAs(other);
        }
        JsonObject metrics = JsonParser.parseString(
                        Files.readString(first.folderOf(trial).path().resolve("metrics.json")))
                .getAsJsonObject();
        assertThat(metrics.keySet())
                .containsExactly(
                        "role",
                        "seed",
                        "epochs",
                        "bestEpoch",
                        "classicalParameters",
                        "blockParameters",
                        "circuitEvaluations",
                        "validation",
                        "test");
    }

    @Test
    void theModelThatIsKeptSaysWhatTheTrialSaid() throws Exception {
        Study study = new Bench(folder).study(STUDY);
        Bench.run(study, new Listening());
        var trial = study.plan().trials().get(0);
        Path kept = study.folderOf(trial).path();
        Dataset dataset = new OpenDatasets().open(trial.setup().dataset());
        Predictions said = PredictionsFile.read(Files.readString(kept.resolve(PredictionsFile.FILE)))
                .get(PredictionsFile.TEST)
                .predictions();
        byte[] pixels = dataset.test().images().all();
        var images = new float[pixels.length];
        for (int i = 0; i < images.length; i++) {
            images[i] = ((pixels[i] & 0xff) / 255f - 0.5f) / 0.5f;
        }

        SavedModel model = SavedModel.read(kept.resolve(SavedModel.NAME));
        var blueprint = Architect.draw(trial.setup(), trial.control(), dataset.shape(), dataset.classes(), 99);
        try (var network = new HybridNetwork(blueprint, 0.1, 99)) {
            model.restore(network);
            float[] answers = network.classify(dataset.test().size(), images);

            for (int i = 0; i < said.labels().length; i++) {
                assertThat(Arrays.copyOfRange(answers, 2 * i, 2 * i + 2)).isEqualTo(said.probabilities()[i]);
            }
        }
        assertThat(model.identity()).isEqualTo(trial.identity());
    }

    @Test
    void predictionsHaveARowPerValidationAndTestImage() throws Exception {
        Study study = new Bench(folder).study(STUDY);
        Bench.run(study, new Listening());
        var trial = study.plan().trials().get(0);

        List<String> lines = Files.readAllLines(study.folderOf(trial).path().resolve("predictions.csv"));

        assertThat(lines).hasSize(1 + 16 + 8);
        assertThat(lines.get(0)).isEqualTo("part,item,group,label,p0,p1");
        assertThat(lines.get(1)).startsWith("val,image/2/0,,0,");
        assertThat(lines.get(17)).startsWith("test,image/3/0,,0,");
        assertThat(lines.get(24)).startsWith("test,image/3/7,,1,");
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",");
            assertThat(Double.parseDouble(cells[4]) + Double.parseDouble(cells[5]))
                    .as(line)
                    .isBetween(1 - 1e-6, 1 + 1e-6);
        }
    }
}
