package io.ansatz.runner.mlflow;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What MLflow keeps and what it refuses, as its SQL store does: the rules behind the endpoints of {@link PretendMlflow}.
 * Every method takes and gives the JSON of MLflow's REST interface. One request at a time is served.
 */
final class PretendStore {

    private static final int METRICS_IN_A_BATCH = 1000;
    private static final int PARAMS_IN_A_BATCH = 100;
    private static final int TAGS_IN_A_BATCH = 100;
    private static final int ALL_IN_A_BATCH = 1000;
    private static final int LONGEST_KEY = 250;
    private static final int LONGEST_PARAM = 6000;
    private static final int LONGEST_TAG = 8000;
    private static final int LONGEST_EXPERIMENT_TAG = 5000;
    private static final int LONGEST_DIGEST = 36;
    private static final int KEYS_AT_A_TIME = 100;
    private static final int MOST_RESULTS = 50_000;
    private static final Pattern KEY = Pattern.compile("[/\\w.\\- :]*", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern TAG_FILTER = Pattern.compile("tags\\.`([^`]+)` = '([^'\\\\]*)'");

    private final Map<String, Experiment> experiments = new LinkedHashMap<>();
    private final Map<String, Stored> runs = new LinkedHashMap<>();

    private String artifactRoot = "mlflow-artifacts:";

    private int lastExperiment;

    PretendStore() {
        create("Default");
    }

    /** Keeps the artifacts of every run at another place than behind the server. */
    synchronized void keepArtifactsAt(String root) {
        artifactRoot = root;
    }

    /** MLflow's way to say no. */
    static final class RefusedException extends Exception {

        private static final long serialVersionUID = 1;

        final int status;
        final String code;

        RefusedException(int status, String code, String message) {
            super(message);
            this.status = status;
            this.code = code;
        }
    }

    private static final class Experiment {

        final String id;
        final String name;
        final Map<String, String> tags = new TreeMap<>();
        boolean deleted;

        Experiment(String id, String name) {
            this.id = id;
            this.name = name;
        }
    }

    private record Value(double value, long timestamp, long step) {

        /** A value that is no number is stored as a marked zero. */
        private static final Comparator<Value> LATEST = Comparator.comparingLong(Value::step)
                .thenComparingLong(Value::timestamp)
                .thenComparingDouble(value -> Double.isNaN(value.value) ? 0 : value.value);

        JsonObject json(String key) {
            var json = new JsonObject();
            json.addProperty("key", key);
            if (Double.isNaN(value)) {
                json.addProperty("value", "NaN");
            } else {
                json.addProperty("value", value);
            }
            json.addProperty("timestamp", timestamp);
            json.addProperty("step", step);
            return json;
        }
    }

    private record Keyed(String key, Value value) {}

    private record Input(String name, String digest, JsonObject dataset, Map<String, String> tags) {}

    private static final class Stored {

        final String id = UUID.randomUUID().toString().replace("-", "");
        final String experiment;
        final long begun;
        final Map<String, String> params = new TreeMap<>();
        final Map<String, String> tags = new TreeMap<>();
        final Map<String, Set<Value>> metrics = new TreeMap<>();
        final List<Input> inputs = new ArrayList<>();
        final Map<String, byte[]> artifacts = new TreeMap<>();
        String name = "";
        String status = "RUNNING";
        Long ended;
        boolean deleted;

        Stored(String experiment, long begun) {
            this.experiment = experiment;
            this.begun = begun;
        }

        boolean holds(Keyed metric) {
            return metrics.getOrDefault(metric.key(), Set.of()).contains(metric.value());
        }

        void insert(Keyed metric) {
            metrics.computeIfAbsent(metric.key(), key -> new LinkedHashSet<>()).add(metric.value());
        }

        String artifactPath() {
            return experiment + "/" + id + "/artifacts";
        }
    }

    synchronized JsonObject experimentByName(String name) throws RefusedException {
        for (Experiment experiment : experiments.values()) {
            if (experiment.name.equals(name)) {
                return wrap("experiment", json(experiment));
            }
        }
        throw missing("Could not find experiment with name '%s'".formatted(name));
    }

    synchronized JsonObject createExperiment(JsonObject request) throws RefusedException {
        String name = text(request, "name");
        if (name.isEmpty()) {
            throw invalid("Invalid experiment name: ''.");
        }
        if (experiments.values().stream().anyMatch(experiment -> experiment.name.equals(name))) {
            throw new RefusedException(
                    400, "RESOURCE_ALREADY_EXISTS", "Experiment(name=%s) already exists.".formatted(name));
        }
        var answer = new JsonObject();
        answer.addProperty("experiment_id", create(name));
        return answer;
    }

    private String create(String name) {
        String id = String.valueOf(lastExperiment++);
        experiments.put(id, new Experiment(id, name));
        return id;
    }

    synchronized JsonObject deleteExperiment(JsonObject request) throws RefusedException {
        activeExperiment(text(request, "experiment_id")).deleted = true;
        return new JsonObject();
    }

    synchronized JsonObject tagExperiment(JsonObject request) throws RefusedException {
        Experiment experiment = activeExperiment(text(request, "experiment_id"));
        String key = key(request);
        String value = text(request, "value");
        if (value.length() > LONGEST_EXPERIMENT_TAG) {
            throw invalid("Tag value '%s' had length %d, which exceeded length limit of %d"
                    .formatted(value.substring(0, 250), value.length(), LONGEST_EXPERIMENT_TAG));
        }
        experiment.tags.put(key, value);
        return new JsonObject();
    }

    synchronized JsonObject createRun(JsonObject request) throws RefusedException {
        Experiment experiment = activeExperiment(text(request, "experiment_id"));
        var run = new Stored(experiment.id, request.get("start_time").getAsLong());
        for (JsonObject tag : objects(request, "tags")) {
            setTag(run, tag);
        }
        String name = text(request, "run_name");
        if (!name.isEmpty()) {
            run.name = name;
            run.tags.put("mlflow.runName", name);
        }
        runs.put(run.id, run);
        return wrap("run", json(run));
    }

    synchronized JsonObject run(String id) throws RefusedException {
        return wrap("run", json(find(id)));
    }

    synchronized JsonObject updateRun(JsonObject request) throws RefusedException {
        Stored run = activeRun(request);
        if (request.has("status")) {
            run.status = text(request, "status");
        }
        if (request.has("end_time")) {
            run.ended = request.get("end_time").getAsLong();
        }
        if (request.has("run_name")) {
            run.name = text(request, "run_name");
            run.tags.put("mlflow.runName", run.name);
        }
        return wrap("run_info", json(run).getAsJsonObject("info"));
    }

    synchronized JsonObject deleteRun(JsonObject request) throws RefusedException {
        find(text(request, "run_id")).deleted = true;
        return new JsonObject();
    }

    synchronized JsonObject search(JsonObject request) throws RefusedException {
        int most = request.has("max_results") ? request.get("max_results").getAsInt() : 1000;
        if (most > MOST_RESULTS) {
            throw invalid("Invalid value for request parameter max_results. It must be at most %d, but got value %d"
                    .formatted(MOST_RESULTS, most));
        }
        var wanted = new ArrayList<String>();
        request.getAsJsonArray("experiment_ids").forEach(id -> wanted.add(id.getAsString()));
        String view = request.has("run_view_type") ? text(request, "run_view_type") : "ACTIVE_ONLY";
        String filter = text(request, "filter");
        Matcher tag = TAG_FILTER.matcher(filter);
        if (!filter.isEmpty() && !tag.matches()) {
            throw invalid("Invalid clause(s) in filter string: '%s'".formatted(filter));
        }
        var found = new ArrayList<Stored>();
        for (Stored run : runs.values()) {
            boolean inView = view.equals("ALL") || run.deleted == view.equals("DELETED_ONLY");
            boolean fits = filter.isEmpty() || tag.group(2).equals(run.tags.get(tag.group(1)));
            if (wanted.contains(run.experiment) && inView && fits) {
                found.add(run);
            }
        }
        found.sort(order(request).thenComparing(run -> run.id));
        int start = text(request, "page_token").isEmpty() ? 0 : Integer.parseInt(text(request, "page_token"));
        start = Math.min(start, found.size());
        int end = Math.min(start + most, found.size());
        var answer = new JsonObject();
        var page = new JsonArray();
        found.subList(start, end).forEach(run -> page.add(json(run)));
        if (!page.isEmpty()) {
            answer.add("runs", page);
        }
        // A full page promises another one, even if that is empty.
        if (end - start == most) {
            answer.addProperty("next_page_token", String.valueOf(end));
        }
        return answer;
    }

    private static Comparator<Stored> order(JsonObject request) throws RefusedException {
        Comparator<Stored> oldestFirst = Comparator.comparingLong(run -> run.begun);
        if (!request.has("order_by") || request.getAsJsonArray("order_by").isEmpty()) {
            return oldestFirst.reversed();
        }
        String order = request.getAsJsonArray("order_by").get(0).getAsString();
        if (!order.equals("attributes.start_time ASC")) {
            throw invalid("Invalid order_by clause '%s'".formatted(order));
        }
        return oldestFirst;
    }

    /** Takes params, metrics and tags in this order, which one transaction each keeps. */
    synchronized JsonObject logBatch(JsonObject request) throws RefusedException {
        Stored run = activeRun(request);
        List<JsonObject> metrics = objects(request, "metrics");
        List<JsonObject> params = objects(request, "params");
        List<JsonObject> tags = objects(request, "tags");
        requireAtMost(METRICS_IN_A_BATCH, "metrics", metrics.size());
        requireAtMost(PARAMS_IN_A_BATCH, "params", params.size());
        requireAtMost(TAGS_IN_A_BATCH, "tags", tags.size());
        requireAtMost(ALL_IN_A_BATCH, "metrics, params, and tags", metrics.size() + params.size() + tags.size());
        for (JsonObject param : params) {
            requireUnchanged(run, param);
        }
        for (JsonObject param : params) {
            run.params.put(key(param), cut(text(param, "value"), LONGEST_PARAM));
        }
        logMetrics(run, metrics);
        for (JsonObject tag : tags) {
            setTag(run, tag);
        }
        return new JsonObject();
    }

    /**
     * Inserts what is not there yet, with a weakness of every MLflow so far: when something is there already, it reads
     * what is there a hundred keys at a time, and tries to insert again what it did not read; and of two values
     * that are no numbers it thinks that they differ.
     */
    private static void logMetrics(Stored run, List<JsonObject> metrics) throws RefusedException {
        var values = new LinkedHashMap<Keyed, Boolean>();
        for (JsonObject metric : metrics) {
            double value = number(metric.get("value"));
            long step = metric.has("step") ? metric.get("step").getAsLong() : 0;
            var keyed = new Keyed(
                    key(metric), new Value(value, metric.get("timestamp").getAsLong(), step));
            boolean again = values.containsKey(keyed);
            if (again && Double.isNaN(value)) {
                throw broken();
            }
            values.put(keyed, run.holds(keyed));
        }
        if (values.containsValue(true)) {
            var all = new ArrayList<>(values.keySet());
            for (int start = 0; start < all.size(); start += KEYS_AT_A_TIME) {
                var keys = new HashSet<String>();
                all.subList(start, Math.min(start + KEYS_AT_A_TIME, all.size())).forEach(each -> keys.add(each.key()));
                for (Keyed each : all) {
                    boolean read = keys.contains(each.key())
                            && !Double.isNaN(each.value().value());
                    if (run.holds(each) && !read) {
                        throw broken();
                    }
                }
                all.forEach(run::insert);
            }
        }
        values.keySet().forEach(run::insert);
    }

    private static RefusedException broken() {
        return new RefusedException(
                500, "INTERNAL_ERROR", "(sqlite3.IntegrityError) UNIQUE constraint failed: metrics.key");
    }

    private static void requireUnchanged(Stored run, JsonObject param) throws RefusedException {
        String key = key(param);
        String value = cut(text(param, "value"), LONGEST_PARAM);
        String old = run.params.get(key);
        if (old != null && !old.equals(value)) {
            throw invalid("Changing param values is not allowed. Params were already"
                    + " logged='[{'key': '%s', 'old_value': '%s', 'new_value': '%s'}]' for run ID='%s'."
                            .formatted(key, old, value, run.id));
        }
    }

    synchronized JsonObject logInputs(JsonObject request) throws RefusedException {
        Stored run = activeRun(request);
        for (JsonObject input : objects(request, "datasets")) {
            JsonObject dataset = input.getAsJsonObject("dataset");
            String name = text(dataset, "name");
            String digest = text(dataset, "digest");
            if (digest.length() > LONGEST_DIGEST) {
                throw invalid("Dataset digest exceeds the maximum length of %d.".formatted(LONGEST_DIGEST));
            }
            var tags = new TreeMap<String, String>();
            objects(input, "tags").forEach(tag -> tags.put(text(tag, "key"), text(tag, "value")));
            if (run.inputs.stream()
                    .noneMatch(
                            known -> known.name().equals(name) && known.digest().equals(digest))) {
                run.inputs.add(new Input(name, digest, dataset, tags));
            }
        }
        return new JsonObject();
    }

    /** As MLflow 3.11 answers: without a number of results there are none. */
    synchronized JsonObject history(String id, String key, int most) throws RefusedException {
        Stored run = find(id);
        var values = new JsonArray();
        run.metrics.getOrDefault(key, Set.of()).stream()
                .sorted(Comparator.comparingLong(Value::timestamp)
                        .thenComparingLong(Value::step)
                        .thenComparingDouble(Value::value))
                .limit(most)
                .forEach(value -> values.add(value.json(key)));
        var answer = new JsonObject();
        answer.add("metrics", values);
        return answer;
    }

    synchronized JsonObject artifacts(String id, String folder) throws RefusedException {
        Stored run = find(id);
        String prefix = folder.isEmpty() ? "" : folder + "/";
        var files = new LinkedHashMap<String, JsonObject>();
        run.artifacts.forEach((path, content) -> {
            if (path.startsWith(prefix)) {
                int slash = path.indexOf('/', prefix.length());
                var file = new JsonObject();
                file.addProperty("path", slash < 0 ? path : path.substring(0, slash));
                file.addProperty("is_dir", slash >= 0);
                if (slash < 0) {
                    file.addProperty("file_size", content.length);
                }
                files.put(text(file, "path"), file);
            }
        });
        var answer = new JsonObject();
        answer.addProperty("root_uri", artifactRoot + "/" + run.artifactPath());
        if (!files.isEmpty()) {
            var list = new JsonArray();
            files.values().forEach(list::add);
            answer.add("files", list);
        }
        return answer;
    }

    synchronized void keep(String path, byte[] content) throws RefusedException {
        Stored run = owner(path);
        run.artifacts.put(path.substring(run.artifactPath().length() + 1), content);
    }

    synchronized byte[] artifact(String path) throws RefusedException {
        Stored run = owner(path);
        byte[] content = run.artifacts.get(path.substring(run.artifactPath().length() + 1));
        if (content == null) {
            throw missing("No such artifact: '%s'".formatted(path));
        }
        return content;
    }

    private Stored owner(String path) throws RefusedException {
        for (Stored run : runs.values()) {
            if (path.startsWith(run.artifactPath() + "/")) {
                return run;
            }
        }
        throw missing("No such artifact: '%s'".formatted(path));
    }

    private static void setTag(Stored run, JsonObject tag) throws RefusedException {
        String key = key(tag);
        String value = cut(text(tag, "value"), LONGEST_TAG);
        run.tags.put(key, value);
        if (key.equals("mlflow.runName")) {
            run.name = value;
        }
    }

    private Experiment activeExperiment(String id) throws RefusedException {
        Experiment experiment = experiments.get(id);
        if (experiment == null) {
            throw missing("No Experiment with id=%s exists".formatted(id));
        }
        if (experiment.deleted) {
            throw invalid("The experiment %s must be in the 'active' state. Current state is deleted.".formatted(id));
        }
        return experiment;
    }

    private Stored activeRun(JsonObject request) throws RefusedException {
        Stored run = find(text(request, "run_id"));
        if (run.deleted) {
            throw invalid("The run %s must be in the 'active' state. Current state is deleted.".formatted(run.id));
        }
        return run;
    }

    private Stored find(String id) throws RefusedException {
        Stored run = runs.get(id);
        if (run == null) {
            throw missing("Run with id=%s not found".formatted(id));
        }
        return run;
    }

    private JsonObject json(Experiment experiment) {
        var json = new JsonObject();
        json.addProperty("experiment_id", experiment.id);
        json.addProperty("name", experiment.name);
        json.addProperty("artifact_location", artifactRoot + "/" + experiment.id);
        json.addProperty("lifecycle_stage", experiment.deleted ? "deleted" : "active");
        if (!experiment.tags.isEmpty()) {
            json.add("tags", pairs(experiment.tags));
        }
        return json;
    }

    private JsonObject json(Stored run) {
        var info = new JsonObject();
        info.addProperty("run_id", run.id);
        info.addProperty("run_uuid", run.id);
        info.addProperty("run_name", run.name);
        info.addProperty("experiment_id", run.experiment);
        info.addProperty("status", run.status);
        info.addProperty("start_time", run.begun);
        if (run.ended != null) {
            info.addProperty("end_time", run.ended);
        }
        info.addProperty("artifact_uri", artifactRoot + "/" + run.artifactPath());
        info.addProperty("lifecycle_stage", run.deleted ? "deleted" : "active");
        var data = new JsonObject();
        var metrics = new JsonArray();
        run.metrics.forEach((key, values) ->
                metrics.add(values.stream().max(Value.LATEST).orElseThrow().json(key)));
        if (!metrics.isEmpty()) {
            data.add("metrics", metrics);
        }
        if (!run.params.isEmpty()) {
            data.add("params", pairs(run.params));
        }
        data.add("tags", pairs(run.tags));
        var inputs = new JsonArray();
        for (Input input : run.inputs) {
            JsonObject json = wrap("dataset", input.dataset());
            json.add("tags", pairs(input.tags()));
            inputs.add(json);
        }
        var json = new JsonObject();
        json.add("info", info);
        json.add("data", data);
        json.add("inputs", inputs.isEmpty() ? new JsonObject() : wrap("dataset_inputs", inputs));
        return json;
    }

    private static JsonArray pairs(Map<String, String> values) {
        var pairs = new JsonArray();
        values.forEach((key, value) -> {
            var pair = new JsonObject();
            pair.addProperty("key", key);
            pair.addProperty("value", value);
            pairs.add(pair);
        });
        return pairs;
    }

    private static JsonObject wrap(String name, JsonElement content) {
        var json = new JsonObject();
        json.add(name, content);
        return json;
    }

    private static String text(JsonObject json, String name) {
        return json.has(name) ? json.get(name).getAsString() : "";
    }

    private static List<JsonObject> objects(JsonObject json, String name) {
        var objects = new ArrayList<JsonObject>();
        if (json.has(name)) {
            json.getAsJsonArray(name).forEach(element -> objects.add(element.getAsJsonObject()));
        }
        return objects;
    }

    private static String key(JsonObject pair) throws RefusedException {
        String key = text(pair, "key");
        if (key.isEmpty() || key.length() > LONGEST_KEY || !KEY.matcher(key).matches()) {
            throw invalid("Invalid name: '%s'.".formatted(key));
        }
        return key;
    }

    private static String cut(String value, int longest) {
        return value.length() > longest ? value.substring(0, longest) : value;
    }

    /** Infinity becomes the largest number there is. */
    private static double number(JsonElement value) {
        double number = value.getAsDouble();
        return Double.isNaN(number) ? number : Math.max(-Double.MAX_VALUE, Math.min(number, Double.MAX_VALUE));
    }

    private static void requireAtMost(int most, String what, int count) throws RefusedException {
        if (count > most) {
            throw invalid(
                    "A batch logging request can contain at most %d %s. Got %d %s.".formatted(most, what, count, what));
        }
    }

    static RefusedException invalid(String message) {
        return new RefusedException(400, "INVALID_PARAMETER_VALUE", message);
    }

    private static RefusedException missing(String message) {
        return new RefusedException(404, "RESOURCE_DOES_NOT_EXIST", message);
    }
}
