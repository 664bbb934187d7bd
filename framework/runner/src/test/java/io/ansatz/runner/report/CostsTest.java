package io.ansatz.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.ansatz.runner.comparison.Configuration;
import io.ansatz.runner.comparison.Varying;
import io.ansatz.runner.tracking.BlockSheet;
import io.ansatz.runner.tracking.TrialMetrics;
import io.ansatz.runner.tracking.TrialRecord;
import io.ansatz.runner.training.Evaluation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

class CostsTest {

    private static final Map<String, String> HERE = Map.of("processor", "Abacus 9", "cores", "3", "engine", "DL4J");

    @TempDir
    private Path folder;

    private final List<TrialRecord> trials = new ArrayList<>();

    @Test
    void parametersAreCountedThreeWaysAndHeldAgainstTheCircuits() throws Exception {
        sheet(trial("hybrid", 1, 36), 36, 32, "");
        sheet(trial("mlp", 1, 36), 36, 36, "");
        sheet(trial("fourier", 1, 40), 40, 40, "fourier has 40 <parameters>.");
        sheet(trial("frozen", 1, 0), 0, 0, "");

        Element page = page();

        assertThat(Xml.rows(page, 0))
                .containsExactly(
                        List.of("hybrid", "1,036", "36", "32", "–"),
                        List.of("mlp", "1,036", "36", "36", "yes"),
                        List.of("fourier", "1,040", "40", "40", "no, +11.1 %"),
                        List.of("frozen", "1,000", "0", "0", "no, nothing in it learns"));
        assertThat(Xml.texts(page, "li"))
                .contains("fourier has 40 <parameters>.")
                .doesNotContain("Why a block is of another size is not recorded.");
    }

    @Test
    void foldersOfEarlierVersionsTellLess() throws Exception {
        trial("hybrid", 1, 100);
        trial("mlp", 1, 98);
        trial("linear", 1, 97);

        Element page = page();

        assertThat(Xml.rows(page, 0))
                .containsExactly(
                        List.of("hybrid", "1,100", "100", "not recorded", "–"),
                        List.of("mlp", "1,098", "98", "not recorded", "yes"),
                        List.of("linear", "1,097", "97", "not recorded", "no, -3.0 %"));
        assertThat(Xml.texts(page, "li")).contains("Why a block is of another size is not recorded.");
        assertThat(Xml.rows(page, 1).get(0)).endsWith("not recorded");
        assertThat(Xml.texts(page, "p")).contains("The shares of the time are not recorded.");
    }

    @Test
    void withoutHybridAndSheetNoSizeIsKnown() throws Exception {
        trial("mlp", 1, 98);

        assertThat(Xml.rows(page(), 0)).containsExactly(List.of("mlp", "1,098", "98", "not recorded", "not recorded"));
    }

    @Test
    void secondsAreMeansWithTheLeastAndTheMost() throws Exception {
        trial("hybrid", 1, 36, 10, 0.25, 1_000, Map.of("images_per_second", 2_000.0));
        trial("hybrid", 2, 36, 14, 0.75, 1_500, Map.of("images_per_second", 1_000.0));
        trial("mlp", 1, 36, 8, 0, 0, Map.of());

        Element page = page();

        assertThat(Xml.rows(page, 1))
                .containsExactly(
                        List.of(
                                "hybrid",
                                "2",
                                "12.0 (10.0–14.0)",
                                "0.50 (0.25–0.75)",
                                "11.5 (9.8–13.3)",
                                "1,250 (1,000–1,500)",
                                "1,500 (1,000–2,000)"),
                        List.of("mlp", "1", "8.0", "–", "8.0", "–", "not recorded"));
        assertThat(Xml.texts(page, "li")).contains("Measured on: Abacus 9, cores: 3; DL4J.");
    }

    @Test
    void sharesOfTheTimeAreABarFromLeftToRight() throws Exception {
        trial("hybrid", 1, 36, 10, 1, 1_000, shares(0.5, 0.25, 0.25));
        trial("hybrid", 2, 36, 10, 1, 1_000, shares(0.25, 0.5, 0.25));
        trial("mlp", 1, 36);

        Element page = page();

        Element bar = Xml.all(page, "svg").get(Xml.all(page, "svg").size() - 1);
        assertThat(Xml.texts(bar, "title")).containsExactly("hybrid: data 38 %, circuit 38 %, rest 25 %.");
        assertThat(Xml.all(bar, "rect"))
                .extracting(rect -> rect.getAttribute("x") + " " + rect.getAttribute("width"))
                .containsExactly("0.00% 37.50%", "37.50% 37.50%", "75.00% 25.00%");
        assertThat(Xml.texts(page, "p")).contains("Of the other configurations the shares are not recorded.");
    }

    @Test
    void aRowNamesTheSettingOfThoseBelowIt() throws Exception {
        trials.add(SampleTrials.finished("hybrid", 1, Map.of("train.rate", "0.1"), 0.9));
        trials.add(SampleTrials.finished("mlp", 1, Map.of("train.rate", "0.1"), 0.9));
        trials.add(SampleTrials.finished("hybrid", 1, Map.of("train.rate", "0.2"), 0.9));

        Element page = page();

        for (int table = 0; table < 2; table++) {
            assertThat(Xml.rows(page, table))
                    .extracting(row -> row.get(0))
                    .containsExactly("rate=0.1", "hybrid", "mlp", "rate=0.2", "hybrid");
        }
    }

    @Test
    void withoutResultsThereIsNoSection() throws Exception {
        trials.add(SampleTrials.unfinished("hybrid", 1, Map.of(), TrialRecord.State.KILLED, ""));

        assertThat(Xml.all(page(), "h2")).isEmpty();
    }

    private static Map<String, Double> shares(double data, double circuit, double rest) {
        var speed = new LinkedHashMap<String, Double>();
        speed.put("images_per_second", 1_000.0);
        speed.put("share_data", data);
        speed.put("share_circuit", circuit);
        speed.put("share_rest", rest);
        return speed;
    }

    private Path trial(String role, int seed, int block) throws IOException {
        return trial(role, seed, block, 10, 1, 1_000, Map.of());
    }

    private Path trial(
            String role,
            int seed,
            int block,
            double seconds,
            double quantumSeconds,
            long evaluations,
            Map<String, Double> speed)
            throws IOException {
        Evaluation test = SampleTrials.evaluation(0.8, OptionalDouble.of(0.9));
        TrialRecord any = SampleTrials.finished(role, seed, Map.of(), test);
        var metrics = new TrialMetrics(role, seed, 8, 7, 1_000, block, evaluations, test, test);
        Path place = Files.createDirectories(folder.resolve(role + seed));
        var ending =
                new TrialRecord.Ending(SampleTrials.BEGUN, 7, Map.of("test/auc", 0.9), seconds, quantumSeconds, speed);
        TrialRecord told = SampleTrials.told(any, place, SampleTrials.DATA, HERE, List.of(ending));
        trials.add(new TrialRecord(
                told.folder(),
                told.identity(),
                told.state(),
                "",
                told.begun(),
                told.last(),
                List.of(),
                List.of(),
                told.dataset(),
                told.surroundings(),
                told.endings(),
                Optional.of(new TrialRecord.Result(metrics, SampleTrials.BEGUN, seconds, quantumSeconds))));
        return place;
    }

    private static void sheet(Path place, int parameters, int effective, String mismatch) throws IOException {
        var sheet = new BlockSheet(4, 4, parameters, effective, 36, mismatch, List.of());
        Files.writeString(place.resolve(BlockSheet.FILE), sheet.text());
    }

    private Element page() throws Exception {
        var page = new Page("costs");
        List<Configuration> configurations = Configuration.of(trials, Varying.paths(trials, Optional.empty()));
        new Costs(trials, configurations, new BlockSheets(configurations), page).write();
        return Xml.parse(page.html());
    }
}
