package io.ansatz.runner.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ansatz.runner.training.Evaluation;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class TrialMetricsTest {

    private static final Evaluation JUDGED = new Evaluation(
            5,
            0.1 + 0.2,
            0.8,
            0.75,
            OptionalDouble.of(2 / 3.0),
            0.6,
            new int[][] {{3, 0}, {1, 1}},
            List.of(),
            Map.of("mcc", 1 / 3.0));
    private static final Evaluation WITHOUT_AUC =
            new Evaluation(2, 1e-300, 1, 1, OptionalDouble.empty(), 1, new int[][] {{2, 0}, {0, 0}}, List.of(1));

    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        var metrics = new TrialMetrics("mlp", Long.MAX_VALUE, 10, 7, 90_000, 36, 5_000_000_000L, WITHOUT_AUC, JUDGED);

        TrialMetrics read = TrialMetrics.read(metrics.text());

        assertThat(read).usingRecursiveComparison().isEqualTo(metrics);
        assertThat(read.text()).isEqualTo(metrics.text());
        assertThat(read.parameters()).isEqualTo(90_036);
    }

    @Test
    void anAucThatDoesNotExistIsNull() {
        var metrics = new TrialMetrics("mlp", 1, 1, 1, 1, 1, 0, WITHOUT_AUC, JUDGED);

        assertThat(metrics.text()).contains("\"auc\": null,", "\"auc\": 0.6666666666666666,");
    }

    @Test
    void resultsOfEarlierVersionsAreReadWithoutWhatTheyDoNotHave() throws IOException {
        String older = """
                {
                  "role": "mlp", "seed": 1, "epochs": 1, "bestEpoch": 1,
                  "classicalParameters": 1, "blockParameters": 1, "circuitEvaluations": 0,
                  "validation": {"images": 2, "loss": 0.5, "accuracy": 1.0, "balancedAccuracy": 1.0, "auc": 1.0,
                      "majorityRate": 0.5, "confusion": [[1, 0], [0, 1]], "absent": []},
                  "test": {"images": 2, "loss": 0.5, "accuracy": 1.0, "balancedAccuracy": 1.0, "auc": 1.0,
                      "majorityRate": 0.5, "confusion": [[1, 0], [0, 1]], "absent": []}
                }""";

        Evaluation test = TrialMetrics.read(older).test();

        assertThat(test.further()).isEmpty();
        assertThat(test.metrics().keySet())
                .containsExactly("loss", "accuracy", "balanced-accuracy", "auc", "images", "majority-rate");
    }

    @Test
    void whatLaterVersionsSayBesidesIsPassedOver() throws IOException {
        var metrics = new TrialMetrics("mlp", 1, 1, 1, 1, 1, 0, WITHOUT_AUC, JUDGED);
        String later = metrics.text().replaceFirst("\\{", "{\"colour\": \"blue\",");

        assertThat(TrialMetrics.read(later)).usingRecursiveComparison().isEqualTo(metrics);
    }

    @Test
    void whatIsNoMetricsIsSaid() {
        assertThatThrownBy(() -> TrialMetrics.read("{")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> TrialMetrics.read(""))
                .isInstanceOf(IOException.class)
                .hasMessage("This is no JSON of a trial's metrics: it is empty.");
    }
}
