package io.ansatz.runner.mlflow;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A table in MLflow with our rows, columns and order, kept as a tag of the experiment. */
enum View {
    /** A row for each configuration. */
    CONFIGURATIONS(ConfigurationRun.KIND),
    /** A row for each trial. */
    TRIALS(TrialRun.KIND);

    /** Nobody reads more columns. */
    private static final int MOST_PARAMS = 20;

    /** MLflow refuses longer tags of an experiment. */
    private static final int LONGEST_TAG = 5000;

    private static final Gson GSON =
            new GsonBuilder().disableHtmlEscaping().serializeNulls().create();

    private final String kind;

    View(String kind) {
        this.kind = kind;
    }

    /** The name of the view in an address. */
    String key() {
        return "ansatz-" + kind;
    }

    /** The experiment's tag that holds the view. */
    String tag() {
        return "mlflow.sharedViewState." + key();
    }

    /** What its rows have in common, in MLflow's language. */
    String filter() {
        return "tags.`%s` = '%s'".formatted(Tags.KIND, kind);
    }

    /** How MLflow calls the column of a metric. */
    static String column(String metric) {
        return "metrics.`%s`".formatted(metric);
    }

    /** Whether the best value of a metric is the smallest. */
    static boolean ascending(String metric) {
        return metric.endsWith("/loss");
    }

    /**
     * The view as MLflow writes it.
     *
     * @param metric what it is sorted by
     * @param params those that tell the runs apart
     * @param made when, as newer versions of MLflow want to know
     */
    String json(String metric, List<String> params, Instant made) {
        String json;
        int shown = Math.min(params.size(), MOST_PARAMS);
        do {
            Map<String, Object> state = state(columns(metric, params.subList(0, shown)), metric);
            // Up to MLflow 3.11 the tag is the state; later it is an envelope with the state as a text. Each skips what
            // it does not know.
            Map<String, Object> both = new LinkedHashMap<>(state);
            both.put("name", "Ansatz: %ss".formatted(kind));
            both.put("createdAt", made.toEpochMilli());
            both.put("updatedAt", made.toEpochMilli());
            both.put("state", GSON.toJson(state));
            json = GSON.toJson(both);
            shown--;
        } while (json.length() > LONGEST_TAG && shown >= 0);
        return json;
    }

    private List<String> columns(String metric, List<String> params) {
        var columns = new ArrayList<String>();
        params.forEach(path -> columns.add("params.`%s`".formatted(path)));
        columns.add(column(metric));
        if (this == CONFIGURATIONS) {
            columns.add(column(metric + ConfigurationRun.LOW));
            columns.add(column(metric + ConfigurationRun.HIGH));
            columns.add(column(ConfigurationRun.COUNT));
        } else {
            columns.add(column("test/accuracy"));
            columns.add(column("cost/seconds"));
        }
        return columns.stream().distinct().toList();
    }

    /** Everything that the page keeps of a view: what is left out would be undefined there, not as usual. */
    private Map<String, Object> state(List<String> columns, String metric) {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("searchFilter", filter());
        state.put("orderByKey", column(metric));
        state.put("orderByAsc", ascending(metric));
        state.put("startTime", "ALL");
        state.put("lifecycleFilter", "Active");
        state.put("modelVersionFilter", "All Runs");
        state.put("datasetsFilter", List.of());
        state.put("selectedColumns", columns);
        state.put("runsExpanded", Map.of());
        state.put("runsPinned", List.of());
        state.put("runsHidden", List.of());
        state.put("runsVisibilityMap", Map.of());
        state.put("runsHiddenMode", "FIRST_20_RUNS");
        state.put("viewMaximized", false);
        state.put("runListHidden", false);
        state.put("isAccordionReordered", false);
        state.put("groupBy", null);
        state.put("groupsExpanded", Map.of());
        state.put("autoRefreshEnabled", true);
        state.put("useGroupedValuesInCharts", true);
        state.put("hideEmptyCharts", true);
        return state;
    }
}
