package io.ansatz.runner.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ansatz.runner.report.SampleTrials;
import io.ansatz.runner.statistics.Estimate;
import io.ansatz.runner.tracking.TrialRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ConfigurationTest {

    private static final List<String> RATE = List.of("train.rate");
    private static final Map<String, String> FAST = Map.of("train.rate", "0.1");
    private static final Map<String, String> SLOW = Map.of("train.rate", "0.001");

    @Test
    void trialsThatDifferInTheSeedAloneBelongTogetherInTheOrderOfTheFirst() {
        var trials = List.of(
                SampleTrials.finished("mlp", 1, SLOW, 0.8),
                SampleTrials.finished("hybrid", 1, FAST, 0.9),
                SampleTrials.finished("mlp", 2, SLOW, 0.7),
                SampleTrials.finished("mlp", 3, FAST, 0.6));

        List<Configuration> configurations = Configuration.of(trials, RATE);

        assertThat(configurations)
                .extracting(Configuration::label)
                .containsExactly("mlp rate=0.001", "hybrid rate=0.1", "mlp rate=0.1");
        assertThat(configurations.get(0).finished())
                .extracting(TrialRecord::seed)
                .containsExactly("1", "2");
        assertThat(Configuration.keyOf(trials.get(2)))
                .isEqualTo(configurations.get(0).key());
        assertThat(Configuration.keyOf(trials.get(3)))
                .isEqualTo(configurations.get(2).key());
    }

    @Test
    void aConfigurationWithoutResultsIsThereAndEmpty() {
        var failed = SampleTrials.unfinished("hybrid", 1, FAST, TrialRecord.State.FAILED, "No room.");

        List<Configuration> configurations = Configuration.of(List.of(failed), List.of());

        assertThat(configurations).hasSize(1);
        assertThat(configurations.get(0).finished()).isEmpty();
        assertThat(configurations.get(0).mean("auc")).isEmpty();
    }

    @Test
    void theIntervalIsOverTheTrialsThatHaveTheMetric() {
        Configuration configuration = only(
                SampleTrials.finished("hybrid", 1, Map.of(), 0.8),
                SampleTrials.finished("hybrid", 2, Map.of(), SampleTrials.evaluation(0.6, OptionalDouble.empty())),
                SampleTrials.finished("hybrid", 3, Map.of(), 0.9));

        Estimate auc = configuration.mean("auc").orElseThrow();
        assertThat(configuration.values("auc")).containsExactly(0.8, 0.9);
        assertThat(auc.value()).isEqualTo(0.85, within(1e-12));
        // Two values 0.1 apart: their standard error is 0.05, and Student's t with one degree of freedom is 12.706.
        assertThat(auc.high()).isEqualTo(0.85 + 12.706 * 0.05, within(1e-4));
        assertThat(configuration.values("accuracy")).hasSize(3);
        assertThat(configuration.mean("nonsense")).isEmpty();
    }

    @Test
    void theKeyOutlivesTheSeedsAndWhateverElseTheStudyVaries() {
        var trial = SampleTrials.finished("hybrid", 1, FAST, 0.9);
        var again = SampleTrials.finished("hybrid", 2, FAST, 0.8);

        String key = only(trial).key();

        assertThat(key).hasSize(64);
        assertThat(Configuration.of(List.of(again), RATE).get(0).key()).isEqualTo(key);
        assertThat(only(SampleTrials.finished("mlp", 1, FAST, 0.9)).key()).isNotEqualTo(key);
        assertThat(only(SampleTrials.finished("hybrid", 1, SLOW, 0.9)).key()).isNotEqualTo(key);
    }

    @Test
    void pathsThatEndInTheSameWordAreWrittenOutInTheLabel() {
        var settings = new LinkedHashMap<String, String>();
        settings.put("model.circuit.layers", "2");
        settings.put("model.neck.layers", "3");
        var trial = SampleTrials.finished("hybrid", 1, settings, 0.9);

        assertThat(label(trial, "model.circuit.layers", "model.neck.layers"))
                .isEqualTo("hybrid model.circuit.layers=2 model.neck.layers=3");
        assertThat(label(trial, "model.circuit.layers")).isEqualTo("hybrid layers=2");
    }

    @Test
    void aMissingLineIsEmptyAndNotInTheLabel() {
        Configuration configuration = Configuration.of(
                        List.of(SampleTrials.finished("hybrid", 1, FAST, 0.9)), List.of("model.stop", "train.rate"))
                .get(0);

        assertThat(configuration.varying())
                .containsExactly(Map.entry("model.stop", ""), Map.entry("train.rate", "0.1"));
        assertThat(configuration.label()).isEqualTo("hybrid rate=0.1");
    }

    @Test
    void aLabelHasTheFirstDigitsOfADigest() {
        var trial = SampleTrials.finished(
                "hybrid", 1, Map.of("dataset.digest", "sha256:78161be31e7ea9131a803561280e323f29bfe660"), 0.9);

        assertThat(label(trial, "dataset.digest")).isEqualTo("hybrid digest=sha256:78161be3");
    }

    private static Configuration only(TrialRecord... trials) {
        return Configuration.of(List.of(trials), List.of()).get(0);
    }

    private static String label(TrialRecord trial, String... varies) {
        return Configuration.of(List.of(trial), List.of(varies)).get(0).label();
    }
}
