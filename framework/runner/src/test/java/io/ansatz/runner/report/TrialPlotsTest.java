package io.ansatz.runner.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ansatz.runner.training.EpochResult;
import io.ansatz.runner.training.Evaluation;
import io.ansatz.runner.training.Predictions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

class TrialPlotsTest {

    private static final List<String> AWKWARD =
            List.of("<b>&\"quoted\" 'name'</b>", "良性角化病样病变良性角化病样病变良性角化病样病变", "%s \u0000 ]]>");
    private static final int LARGEST = 200_000;

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7, 10, 11, 26})
    void everyPlotIsAWellFormedFileThatSaysWhatItShows(int classes) throws Exception {
        Map<String, String> plots = TrialPlots.of(epochs(4), 2, random(300, classes), AWKWARD);

        assertThat(plots.keySet())
                .containsExactly(
                        "plots/learning-curves.svg",
                        "plots/confusion.svg",
                        "plots/roc.svg",
                        "plots/precision-recall.svg",
                        "plots/reliability.svg");
        for (String svg : plots.values()) {
            Element root = Xml.parse(svg);
            assertThat(root.getAttribute("role")).isEqualTo("img");
            assertThat(Xml.texts(root, "title")).singleElement().asString().isNotBlank();
            assertThat(Xml.texts(root, "desc")).singleElement().asString().isNotBlank();
            assertThat(svg)
                    .contains("prefers-color-scheme: dark")
                    .doesNotContain("<script", "http://www.w3.org/1999", "NaN");
        }
    }

    @Test
    void theSameValuesGiveTheSameBytes() {
        assertThat(TrialPlots.of(epochs(9), 4, random(200, 5), AWKWARD))
                .isEqualTo(TrialPlots.of(epochs(9), 4, random(200, 5), AWKWARD));
    }

    @Test
    void thousandsOfImagesStaySmall() {
        TrialPlots.of(epochs(300), 217, random(10_000, 26), List.of())
                .forEach((name, svg) -> assertThat(svg.length()).as(name).isLessThan(LARGEST));
    }

    @Test
    void noTextIsSmallerThanElevenPixels() {
        for (String svg : TrialPlots.of(epochs(4), 2, random(300, 26), AWKWARD).values()) {
            assertThat(svg).contains("font-size: 11px").doesNotContainPattern("font-size: (\\d|10)(\\.\\d+)?px");
        }
    }

    @Test
    void lossesStandAboveAndValidationBelowWithTheKeptEpochInBoth() throws Exception {
        Element root = plot("plots/learning-curves.svg", epochs(4), random(20, 2));

        assertThat(Xml.styled(root, "path", "kept")).hasSize(2 + 1);
        assertThat(Xml.texts(root, "text"))
                .contains("training", "validation", "validation accuracy", "validation AUC", "kept: epoch 2");
        assertThat(Xml.all(root, "circle")).hasSize(4);
        assertThat(Xml.texts(root, "desc"))
                .containsExactly("Training loss and validation loss, accuracy and AUC over 4 epochs."
                        + " Epoch 2 was kept: training loss 0.333, validation loss 0.433.");
    }

    @Test
    void oneEpochIsAMarkPerLine() throws Exception {
        Element root = plot("plots/learning-curves.svg", epochs(1), random(20, 2));

        assertThat(Xml.styled(root, "circle", "mark c0")).hasSize(1);
        assertThat(Xml.texts(root, "text")).filteredOn("1"::equals).hasSize(2);
    }

    @Test
    void aMetricThatDoesNotExistHasNoLine() throws Exception {
        var judged = new Evaluation(9, 0.5, 1, 1, OptionalDouble.empty(), 1, new int[2][2], List.of(1));

        Element root =
                plot("plots/learning-curves.svg", List.of(new EpochResult(1, 0.01, Double.NaN, judged)), random(20, 2));

        assertThat(Xml.texts(root, "text")).contains("validation").doesNotContain("training", "validation AUC");
    }

    @Test
    void cellsHoldCountsAndTheShareOfTheirRow() throws Exception {
        var predictions = new Predictions(
                new float[][] {{0.9f, 0.1f}, {0.8f, 0.2f}, {0.3f, 0.7f}, {0.4f, 0.6f}}, new int[] {0, 0, 0, 1});

        Element root = plot("plots/confusion.svg", epochs(1), predictions);

        assertThat(Xml.texts(root, "text"))
                .containsSubsequence(
                        "0 disc", "1 ring", "0 disc", "2", "66.7 %", "1", "33.3 %", "1 ring", "0", "1", "100.0 %");
        assertThat(Xml.styled(root, "rect", "cell"))
                .extracting(cell -> cell.getAttribute("fill-opacity"))
                .containsExactly("0.413", "0.207", "0.620");
        assertThat(Xml.texts(root, "desc"))
                .containsExactly("A table of 2 classes by 2 answers about the test images; 3 of 4 are right.");
    }

    @Test
    void aClassWithoutImagesSaysSo() throws Exception {
        var predictions = new Predictions(new float[][] {{0.9f, 0.1f}, {0.2f, 0.8f}}, new int[] {0, 0});

        assertThat(Xml.texts(plot("plots/confusion.svg", epochs(1), predictions), "text"))
                .contains("no images");
        assertThat(caption(plot("plots/roc.svg", epochs(1), predictions)))
                .isEqualTo("All test images are of one class: there is nothing to tell apart, and no curve.");
    }

    @Test
    void ofTwoClassesTheSecondHasTheCurve() throws Exception {
        var predictions = new Predictions(
                new float[][] {{0.9f, 0.1f}, {0.2f, 0.8f}, {0.3f, 0.7f}, {0.4f, 0.6f}}, new int[] {0, 1, 0, 1});

        Element roc = plot("plots/roc.svg", epochs(1), predictions);
        Element precision = plot("plots/precision-recall.svg", epochs(1), predictions);

        assertThat(Xml.texts(roc, "text")).contains("AUC 0.750 · 1 ring");
        // From the lower left corner of the frame, in steps of half its height and half its width.
        assertThat(Xml.styled(roc, "path", "line c0").get(0).getAttribute("d"))
                .isEqualTo("M68 480 68 280 342 280 342 80 616 80");
        assertThat(caption(roc)).isEqualTo("Dotted: chance. Images of equal score come in together, as a slope.");
        assertThat(Xml.texts(precision, "text")).contains("AP 0.833 · 1 ring");
        assertThat(caption(precision))
                .isEqualTo(
                        "AP is the area under the steps. Dotted: chance, which is the class's share of the images, 0.500.");
    }

    @Test
    void moreClassesAreEachHeldAgainstTheRest() throws Exception {
        Predictions predictions = random(300, 4);
        int[] labels = predictions.labels();
        for (int i = 0; i < labels.length; i++) {
            labels[i] = labels[i] == 2 ? 3 : labels[i];
        }
        double auc = Evaluation.of(predictions).auc().orElseThrow();

        Element root = plot("plots/roc.svg", epochs(1), predictions);

        assertThat(Xml.texts(root, "text"))
                .filteredOn(text -> text.startsWith("AUC"))
                .hasSize(3);
        assertThat(caption(root))
                .isEqualTo("Each class against the rest; the mean AUC of 3 classes is %s. Dotted: chance."
                                .formatted(Markup.fixed(auc, 3))
                        + " Images of equal score come in together, as a slope. No test images, and so no curve: 2.");
    }

    @Test
    void manyClassesAreACrowdBehindTheirMean() throws Exception {
        Element root = plot("plots/precision-recall.svg", epochs(1), random(900, 12));

        assertThat(Xml.styled(root, "path", "crowd")).hasSize(12 + 1);
        assertThat(Xml.styled(root, "path", "mean")).hasSize(1 + 1);
        assertThat(Xml.texts(root, "text"))
                .anyMatch(text -> text.startsWith("highest AP "))
                .anyMatch(text -> text.startsWith("lowest AP "))
                .anyMatch(text -> text.startsWith("mean AP ") && text.endsWith(" of 12 classes"));
    }

    @Test
    void binsSayHowManyAnswersTheyHold() throws Exception {
        var predictions =
                new Predictions(new float[][] {{0.95f, 0.05f}, {0.05f, 0.95f}, {0.375f, 0.625f}}, new int[] {0, 0, 1});

        Element root = plot("plots/reliability.svg", epochs(1), predictions);

        assertThat(Xml.styled(root, "text", "small middle"))
                .extracting(Element::getTextContent)
                .containsExactly("1", "2");
        assertThat(caption(root)).endsWith("Expected calibration error: 0.425.");
    }

    @Test
    void whatIsNoNumberCannotBeDrawn() {
        var predictions = new Predictions(new float[][] {{Float.NaN, 0}}, new int[] {0});

        assertThatThrownBy(() -> TrialPlots.of(epochs(1), 1, predictions, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Predictions that are not numbers cannot be drawn.");
    }

    private static Element plot(String name, List<EpochResult> epochs, Predictions predictions) throws Exception {
        int kept = Math.min(2, epochs.size());
        return Xml.parse(TrialPlots.of(epochs, kept, predictions, List.of("disc", "ring"))
                .get(name));
    }

    private static String caption(Element root) {
        return String.join(
                " ",
                Xml.styled(root, "text", "caption").stream()
                        .map(Element::getTextContent)
                        .toList());
    }

    private static List<EpochResult> epochs(int count) {
        var epochs = new ArrayList<EpochResult>();
        for (int i = 1; i <= count; i++) {
            double loss = 1.0 / (i + 1);
            var judged = new Evaluation(
                    100,
                    loss + 0.1,
                    1 - loss,
                    1 - loss,
                    OptionalDouble.of(1 - loss / 2),
                    0.5,
                    new int[2][2],
                    List.of());
            epochs.add(new EpochResult(i, 0.01, loss, judged));
        }
        return epochs;
    }

    /** Answers that are a little better than chance. */
    private static Predictions random(int images, int classes) {
        var random = new SplittableRandom(11);
        var probabilities = new float[images][classes];
        var labels = new int[images];
        for (int i = 0; i < images; i++) {
            labels[i] = random.nextInt(classes);
            double sum = 0;
            for (int k = 0; k < classes; k++) {
                probabilities[i][k] = (float) (random.nextDouble() + (k == labels[i] ? 0.3 : 0));
                sum += probabilities[i][k];
            }
            for (int k = 0; k < classes; k++) {
                probabilities[i][k] /= (float) sum;
            }
        }
        return new Predictions(probabilities, labels);
    }
}
