package io.ansatz.runner.mlflow;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.mlflow.api.proto.Service;
import org.mlflow.tracking.RunsPage;

/** An MLflow server, which is told through MLflow's Java client what it shall hold. */
public final class ServerTracker implements Tracker {

    private static final String PARENT = "mlflow.parentRunId";
    private static final String DATA_CONTEXT = "mlflow.data.context";
    private static final String ACTIVE = "active";
    private static final int RUNS_PER_PAGE = 200;
    private static final int POINTS_PER_PAGE = 25_000;

    /** So that a run which begins while pages are turned comes last, and pushes none over the edge of a page. */
    private static final List<String> OLDEST_FIRST = List.of("attributes.start_time ASC");

    /** What stands in a filter without being taken for something else; the parsers of MLflow's versions differ. */
    private static final Pattern PLAIN = Pattern.compile("[\\w./: =+,@-]+");

    private static final Comparator<Service.Run> FIRST_BEGUN = Comparator.<Service.Run>comparingLong(
                    run -> run.getInfo().getStartTime())
            .thenComparing(run -> run.getInfo().getRunId());

    private final ServerAddress address;
    private final SafeClient client;
    private final ArtifactPlace artifacts;

    private ServerTracker(ServerAddress address, SafeClient client) {
        this.address = address;
        this.client = client;
        artifacts = new ArtifactPlace(address, client);
    }

    /**
     * The server at an address.
     *
     * @param environment where MLFLOW_TRACKING_TOKEN, or MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, may stand
     * @throws IllegalArgumentException if no server can be there; the message is a sentence for the person who wrote it
     */
    public static ServerTracker at(URI address, Map<String, String> environment) {
        return at(address, environment, Patience.USUAL);
    }

    static ServerTracker at(URI address, Map<String, String> environment, Patience patience) {
        var server = ServerAddress.of(address);
        return new ServerTracker(server, new SafeClient(server, Credentials.from(environment), patience));
    }

    @Override
    public String place() {
        return address.text();
    }

    @Override
    public String experiment(String name) throws TrackerException {
        Optional<Service.Experiment> known = named(name);
        if (known.isEmpty()) {
            try {
                return client.ask(mlflow -> mlflow.createExperiment(name));
            } catch (TrackerException e) {
                if (!UnwelcomeAnswerException.caused(e, "RESOURCE_ALREADY_EXISTS")) {
                    throw e;
                }
            }
            // Another process was faster.
            known = named(name);
        }
        Service.Experiment experiment = known.orElseThrow(() -> TrackerException.away(
                "%s says of the experiment '%s' that it is there, and that it is not.".formatted(address, name), null));
        if (!experiment.getLifecycleStage().equals(ACTIVE)) {
            throw TrackerException.refused("""
                    The experiment '%s' is in MLflow's bin.
                    Restore it there, or give the experiment another name.""".formatted(name), null);
        }
        return experiment.getExperimentId();
    }

    private Optional<Service.Experiment> named(String name) throws TrackerException {
        try {
            return client.ask(mlflow -> mlflow.getExperimentByName(name));
        } catch (TrackerException e) {
            if (UnwelcomeAnswerException.caused(e, "RESOURCE_DOES_NOT_EXIST")) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public void tagExperiment(String experiment, Map<String, String> tags) throws TrackerException {
        for (var tag : tags.entrySet()) {
            client.tell(mlflow -> mlflow.setExperimentTag(experiment, tag.getKey(), tag.getValue()));
        }
    }

    @Override
    public List<Held> runs(String experiment) throws TrackerException {
        var ours = new ArrayList<Service.Run>();
        var alive = new HashSet<String>();
        for (Service.Run run : search(experiment, "", Service.ViewType.ALL)) {
            String identity = tag(run, Run.IDENTITY);
            if (!identity.isEmpty()) {
                ours.add(run);
                if (isActive(run)) {
                    alive.add(identity);
                }
            }
        }
        return ours.stream()
                // A run in the bin says nothing about an identity that another run has taken on.
                .filter(run -> isActive(run) || !alive.contains(tag(run, Run.IDENTITY)))
                .map(ServerTracker::held)
                .toList();
    }

    private static Held held(Service.Run run) {
        return new Held(
                run.getInfo().getRunId(),
                tag(run, Run.IDENTITY),
                status(run.getInfo().getStatus()),
                tag(run, Run.CONTENT),
                !isActive(run));
    }

    private static RunStatus status(Service.RunStatus status) {
        return switch (status) {
            case FINISHED -> RunStatus.FINISHED;
            case FAILED -> RunStatus.FAILED;
            case KILLED -> RunStatus.KILLED;
            case RUNNING, SCHEDULED -> RunStatus.RUNNING;
        };
    }

    @Override
    public String begin(String experiment, Run run, Optional<String> parent) throws TrackerException {
        Optional<String> begun = theOne(experiment, run.identity());
        if (begun.isPresent()) {
            return begun.get();
        }
        var request = Service.CreateRun.newBuilder()
                .setExperimentId(experiment)
                .setRunName(run.name())
                .setStartTime(run.begun().toEpochMilli());
        var tags = new LinkedHashMap<>(run.tags());
        tags.put(Run.IDENTITY, run.identity());
        parent.ifPresent(id -> tags.put(PARENT, id));
        tags.forEach((key, value) -> request.addTags(tag(key, value)));
        String created = client.ask(mlflow -> mlflow.createRun(request.build()).getRunId());
        return theOne(experiment, run.identity()).orElse(created);
    }

    /**
     * The run of this identity. When several processes began it at once, or an answer was lost on its way, there are more
     * than one: everybody takes the same, and puts the others into the bin.
     */
    private Optional<String> theOne(String experiment, String identity) throws TrackerException {
        String filter = PLAIN.matcher(identity).matches() ? "tags.`%s` = '%s'".formatted(Run.IDENTITY, identity) : "";
        List<Service.Run> found = search(experiment, filter, Service.ViewType.ACTIVE_ONLY).stream()
                // Databases differ in what they call equal.
                .filter(run -> tag(run, Run.IDENTITY).equals(identity))
                .sorted(FIRST_BEGUN)
                .toList();
        for (Service.Run surplus : found.subList(Math.min(1, found.size()), found.size())) {
            client.tell(mlflow -> mlflow.deleteRun(surplus.getInfo().getRunId()));
        }
        return found.stream().findFirst().map(run -> run.getInfo().getRunId());
    }

    private List<Service.Run> search(String experiment, String filter, Service.ViewType view) throws TrackerException {
        var found = new LinkedHashMap<String, Service.Run>();
        String token = "";
        do {
            String next = token;
            RunsPage page = client.ask(
                    mlflow -> mlflow.searchRuns(List.of(experiment), filter, view, RUNS_PER_PAGE, OLDEST_FIRST, next));
            for (Service.Run run : page.getItems()) {
                found.put(run.getInfo().getRunId(), run);
                artifacts.remember(run.getInfo().getRunId(), run.getInfo().getArtifactUri());
            }
            token = page.getNextPageToken().orElse("");
        } while (!token.isEmpty());
        return List.copyOf(found.values());
    }

    @Override
    public void log(String run, Map<String, String> params, Map<String, String> tags, List<Point> points)
            throws TrackerException {
        for (Portion portion : Portion.of(params, unknown(run, points), tags)) {
            var metrics = portion.points().stream().map(ServerTracker::metric).toList();
            var sentParams = new ArrayList<Service.Param>();
            portion.params()
                    .forEach((key, value) -> sentParams.add(Service.Param.newBuilder()
                            .setKey(key)
                            .setValue(value)
                            .build()));
            var sentTags = new ArrayList<Service.RunTag>();
            portion.tags().forEach((key, value) -> sentTags.add(tag(key, value)));
            client.tell(mlflow -> mlflow.logBatch(run, metrics, sentParams, sentTags));
        }
    }

    /**
     * The points without those that would stop MLflow: it takes a repeated point as long as that is a number, and
     * answers 500 otherwise.
     */
    private Set<Point> unknown(String run, List<Point> points) throws TrackerException {
        var wanted = new LinkedHashSet<Point>();
        var doubtful = new LinkedHashSet<String>();
        for (Point point : points) {
            wanted.add(inMillis(point));
            if (Double.isNaN(point.value())) {
                doubtful.add(point.metric());
            }
        }
        for (String metric : doubtful) {
            for (Point known : history(run, metric)) {
                if (Double.isNaN(known.value())) {
                    wanted.remove(known);
                }
            }
        }
        return wanted;
    }

    private static Point inMillis(Point point) {
        var millis = Instant.ofEpochMilli(point.at().toEpochMilli());
        return new Point(point.metric(), point.step(), millis, point.value());
    }

    private List<Point> history(String run, String metric) throws TrackerException {
        var points = new ArrayList<Point>();
        // The client asks without a number of results, and newer servers then give none.
        String path = "metrics/get-history?run_id=%s&metric_key=%s&max_results=%d"
                .formatted(run, URLEncoder.encode(metric, StandardCharsets.UTF_8), POINTS_PER_PAGE);
        String token = "";
        do {
            JsonObject page = client.get(token.isEmpty() ? path : path + "&page_token=" + token);
            for (JsonElement element : list(page, "metrics")) {
                JsonObject point = element.getAsJsonObject();
                points.add(new Point(
                        metric,
                        point.has("step") ? point.get("step").getAsLong() : 0,
                        Instant.ofEpochMilli(point.get("timestamp").getAsLong()),
                        point.get("value").getAsDouble()));
            }
            token = page.has("next_page_token")
                    ? URLEncoder.encode(page.get("next_page_token").getAsString(), StandardCharsets.UTF_8)
                    : "";
        } while (!token.isEmpty());
        return points;
    }

    @Override
    public void use(String run, List<DatasetInput> inputs) throws TrackerException {
        if (inputs.isEmpty()) {
            return;
        }
        var datasets = new JsonArray();
        for (DatasetInput input : inputs) {
            var context = new JsonObject();
            context.addProperty("key", DATA_CONTEXT);
            context.addProperty("value", input.context());
            var tags = new JsonArray();
            tags.add(context);
            var dataset = new JsonObject();
            dataset.addProperty("name", input.name());
            dataset.addProperty("digest", input.digest());
            dataset.addProperty("source_type", input.sourceType());
            dataset.addProperty("source", input.source());
            dataset.addProperty("profile", input.profile());
            var used = new JsonObject();
            used.add("tags", tags);
            used.add("dataset", dataset);
            datasets.add(used);
        }
        var request = new JsonObject();
        request.addProperty("run_id", run);
        request.add("datasets", datasets);
        client.post("runs/log-inputs", request);
    }

    @Override
    public void keep(String run, String path, Path file) throws TrackerException {
        artifacts.keep(run, path, file);
    }

    @Override
    public void update(String run, String name, RunStatus status, Optional<Instant> ended) throws TrackerException {
        var request = new JsonObject();
        request.addProperty("run_id", run);
        request.addProperty("run_name", name);
        request.addProperty("status", status.name());
        ended.ifPresent(time -> request.addProperty("end_time", time.toEpochMilli()));
        client.post("runs/update", request);
    }

    @Override
    public void close() {
        client.close();
    }

    private static boolean isActive(Service.Run run) {
        return run.getInfo().getLifecycleStage().equals(ACTIVE);
    }

    private static String tag(Service.Run run, String key) {
        for (Service.RunTag tag : run.getData().getTagsList()) {
            if (tag.getKey().equals(key)) {
                return tag.getValue();
            }
        }
        return "";
    }

    private static Service.RunTag tag(String key, String value) {
        return Service.RunTag.newBuilder().setKey(key).setValue(value).build();
    }

    private static Service.Metric metric(Point point) {
        return Service.Metric.newBuilder()
                .setKey(point.metric())
                .setStep(point.step())
                .setTimestamp(point.at().toEpochMilli())
                .setValue(point.value())
                .build();
    }

    private static JsonArray list(JsonObject json, String name) {
        return json.has(name) ? json.getAsJsonArray(name) : new JsonArray();
    }
}
