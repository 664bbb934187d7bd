package io.ansatz.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.ansatz.runner.comparison.Configuration;
import io.ansatz.runner.comparison.StudyComparison;
import io.ansatz.runner.experiment.Comparing;
import io.ansatz.runner.metrics.Metric;
import io.ansatz.runner.tracking.SampleStudy;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

class VerdictsTest {

    @TempDir
    private Path runs;

    /** Six seeds of each, in three settings of the circuit. */
    private Element written(int settings, String control, Comparing.Family family) throws Exception {
        var study = new SampleStudy(runs, "study", "model.circuit.layers");
        for (int layers = 1; layers <= settings; layers++) {
            for (int seed = 1; seed <= 6; seed++) {
                // The first setting is ahead with every seed, the others are equal to their control.
                double hybrid = layers == 1 ? 0.80 : 0.75;
                study.trial("hybrid", seed, layers)
                        .with("train.epochs", "30")
                        .begins()
                        .ends(0.5, hybrid + 0.05 * (seed % 2));
                study.trial(control, seed, layers)
                        .with("train.epochs", "30")
                        .begins()
                        .ends(0.5, 0.75 + 0.05 * (seed % 2));
            }
        }
        var rules = new Comparing(List.of(Metric.ACCURACY), new Comparing.Margins(0.005, 0.01), 0.05, family, 100);
        StudyReport report = StudyReport.of(study.folder());
        StudyComparison comparison = StudyComparison.of(
                Configuration.of(report.trials(), List.of("model.circuit.layers")), report.integrity(), rules, false);
        return Xml.parse(new StudyReport(
                        "study",
                        Optional.empty(),
                        report.trials(),
                        List.of(),
                        Optional.empty(),
                        report.integrity(),
                        Optional.of(comparison),
                        report.files())
                .html());
    }

    @Test
    void aSentenceForEachPairBeginsWithItsVerdict() throws Exception {
        Element page = written(2, "mlp", Comparing.Family.HYBRID);

        assertThat(Xml.styled(page, "p", "verdict better"))
                .singleElement()
                .satisfies(sentence -> assertThat(sentence.getTextContent())
                        .startsWith("better hybrid (layers=1) is better than mlp: its accuracy is higher by 0.0500"));
        assertThat(Xml.styled(page, "p", "verdict equivalent"))
                .singleElement()
                .satisfies(sentence -> assertThat(sentence.getTextContent()).startsWith("equivalent "));
        assertThat(Xml.texts(page, "h3"))
                .contains("Test accuracy", "How much higher the test accuracy of the hybrid is");
    }

    @Test
    void whatTheGuardFoundStandsBesideTheVerdicts() throws Exception {
        var study = new SampleStudy(runs, "study");
        study.trial("hybrid", 1, 1)
                .with("train.epochs", "30")
                .onDuplicates("57 test images are <old>.")
                .begins()
                .ends(0.5, 0.8);
        study.trial("mlp", 1, 1)
                .with("train.epochs", "30")
                .onDuplicates("57 test images are <old>.")
                .begins()
                .ends(0.5, 0.8);

        Element page = Xml.parse(StudyReport.of(study.folder()).html());

        assertThat(Xml.texts(page, "p")).contains("Mind the data. 57 test images are <old>.");
        assertThat(Xml.texts(written(1, "mlp", Comparing.Family.STUDY), "p"))
                .noneMatch(text -> text.startsWith("Mind the data"));
    }

    @Test
    void nothingIsDrawnBeyondTheAxis() throws Exception {
        Element page = written(2, "mlp", Comparing.Family.HYBRID);

        for (Element line : Xml.styled(page, "line", "span")) {
            double x = Double.parseDouble(line.getAttribute("x1").replace("%", ""));
            assertThat(x).isBetween(0.0, 100.0);
        }
        assertThat(Xml.styled(page, "rect", "band")).hasSize(2);
    }

    @Test
    void namesAreEscaped() throws Exception {
        Element page = written(1, "<script>mlp", Comparing.Family.STUDY);

        assertThat(Xml.all(page, "script")).isEmpty();
        assertThat(Xml.styled(page, "p", "verdict better").get(0).getTextContent())
                .contains("better than <script>mlp:");
    }
}
