package io.ansatz.runner.execution;

import io.ansatz.runner.training.Effort;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * How fast a trial learned in this process, and what took the time.
 *
 * @param toldNanos how long journal, checkpoints and watchers took, between batches and between epochs
 */
record Speed(Effort effort, long toldNanos) {

    private static final double NANOS = 1e9;

    /** Learning, and what stands between its epochs. */
    private double nanos() {
        return Math.max(1, effort.nanos() - effort.listenerNanos() + toldNanos);
    }

    private double imagesPerSecond() {
        return effort.images() * NANOS / nanos();
    }

    /** Each thing with its share, in the order of a step. */
    private Map<String, Double> shares() {
        var shares = new LinkedHashMap<String, Double>();
        shares.put("data", effort.dataNanos() / nanos());
        shares.put("backbone", effort.backboneNanos() / nanos());
        shares.put("circuit", effort.quantumNanos() / nanos());
        shares.put("logging", toldNanos / nanos());
        double told = shares.values().stream().mapToDouble(Double::doubleValue).sum();
        shares.put("rest", Math.max(0, 1 - told));
        return shares;
    }

    /** For the journal. */
    Map<String, Object> facts() {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("images_per_second", imagesPerSecond());
        facts.put("shares", shares());
        return facts;
    }

    /** For the person watching. */
    @Override
    public String toString() {
        var line = new StringBuilder(String.format(Locale.ROOT, "learned %,.0f images/s:", imagesPerSecond()));
        String gap = " ";
        for (Map.Entry<String, Double> share : shares().entrySet()) {
            line.append(String.format(Locale.ROOT, "%s%s %.1f %%", gap, share.getKey(), 100 * share.getValue()));
            gap = ", ";
        }
        return line.toString();
    }
}
