package io.ansatz.runner.mlflow;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * An MLflow server for tests, on a free local port: as strict as a real one, as forgetful as this process, and ready to
 * misbehave. It writes down every request.
 */
final class PretendMlflow implements AutoCloseable {

    private static final String API = "/api/2.0/mlflow/";
    private static final String ARTIFACTS = "/api/2.0/mlflow-artifacts/artifacts/";
    private static final int LARGEST_BATCH = 1_000_000;

    static {
        // The server writes an answer in two pieces; without this the second one waits for 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final PretendStore store = new PretendStore();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        var thread = new Thread(task, "pretend-mlflow");
        thread.setDaemon(true);
        return thread;
    });
    private final CountDownLatch closing = new CountDownLatch(1);
    private final List<Request> requests = new ArrayList<>();
    private final List<Planned> planned = new ArrayList<>();

    private HttpServer server;
    private URI address;
    private String authorization = "";
    private Set<String> hosts = Set.of();

    /**
     * A request that was received.
     *
     * @param path without the query
     */
    record Request(String method, String path, Map<String, String> headers, byte[] body) {

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        JsonObject json() {
            return JsonParser.parseString(text()).getAsJsonObject();
        }
    }

    private static final class Planned {

        final String path;
        final Misbehaviour misbehaviour;
        final CyclicBarrier barrier;
        int left;

        Planned(String path, Misbehaviour misbehaviour, int times) {
            this.path = path;
            this.misbehaviour = misbehaviour;
            this.left = times;
            this.barrier = new CyclicBarrier(
                    misbehaviour instanceof Misbehaviour.AnswersTogether together ? together.requests() : 1);
        }
    }

    private PretendMlflow() {}

    static PretendMlflow start() throws IOException {
        var mlflow = new PretendMlflow();
        mlflow.listen(0);
        return mlflow;
    }

    private void listen(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
        address = URI.create("http://localhost:" + server.getAddress().getPort());
    }

    /** Where it is. */
    URI address() {
        return address;
    }

    /** Refuses every connection from now on. */
    void goAway() {
        server.stop(0);
    }

    /** Listens again at the same address, and knows what it knew. */
    void comeBack() throws IOException {
        listen(address.getPort());
    }

    /** Misbehaves at the next requests whose path ends like this, as often as this. */
    synchronized void misbehave(String path, int times, Misbehaviour misbehaviour) {
        planned.add(new Planned(path, misbehaviour, times));
    }

    /** Behaves again. */
    synchronized void behave() {
        planned.clear();
    }

    /** Wants this header {@code Authorization} from now on. */
    synchronized void demand(String header) {
        authorization = header;
    }

    /** Knows itself under these names alone, port included. */
    synchronized void allowHosts(String... names) {
        hosts = Set.of(names);
    }

    /** Keeps the artifacts of runs that begin from now on elsewhere. */
    void keepArtifactsAt(String root) {
        store.keepArtifactsAt(root);
    }

    /** Begins a run with each of these tags. */
    void beginRuns(String experiment, List<Map<String, String>> tagsOfEach) throws PretendStore.RefusedException {
        for (Map<String, String> tags : tagsOfEach) {
            var pairs = new JsonArray();
            tags.forEach((key, value) -> {
                var pair = new JsonObject();
                pair.addProperty("key", key);
                pair.addProperty("value", value);
                pairs.add(pair);
            });
            var request = new JsonObject();
            request.addProperty("experiment_id", experiment);
            request.addProperty("run_name", "one of many");
            request.addProperty("start_time", 0);
            request.add("tags", pairs);
            store.createRun(request);
        }
    }

    /** Every request so far. */
    synchronized List<Request> requests() {
        return List.copyOf(requests);
    }

    /** The requests so far whose path ends like this. */
    List<Request> requests(String path) {
        return requests().stream()
                .filter(request -> request.path().endsWith(path))
                .toList();
    }

    /** Forgets which requests there were. */
    synchronized void forgetRequests() {
        requests.clear();
    }

    /** What it holds of an experiment, by the way a client would ask. */
    Contents contents(String experiment) throws IOException, InterruptedException {
        return new RestReader(address()).contents(experiment);
    }

    /** Puts a run into the bin. */
    void bin(String run) throws IOException, InterruptedException {
        new RestReader(address()).bin(run);
    }

    /** Puts an experiment into the bin. */
    void binExperiment(String id) throws PretendStore.RefusedException {
        var request = new JsonObject();
        request.addProperty("experiment_id", id);
        store.deleteExperiment(request);
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try {
            var headers = new HashMap<String, String>();
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
            var request = new Request(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getPath(),
                    headers,
                    exchange.getRequestBody().readAllBytes());
            Optional<Planned> plan = takeDown(request);
            if (plan.isPresent()) {
                misbehave(exchange, request, plan.get());
            } else {
                answer(exchange, request);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }

    private synchronized Optional<Planned> takeDown(Request request) {
        requests.add(request);
        for (Planned plan : planned) {
            if (plan.left > 0 && request.path().endsWith(plan.path)) {
                plan.left--;
                return Optional.of(plan);
            }
        }
        return Optional.empty();
    }

    private void misbehave(HttpExchange exchange, Request request, Planned plan)
            throws IOException, InterruptedException {
        Misbehaviour misbehaviour = plan.misbehaviour;
        if (misbehaviour instanceof Misbehaviour.Answers answers) {
            answers.headers().forEach(exchange.getResponseHeaders()::set);
            send(exchange, answers.status(), answers.contentType(), answers.body());
        } else if (misbehaviour instanceof Misbehaviour.Hangs) {
            closing.await();
        } else if (misbehaviour instanceof Misbehaviour.Dribbles) {
            dribble(exchange);
        } else if (misbehaviour instanceof Misbehaviour.LosesTheAnswer) {
            reply(exchange, request);
        } else if (misbehaviour instanceof Misbehaviour.TakesHalf) {
            reply(exchange, half(request));
        } else if (misbehaviour instanceof Misbehaviour.EchoesAuthorization echo) {
            String header = request.headers().getOrDefault("Authorization", "");
            String secret = header.substring(header.indexOf(' ') + 1);
            send(exchange, echo.status(), "text/plain", "Not with Authorization: " + header + ", that is " + secret);
        } else if (misbehaviour instanceof Misbehaviour.AnswersTogether) {
            Reply reply = reply(exchange, request);
            try {
                plan.barrier.await();
            } catch (BrokenBarrierException e) {
                throw new IOException("The server closed while requests were waiting.", e);
            }
            send(exchange, reply.status(), reply.contentType(), reply.body());
        }
    }

    private void dribble(HttpExchange exchange) throws IOException, InterruptedException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 0);
        do {
            exchange.getResponseBody().write(' ');
            exchange.getResponseBody().flush();
        } while (!closing.await(20, TimeUnit.MILLISECONDS));
    }

    private static Request half(Request request) {
        JsonObject batch = request.json();
        for (String list : List.of("metrics", "params", "tags")) {
            if (batch.has(list)) {
                JsonArray all = batch.getAsJsonArray(list);
                var some = new JsonArray();
                for (int i = 0; i < all.size() / 2; i++) {
                    some.add(all.get(i));
                }
                batch.add(list, some);
            }
        }
        return new Request(
                request.method(),
                request.path(),
                request.headers(),
                batch.toString().getBytes(StandardCharsets.UTF_8));
    }

    private record Reply(int status, String contentType, byte[] body) {

        static Reply text(int status, String contentType, String body) {
            return new Reply(status, contentType, body.getBytes(StandardCharsets.UTF_8));
        }
    }

    private void answer(HttpExchange exchange, Request request) throws IOException {
        Reply reply = reply(exchange, request);
        send(exchange, reply.status(), reply.contentType(), reply.body());
    }

    private Reply reply(HttpExchange exchange, Request request) {
        String host = request.headers().get("Host");
        if (!hosts.isEmpty() && !hosts.contains(host)) {
            return Reply.text(403, "text/plain", "Invalid Host header - possible DNS rebinding attack detected");
        }
        if (!authorization.isEmpty() && !authorization.equals(request.headers().get("Authorization"))) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"mlflow\"");
            return Reply.text(401, "text/html", "You are not authenticated. Please see the documentation.");
        }
        try {
            return route(request, query(exchange.getRequestURI()));
        } catch (PretendStore.RefusedException e) {
            var error = new JsonObject();
            error.addProperty("error_code", e.code);
            error.addProperty("message", e.getMessage());
            return Reply.text(e.status, "application/json", error.toString());
        }
    }

    private Reply route(Request request, Map<String, String> query) throws PretendStore.RefusedException {
        if (request.path().startsWith(ARTIFACTS)) {
            return artifact(request);
        }
        String id = query.getOrDefault("run_id", "");
        JsonObject answer;
        switch (request.method() + " " + request.path().replace(API, "")) {
            case "GET /health" -> {
                return Reply.text(200, "text/plain", "OK");
            }
            case "GET /version" -> {
                return Reply.text(200, "text/plain", "3.11.0");
            }
            case "GET experiments/get-by-name" -> answer = store.experimentByName(query.get("experiment_name"));
            case "POST experiments/create" -> answer = store.createExperiment(request.json());
            case "POST experiments/set-experiment-tag" -> answer = store.tagExperiment(request.json());
            case "POST runs/create" -> answer = store.createRun(request.json());
            case "GET runs/get" -> answer = store.run(id);
            case "POST runs/update" -> answer = store.updateRun(request.json());
            case "POST runs/delete" -> answer = store.deleteRun(request.json());
            case "POST runs/search" -> answer = store.search(request.json());
            case "POST runs/log-batch" -> {
                if (request.text().length() > LARGEST_BATCH) {
                    throw PretendStore.invalid(
                            "Batched logging API requests must be at most %d bytes, got a request of size %d."
                                    .formatted(LARGEST_BATCH, request.text().length()));
                }
                answer = store.logBatch(request.json());
            }
            case "POST runs/log-inputs" -> answer = store.logInputs(request.json());
            case "GET artifacts/list" -> answer = store.artifacts(id, query.getOrDefault("path", ""));
            case "GET metrics/get-history" ->
                answer = store.history(
                        id, query.get("metric_key"), Integer.parseInt(query.getOrDefault("max_results", "0")));
            default -> {
                return Reply.text(404, "text/html", "<!doctype html>\n<title>404 Not Found</title>");
            }
        }
        return Reply.text(200, "application/json", answer.toString());
    }

    private Reply artifact(Request request) throws PretendStore.RefusedException {
        String path = request.path().substring(ARTIFACTS.length());
        if (path.contains("#") || List.of(path.split("/")).contains("..")) {
            throw PretendStore.invalid("Invalid path");
        }
        if (request.method().equals("PUT")) {
            store.keep(path, request.body());
            return Reply.text(200, "application/json", "{}");
        }
        return new Reply(200, "application/octet-stream", store.artifact(path));
    }

    private static Map<String, String> query(URI address) {
        var query = new HashMap<String, String>();
        if (address.getRawQuery() != null) {
            for (String pair : address.getRawQuery().split("&")) {
                int equals = pair.indexOf('=');
                query.put(
                        pair.substring(0, equals),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return query;
    }

    private static void send(HttpExchange exchange, int status, String contentType, String body) throws IOException {
        send(exchange, status, contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, String contentType, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", contentType);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }
}
