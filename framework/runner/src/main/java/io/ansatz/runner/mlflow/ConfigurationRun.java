package io.ansatz.runner.mlflow;

import io.ansatz.runner.comparison.Configuration;
import io.ansatz.runner.statistics.Estimate;
import io.ansatz.runner.tracking.TrialRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The finished trials of a configuration, as one run with their means.
 *
 * @param configuration with its trials in the order in which they were finished; at least one
 */
record ConfigurationRun(Configuration configuration) {

    /** The kind of these runs. */
    static final String KIND = "configuration";

    /** What follows the name of a metric for the lower end of its interval. */
    static final String LOW = ".low";

    /** What follows the name of a metric for the upper end of its interval. */
    static final String HIGH = ".high";

    /** The metric that counts the finished trials. */
    static final String COUNT = "n";

    /** What tells it from every other run. */
    String identity() {
        return KIND + "/" + configuration.key();
    }

    Run run() {
        List<TrialRecord> finished = configuration.finished();
        return new Run(
                identity(),
                Optional.of(StudyRuns.IDENTITY),
                Tags.name("%s, mean of %d".formatted(configuration.label(), finished.size())),
                RunStatus.FINISHED,
                finished.stream()
                        .map(TrialRecord::begun)
                        .min(Comparator.naturalOrder())
                        .orElseThrow(),
                Optional.of(at(finished.size())),
                params(),
                tags(),
                points(),
                List.of(),
                Map.of());
    }

    private Map<String, String> params() {
        var params = new LinkedHashMap<String, String>();
        params.put("role", configuration.role());
        configuration.varying().forEach((path, value) -> {
            if (!value.isEmpty()) {
                params.put(path, Tags.param(value));
            }
        });
        return params;
    }

    private Map<String, String> tags() {
        String seeds = configuration.finished().stream().map(TrialRecord::seed).collect(Collectors.joining(", "));
        var tags = new LinkedHashMap<String, String>();
        tags.put(Tags.KIND, KIND);
        tags.put("role", configuration.role());
        tags.put(
                Tags.NOTE,
                Tags.tag(
                        configuration.finished().size() == 1
                                ? "Seed %s alone, so there is no interval yet.".formatted(seeds)
                                : "The mean over the seeds %s, with its 95 %% interval.".formatted(seeds)));
        return tags;
    }

    /** What the mean and its interval were when one, two, three and more trials were finished. */
    private List<Point> points() {
        var points = new ArrayList<Point>();
        for (int count = 1; count <= configuration.finished().size(); count++) {
            int step = count;
            Instant at = at(count);
            points.add(new Point(COUNT, step, at, count));
            Configuration sofar = first(count);
            for (String metric : metrics()) {
                sofar.mean(metric).ifPresent(mean -> add("test/" + metric, step, at, mean, points));
            }
        }
        return points;
    }

    private static void add(String metric, int step, Instant at, Estimate mean, List<Point> points) {
        points.add(new Point(metric, step, at, mean.value()));
        if (mean.known()) {
            points.add(new Point(metric + LOW, step, at, mean.low()));
            points.add(new Point(metric + HIGH, step, at, mean.high()));
        }
    }

    private Iterable<String> metrics() {
        return configuration
                .finished()
                .get(0)
                .result()
                .orElseThrow()
                .metrics()
                .test()
                .metrics()
                .keySet();
    }

    private Configuration first(int count) {
        return new Configuration(
                configuration.key(),
                configuration.role(),
                configuration.varying(),
                configuration.finished().subList(0, count));
    }

    private Instant at(int count) {
        return configuration.finished().get(count - 1).result().orElseThrow().at();
    }
}
