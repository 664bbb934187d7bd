package io.ansatz.runner.mlflow;

import io.ansatz.runner.comparison.Configuration;
import io.ansatz.runner.tracking.TrialRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which configuration validates best, on average over its seeds, as more and more trials are finished. The test images
 * never choose; what the best one does on them is said beside it.
 */
final class Best {

    private final String metric;
    private final boolean ascending;
    private final Map<String, Standing> standings = new LinkedHashMap<>();
    private final List<Point> points = new ArrayList<>();
    private Optional<Standing> best = Optional.empty();

    /**
     * Goes through the trials.
     *
     * @param configurations of all of the trials
     * @param finished in the order in which they came out
     * @param metric by which configurations are compared, such as {@code auc}
     */
    Best(List<Configuration> configurations, List<TrialRecord> finished, String metric) {
        this.metric = metric;
        ascending = View.ascending("val/" + metric);
        var standingOf = new LinkedHashMap<String, Standing>();
        for (Configuration configuration : configurations) {
            var standing = new Standing(configuration);
            standings.put(configuration.key(), standing);
            configuration.finished().forEach(trial -> standingOf.put(trial.id(), standing));
        }
        for (int count = 1; count <= finished.size(); count++) {
            TrialRecord trial = finished.get(count - 1);
            standingOf.get(trial.id()).add(trial);
            best = find();
            say(count, trial.result().orElseThrow().at());
        }
    }

    /** Sums over the trials of a configuration so far. */
    private static final class Standing {

        private final Configuration configuration;
        private final Map<String, Double> validation = new LinkedHashMap<>();
        private final Map<String, Double> test = new LinkedHashMap<>();
        private int count;

        Standing(Configuration configuration) {
            this.configuration = configuration;
        }

        void add(TrialRecord trial) {
            var metrics = trial.result().orElseThrow().metrics();
            metrics.validation().metrics().forEach((metric, value) -> validation.merge(metric, value, Double::sum));
            metrics.test().metrics().forEach((metric, value) -> test.merge(metric, value, Double::sum));
            count++;
        }
    }

    private Optional<Standing> find() {
        Standing first = null;
        for (Standing standing : standings.values()) {
            if (standing.validation.containsKey(metric) && (first == null || better(standing, first))) {
                first = standing;
            }
        }
        return Optional.ofNullable(first);
    }

    private boolean better(Standing one, Standing other) {
        double difference = one.validation.get(metric) / one.count - other.validation.get(metric) / other.count;
        return ascending ? difference < 0 : difference > 0;
    }

    private void say(int step, Instant at) {
        best.ifPresent(first -> {
            points.add(new Point("best/val/" + metric, step, at, first.validation.get(metric) / first.count));
            first.test.forEach((name, sum) -> points.add(new Point("best/test/" + name, step, at, sum / first.count)));
        });
    }

    /** The best configuration of all; empty as long as none can be compared. */
    Optional<Configuration> configuration() {
        return best.map(first -> first.configuration);
    }

    /** What was best when one, two, three and more trials were finished. */
    List<Point> points() {
        return points;
    }
}
