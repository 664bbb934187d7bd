package io.ansatz.runner.mlflow;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what an MLflow server holds over its REST interface alone, be it a real server or {@link PretendMlflow}. */
final class RestReader {

    private static final int PAGE = 100;
    private static final int MOST_POINTS = 25_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI address;

    RestReader(URI address) {
        this.address = address;
    }

    /** What the server holds of the experiment of this name. */
    Contents contents(String experiment) throws IOException, InterruptedException {
        JsonObject found = get("experiments/get-by-name?experiment_name=" + encoded(experiment))
                .getAsJsonObject("experiment");
        var runs = new ArrayList<Contents.Found>();
        for (String id : runs(found.get("experiment_id").getAsString())) {
            runs.add(run(id));
        }
        return Contents.of(pairs(found, "tags"), runs);
    }

    /** Puts a run into the bin. */
    void bin(String run) throws IOException, InterruptedException {
        var body = new JsonObject();
        body.addProperty("run_id", run);
        post("runs/delete", body);
    }

    private List<String> runs(String experiment) throws IOException, InterruptedException {
        var ids = new ArrayList<String>();
        var search = new JsonObject();
        var experiments = new JsonArray();
        experiments.add(experiment);
        search.add("experiment_ids", experiments);
        search.addProperty("run_view_type", "ALL");
        search.addProperty("max_results", PAGE);
        String token;
        do {
            JsonObject page = post("runs/search", search);
            for (JsonElement run : list(page, "runs")) {
                ids.add(run.getAsJsonObject()
                        .getAsJsonObject("info")
                        .get("run_id")
                        .getAsString());
            }
            token = text(page, "next_page_token");
            search.addProperty("page_token", token);
        } while (!token.isEmpty());
        return ids;
    }

    private Contents.Found run(String id) throws IOException, InterruptedException {
        JsonObject run = get("runs/get?run_id=" + id).getAsJsonObject("run");
        JsonObject info = run.getAsJsonObject("info");
        JsonObject data = run.has("data") ? run.getAsJsonObject("data") : new JsonObject();
        var latest = new HashMap<String, Double>();
        var points = new HashSet<Point>();
        for (JsonElement metric : list(data, "metrics")) {
            String key = metric.getAsJsonObject().get("key").getAsString();
            latest.put(key, metric.getAsJsonObject().get("value").getAsDouble());
            points.addAll(points(id, key));
        }
        var kept = new Contents.Kept(
                text(info, "run_name"),
                RunStatus.valueOf(text(info, "status")),
                Instant.ofEpochMilli(info.get("start_time").getAsLong()),
                Optional.ofNullable(info.get("end_time"))
                        .map(JsonElement::getAsLong)
                        .filter(time -> time > 0)
                        .map(Instant::ofEpochMilli),
                Optional.empty(),
                pairs(data, "params"),
                pairs(data, "tags"),
                points,
                latest,
                inputs(run),
                artifacts(id, text(info, "artifact_uri")));
        return new Contents.Found(id, text(info, "lifecycle_stage").equals("deleted"), kept);
    }

    private List<Point> points(String run, String metric) throws IOException, InterruptedException {
        var points = new ArrayList<Point>();
        String query = "metrics/get-history?run_id=%s&metric_key=%s&max_results=%d"
                .formatted(run, encoded(metric), MOST_POINTS);
        String token = "";
        do {
            JsonObject page = get(token.isEmpty() ? query : query + "&page_token=" + encoded(token));
            for (JsonElement element : list(page, "metrics")) {
                JsonObject point = element.getAsJsonObject();
                points.add(new Point(
                        metric,
                        point.has("step") ? point.get("step").getAsLong() : 0,
                        Instant.ofEpochMilli(point.get("timestamp").getAsLong()),
                        point.get("value").getAsDouble()));
            }
            token = text(page, "next_page_token");
        } while (!token.isEmpty());
        return points;
    }

    private static Set<DatasetInput> inputs(JsonObject run) {
        var inputs = new HashSet<DatasetInput>();
        JsonObject all = run.has("inputs") ? run.getAsJsonObject("inputs") : new JsonObject();
        for (JsonElement element : list(all, "dataset_inputs")) {
            JsonObject dataset = element.getAsJsonObject().getAsJsonObject("dataset");
            inputs.add(new DatasetInput(
                    text(dataset, "name"),
                    text(dataset, "digest"),
                    pairs(element.getAsJsonObject(), "tags").getOrDefault("mlflow.data.context", ""),
                    text(dataset, "source_type"),
                    text(dataset, "source"),
                    text(dataset, "profile")));
        }
        return inputs;
    }

    private Map<String, String> artifacts(String run, String root) throws IOException, InterruptedException {
        var artifacts = new HashMap<String, String>();
        if (root.startsWith("mlflow-artifacts:/")) {
            collect(run, root.replaceFirst("mlflow-artifacts:/+", ""), "", artifacts);
        }
        return artifacts;
    }

    private void collect(String run, String root, String folder, Map<String, String> artifacts)
            throws IOException, InterruptedException {
        JsonObject listing = get("artifacts/list?run_id=%s&path=%s".formatted(run, encoded(folder)));
        for (JsonElement element : list(listing, "files")) {
            JsonObject file = element.getAsJsonObject();
            String path = text(file, "path");
            if (file.has("is_dir") && file.get("is_dir").getAsBoolean()) {
                collect(run, root, path, artifacts);
            } else {
                String place = encoded(root + "/" + path).replace("%2F", "/");
                byte[] content = send(request("api/2.0/mlflow-artifacts/artifacts/" + place)
                        .GET()
                        .build());
                artifacts.put(path, sha256(content));
            }
        }
    }

    private JsonObject get(String path) throws IOException, InterruptedException {
        return json(send(request("api/2.0/mlflow/" + path).GET().build()));
    }

    private JsonObject post(String path, JsonObject body) throws IOException, InterruptedException {
        HttpRequest request = request("api/2.0/mlflow/" + path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        return json(send(request));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + "/" + path)).timeout(PATIENCE);
    }

    private byte[] send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new IOException("%s answers %d: %s"
                    .formatted(
                            request.uri(), response.statusCode(), new String(response.body(), StandardCharsets.UTF_8)));
        }
        return response.body();
    }

    private static JsonObject json(byte[] body) {
        return JsonParser.parseString(new String(body, StandardCharsets.UTF_8)).getAsJsonObject();
    }

    private static JsonArray list(JsonObject json, String name) {
        return json.has(name) ? json.getAsJsonArray(name) : new JsonArray();
    }

    private static String text(JsonObject json, String name) {
        return json.has(name) ? json.get(name).getAsString() : "";
    }

    private static Map<String, String> pairs(JsonObject json, String name) {
        var pairs = new HashMap<String, String>();
        for (JsonElement element : list(json, name)) {
            JsonObject pair = element.getAsJsonObject();
            pairs.put(text(pair, "key"), text(pair, "value"));
        }
        return pairs;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
