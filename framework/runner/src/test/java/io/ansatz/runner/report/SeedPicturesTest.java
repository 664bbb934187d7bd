package io.ansatz.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.ansatz.runner.comparison.Configuration;
import io.ansatz.runner.metrics.Metric;
import io.ansatz.runner.statistics.Estimate;
import io.ansatz.runner.tracking.PredictionsFile;
import io.ansatz.runner.tracking.RunFolder;
import io.ansatz.runner.tracking.TrialMetrics;
import io.ansatz.runner.tracking.TrialRecord;
import io.ansatz.runner.training.Evaluation;
import io.ansatz.runner.training.Predictions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

class SeedPicturesTest {

    private static final double[] ORDER = {0.9, 0.8, 0.2, 0.1};
    private static final double[] REVERSED = {0.1, 0.2, 0.8, 0.9};
    private static final int[] LABELS = {1, 1, 0, 0};
    private static final String NASTY = "<script>alert('&\"')</script> %s";

    @TempDir
    Path runs;

    private final List<TrialRecord> trials = new ArrayList<>();
    private List<String> classes = List.of("disc", "ring");

    @Test
    void theLineIsTheMeanAndTheBandItsInterval() throws Exception {
        trial("hybrid", 1, binary(ORDER), 0.4, 0.2);
        trial("hybrid", 2, binary(ORDER), 0.6, 0.4);

        Element picture = pictures(page()).get(0);

        // From 0.2 at the bottom of the plot to 0.6 at its top; validation and training say the same.
        assertThat(paths(picture, "line").get(0)).isEqualTo("M44 53.5 310 108.5");
        assertThat(paths(picture, "training")).containsExactly("M44 53.5 310 108.5");
        // The standard error is 0.1, and t(1) = 12.7: the band is as high as the plot.
        assertThat(paths(picture, "band").get(0)).isEqualTo("M44 136 310 136 310 26 44 26z");
        assertThat(paths(picture, "seed")).startsWith("M44 81 310 136", "M44 26 310 81");
        assertThat(title(picture))
                .isEqualTo(
                        "hybrid, learning curves of 2 seeds, up to epoch 2. Means where the mean ends: training loss 0.300 in epoch 2,"
                                + " validation loss 0.300 in epoch 2, validation AUC 0.700 in epoch 2.");
    }

    @Test
    void aMeanEndsWhereTheFirstSeedStopped() throws Exception {
        trial("hybrid", 1, binary(ORDER), 0.6, 0.4);
        trial("hybrid", 2, binary(ORDER), 0.6, 0.4, 0.3, 0.2);

        Element picture = pictures(page()).get(0);

        // Epochs 1 and 2 of 4; a seed goes on to the right edge.
        assertThat(paths(picture, "line").get(0)).isEqualTo("M44 26 132.7 81");
        assertThat(paths(picture, "seed").get(1)).isEqualTo("M44 26 132.7 81 310 136");
        assertThat(title(picture)).contains("up to epoch 4", "validation loss 0.400 in epoch 2");
    }

    @Test
    void aControlIsHeldAgainstTheHybrid() throws Exception {
        trial("mlp", 1, binary(REVERSED), 0.6, 0.4);
        trial("hybrid", 1, binary(ORDER), 0.4, 0.2);

        List<Element> pictures = pictures(page());

        // The hybrid comes first, whoever began first.
        assertThat(pictures).hasSize(8);
        assertThat(title(pictures.get(0))).startsWith("hybrid, ");
        assertThat(paths(pictures.get(0), "reference")).isEmpty();
        assertThat(paths(pictures.get(1), "reference").get(0))
                .isEqualTo(paths(pictures.get(0), "line").get(0));
        assertThat(paths(pictures.get(3), "reference")).isEqualTo(paths(pictures.get(2), "line"));
        assertThat(paths(pictures.get(7), "reference")).hasSize(1);
        assertThat(pictures.get(0).getAttribute("class")).isEqualTo("picture c0");
        assertThat(pictures.get(1).getAttribute("class")).isEqualTo("picture c1");
    }

    @Test
    void betweenAPerfectAndAReversedSeedTheCharacteristicIsHalfWayUp() throws Exception {
        trial("hybrid", 1, binary(ORDER), 0.5);
        trial("hybrid", 2, binary(REVERSED), 0.5);

        Element picture = pictures(page()).get(1);

        assertThat(paths(picture, "line")).containsExactly("M44 250 44 138 308.7 138 310 26");
        assertThat(paths(picture, "seed")).containsExactly("M44 250 44 26 310 26", "M44 250 310 250 310 26");
        assertThat(title(picture))
                .isEqualTo("hybrid, mean receiver operating characteristic of 2 seeds: AUC 0.500 [-5.853, 6.853];"
                        + " at a false positive rate of 0.1 a true positive rate of 0.500.");
    }

    @Test
    void ofMoreClassesItIsTheMeanOfThoseThatAreThere() throws Exception {
        classes = List.of("a", "b", "c", "d");
        // The two of class 0 come first by their score, and so do those of class 1; no image is of class 3.
        var said = new Predictions(
                new float[][] {
                    {0.7f, 0.1f, 0.1f, 0.1f},
                    {0.6f, 0.2f, 0.1f, 0.1f},
                    {0.1f, 0.7f, 0.1f, 0.1f},
                    {0.1f, 0.8f, 0.1f, 0.0f}
                },
                new int[] {0, 0, 1, 2});
        trial("hybrid", 1, said, 0.5);

        Element page = page();

        double auc = Metric.AUC.measure(said.probabilities(), said.labels()).orElseThrow();
        assertThat(title(pictures(page).get(1))).contains("AUC " + Measure.text(auc) + ";");
        assertThat(Xml.texts(page, "p"))
                .contains(
                        "True positive rates are averaged over seeds at every false positive rate. Of every seed it is the mean of"
                                + " each class against the rest. No test images, and so no curve: 3 d.");
        assertThat(texts(pictures(page).get(2))).contains("no images");
    }

    @Test
    void imagesOfOneClassHaveNoCharacteristic() throws Exception {
        trial("hybrid", 1, new Predictions(new float[][] {{0.9f, 0.1f}, {0.2f, 0.8f}}, new int[] {0, 0}), 0.5);

        Element page = page();

        assertThat(pictures(page))
                .extracting(SeedPicturesTest::title)
                .noneMatch(title -> title.contains("characteristic"));
        assertThat(Xml.texts(page, "figcaption"))
                .contains("hybrid The test images of a seed are all of one class: there is nothing to tell apart.");
    }

    @Test
    void confusionsOfSeedsAreCountedTogether() throws Exception {
        trial("hybrid", 1, binary(ORDER), 0.5);
        trial("hybrid", 2, binary(0.9, 0.2, 0.2, 0.1), 0.5);

        Element page = page();

        Element picture = pictures(page).get(2);
        assertThat(texts(picture)).containsSubsequence("4", "100.0 %", "0", "1", "25.0 %", "3", "75.0 %");
        assertThat(title(picture))
                .isEqualTo(
                        "hybrid, answers of 2 seeds about the test images, by class: 7 of 8 are right; accuracy 0.875 [-0.713, 2.463].");
        assertThat(Xml.texts(page, "p"))
                .contains(
                        "Rows are classes, columns answers; those of all seeds are counted together, so each of 4 test images once for"
                                + " each seed. Below each count stands its share of the row.");
    }

    @Test
    void theCalibrationErrorIsThatOfTheMetric() throws Exception {
        Predictions one = binary(0.95, 0.61, 0.4, 0.37);
        Predictions other = binary(0.55, 0.31, 0.64, 0.03);
        trial("hybrid", 1, one, 0.5);
        trial("hybrid", 2, other, 0.5);

        Element page = page();

        String expected = Estimate.mean(
                        Metric.ECE.measure(one.probabilities(), one.labels()).orElseThrow(),
                        Metric.ECE
                                .measure(other.probabilities(), other.labels())
                                .orElseThrow())
                .words();
        assertThat(Xml.texts(page, "figcaption")).contains("hybrid 2 seedsECE " + expected);
        assertThat(title(pictures(page).get(3)))
                .isEqualTo("hybrid, accuracy over confidence of the 8 answers of 2 seeds in 15 bins: ECE %s."
                        .formatted(expected));
    }

    @Test
    void barsAreTheAccuracyOfTheAnswersOfAllSeeds() throws Exception {
        trial("hybrid", 1, binary(0.95, 0.95, 0.05, 0.05), 0.5);
        trial("hybrid", 2, binary(0.95, 0.05, 0.95, 0.95), 0.5);

        Element picture = pictures(page()).get(3);

        // Five of eight right, in the last bin; the plot is 170 high and begins at 26.
        List<Element> bars = Xml.styled(picture, "rect", "bar");
        assertThat(bars).hasSize(2);
        assertThat(bars.get(0).getAttribute("y")).isEqualTo(Markup.pixels(196 - 170 * 5 / 8.0));
    }

    @Test
    void oneSeedHasNoBandAndTheFigureNoInterval() throws Exception {
        trial("hybrid", 1, binary(ORDER), 0.6, 0.4);

        Element page = page();

        assertThat(pictures(page)).hasSize(4).allSatisfy(picture -> {
            assertThat(paths(picture, "band")).isEmpty();
            assertThat(paths(picture, "seed")).isEmpty();
        });
        assertThat(Xml.texts(page, "figcaption"))
                .containsExactly(
                        "hybrid 1 seedkept: epoch 1",
                        "hybrid 1 seedAUC 1.000",
                        "hybrid 1 seedaccuracy 1.000",
                        "hybrid 1 seedECE 0.150");
    }

    @Test
    void whereCountsDoNotFitThereAreSharesAndWhereTheseDoNotThereAreShades() throws Exception {
        trial("hybrid", 1, sure(12), 0.5);
        Element twelve = pictures(page()).get(2);
        trials.clear();
        trial("hybrid", 1, sure(13), 0.5);
        Element page = page();
        Element thirteen = pictures(page).get(2);

        assertThat(texts(twelve)).filteredOn("100"::equals).hasSize(12);
        assertThat(texts(thirteen)).doesNotContain("100");
        assertThat(Xml.styled(thirteen, "rect", "cell")).hasSize(13);
        assertThat(Xml.texts(page, "p")).contains("Classes: 0 disc, 1 ring, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12.");
    }

    @Test
    void severalSettingsHaveABlockEachAndTheFirstIsOpen() throws Exception {
        trial("hybrid", 1, binary(ORDER), 0.5);
        assertThat(Xml.all(page(), "details")).isEmpty();

        trial("hybrid", 1, Map.of("train.rate", "0.1"), binary(ORDER), 0.5);
        trial("mlp", 1, Map.of("train.rate", "0.1"), binary(REVERSED), 0.5);
        List<Element> blocks = Xml.all(page("train.rate"), "details");

        assertThat(blocks).extracting(block -> block.getAttribute("open")).containsExactly("open", "");
        assertThat(blocks)
                .extracting(block -> Xml.texts(block, "summary").get(0))
                .containsExactly("where nothing that varies is set", "rate=0.1");
        assertThat(blocks).extracting(block -> pictures(block).size()).containsExactly(4, 8);
    }

    @Test
    void whatIsMissingIsSaidAndTheRestIsDrawn() throws Exception {
        trial("hybrid", 1, binary(ORDER), 0.5);
        trial("hybrid", 2, binary(ORDER), 0.5);
        Files.delete(trials.get(1).folder().path().resolve(PredictionsFile.FILE));
        trial("mlp", 1, binary(ORDER), 0.5);
        Files.writeString(
                trials.get(2).folder().path().resolve(PredictionsFile.FILE),
                "part,item,group,label,p0,p1\ntest,a,,0,1\n");
        trials.add(SampleTrials.unfinished("linear", 1, Map.of(), TrialRecord.State.KILLED, ""));

        Element page = page();

        assertThat(Xml.styled(page, "p", "warn"))
                .extracting(Element::getTextContent)
                .containsExactly(
                        "No seed of linear has finished.",
                        "Of hybrid, seed 2 is left out of all but the learning curves. There is no predictions.csv.",
                        "Of mlp, seed 1 is left out of all but the learning curves. Line 2 of predictions.csv is no row of predictions.");
        assertThat(Xml.texts(page, "figcaption"))
                .containsSubsequence(
                        "hybrid 2 seedskept: epoch 1",
                        "mlp 1 seedkept: epoch 1",
                        "hybrid 1 seedAUC 1.000",
                        "mlp No predictions can be read.");
    }

    @Test
    void withoutFinishedTrialsThereIsNoSection() throws Exception {
        trials.add(SampleTrials.unfinished("hybrid", 1, Map.of(), TrialRecord.State.RUNNING, ""));

        assertThat(Xml.all(page(), "h2")).isEmpty();
    }

    @Test
    void namesAreHarmlessWhateverTheyHold() throws Exception {
        classes = List.of(NASTY, "]]>\u0000");
        trial("hybrid", 1, binary(ORDER), 0.5);
        trial(NASTY, 1, binary(ORDER), 0.5);

        Element page = page();

        assertThat(Xml.all(page, "script")).isEmpty();
        assertThat(pictures(page)).hasSize(8).allSatisfy(picture -> {
            assertThat(picture.getAttribute("role")).isEqualTo("img");
            assertThat(title(picture)).matches(".*[0-9].*");
        });
        assertThat(title(pictures(page).get(1))).startsWith(NASTY + ", ");
    }

    private Element page(String... varies) throws Exception {
        var page = new Page("sample");
        List<Configuration> configurations = Configuration.of(trials, List.of(varies));
        new SeedPictures(configurations, Measure.of(Optional.empty(), configurations), page).write();
        return Xml.parse(page.html());
    }

    private static List<Element> pictures(Element root) {
        return Xml.all(root, "svg").stream()
                .filter(svg -> svg.getAttribute("role").equals("img"))
                .toList();
    }

    private static List<String> paths(Element picture, String style) {
        return Xml.styled(picture, "path", style).stream()
                .map(path -> path.getAttribute("d"))
                .toList();
    }

    private static List<String> texts(Element picture) {
        return Xml.texts(picture, "text");
    }

    private static String title(Element picture) {
        return Xml.texts(picture, "title").get(0);
    }

    private static Predictions binary(double... scores) {
        var probabilities = new float[scores.length][];
        for (int i = 0; i < scores.length; i++) {
            probabilities[i] = new float[] {(float) (1 - scores[i]), (float) scores[i]};
        }
        return new Predictions(probabilities, LABELS);
    }

    /** An image of each class, each with the right answer. */
    private static Predictions sure(int classes) {
        var probabilities = new float[classes][classes];
        for (int k = 0; k < classes; k++) {
            probabilities[k][k] = 1;
        }
        return new Predictions(probabilities, IntStream.range(0, classes).toArray());
    }

    private void trial(String role, int seed, Predictions said, double... losses) throws IOException {
        trial(role, seed, Map.of(), said, losses);
    }

    /** A trial of which training and validation had these losses, an AUC of one less, and which kept its first epoch. */
    private void trial(String role, int seed, Map<String, String> settings, Predictions said, double... losses)
            throws IOException {
        var folder = new RunFolder(Files.createDirectories(runs.resolve(Integer.toString(trials.size()))));
        List<String> items = IntStream.range(0, said.labels().length)
                .mapToObj(Integer::toString)
                .toList();
        var table = new PredictionsFile.Said(said, items, List.of());
        folder.keep(PredictionsFile.FILE, PredictionsFile.text(table, table));
        var identity = new LinkedHashMap<>(settings);
        identity.put("role", role);
        identity.put("seed", Integer.toString(seed));
        var epochs = new ArrayList<TrialRecord.Epoch>();
        for (int i = 0; i < losses.length; i++) {
            var values = Map.of("train/loss", losses[i], "val/loss", losses[i], "val/auc", 1 - losses[i]);
            epochs.add(new TrialRecord.Epoch(1, i + 1, SampleTrials.BEGUN, values, 1));
        }
        var metrics =
                new TrialMetrics(role, seed, losses.length, 1, 90, 10, 100, Evaluation.of(said), Evaluation.of(said));
        trials.add(new TrialRecord(
                folder,
                identity,
                TrialRecord.State.FINISHED,
                "",
                SampleTrials.BEGUN,
                SampleTrials.BEGUN,
                epochs,
                epochs,
                new TrialRecord.Data(
                        "generated",
                        "",
                        "",
                        "",
                        Optional.empty(),
                        classes,
                        Map.of(),
                        Map.of(),
                        Optional.empty(),
                        Map.of(),
                        List.of(),
                        Map.of(),
                        Map.of()),
                Map.of(),
                List.of(),
                Optional.of(new TrialRecord.Result(metrics, SampleTrials.BEGUN, 1, 0))));
    }
}
