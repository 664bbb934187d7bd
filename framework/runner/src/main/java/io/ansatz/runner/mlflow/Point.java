package io.ansatz.runner.mlflow;

import java.time.Instant;

/**
 * A value of a metric.
 *
 * @param step the place on the x axis
 */
public record Point(String metric, long step, Instant at, double value) {

    public Point {
        Run.requireKey(metric);
    }
}
