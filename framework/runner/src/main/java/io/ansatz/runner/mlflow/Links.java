package io.ansatz.runner.mlflow;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Addresses in MLflow's pages. Each names a view that the experiment carries along, with our rows, columns and order; the
 * order is said once more for an MLflow that makes nothing of the view.
 *
 * @param server where MLflow's pages are
 * @param experiment the id of the experiment there
 * @param metric what a table is sorted by, such as {@code test/auc}
 */
public record Links(String server, String experiment, String metric) {

    /** A row for each configuration: means over seeds. */
    public String configurations() {
        return table(View.CONFIGURATIONS);
    }

    /** A row for each trial. */
    public String trials() {
        return table(View.TRIALS);
    }

    private String table(View view) {
        return "%s/#/experiments/%s/runs?viewStateShareKey=%s&orderByKey=%s&orderByAsc=%s"
                .formatted(
                        server.replaceAll("/+$", ""),
                        experiment,
                        view.key(),
                        URLEncoder.encode(View.column(metric), StandardCharsets.UTF_8),
                        View.ascending(metric));
    }
}
