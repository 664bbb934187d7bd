package io.ansatz.runner.comparison;

import io.ansatz.runner.metrics.Metric;
import io.ansatz.runner.statistics.Comparison;
import io.ansatz.runner.statistics.Resampled;
import java.util.Optional;

/**
 * A hybrid and a control by one metric.
 *
 * @param seeds what their seeds say; the verdict rests on it
 * @param images what drawing the test images again says of the mean over seeds; empty where nobody asked
 */
public record Contrast(Metric metric, Comparison seeds, Optional<Resampled> images) {}
