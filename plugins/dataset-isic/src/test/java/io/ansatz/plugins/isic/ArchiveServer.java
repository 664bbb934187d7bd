package io.ansatz.plugins.isic;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.imageio.ImageIO;

/**
 * The ISIC Archive in small, on a free local port, after the published code of its server: pages with opaque cursors, a count on
 * the first of them alone, files behind addresses that carry their permission and take no other. It behaves as it should,
 * except for as many requests as were told otherwise.
 */
final class ArchiveServer implements AutoCloseable {

    static final String TOKEN = "good-token";

    private static final String API = "/api/v2/";

    static {
        // The server writes an answer in two pieces; without this the second one waits for 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    /** What is answered instead. */
    interface Answer {

        void give(HttpExchange exchange) throws IOException;
    }

    /** A request. */
    record Asked(String path, String query, Optional<String> authorization) {}

    /** An image of the archive. */
    record Stored(
            String id,
            String licence,
            String attribution,
            int collection,
            boolean open,
            String clinical,
            byte[] file) {}

    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        var thread = new Thread(task, "archive-server");
        thread.setDaemon(true);
        return thread;
    });
    private final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, Deque<Answer>> answers = new HashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Map<Integer, String> collections = new TreeMap<>();
    private final List<Stored> images = new ArrayList<>();
    private final HttpServer server;

    private volatile int page = 100;
    private volatile int miscount;
    private volatile boolean listsExpired;

    ArchiveServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    URI base() {
        return URI.create("http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), API));
    }

    String host() {
        return "http://127.0.0.1:%d".formatted(server.getAddress().getPort());
    }

    /** Gives so many images at once, rather than 100. */
    ArchiveServer pagesOf(int count) {
        page = count;
        return this;
    }

    /** Counts so many images too many. */
    ArchiveServer miscounts(int surplus) {
        miscount = surplus;
        return this;
    }

    /** The addresses of files in lists are too old to work; those of single images are new. */
    ArchiveServer listsExpiredAddresses() {
        listsExpired = true;
        return this;
    }

    ArchiveServer collection(int number, String name) {
        collections.put(number, name);
        return this;
    }

    /** Adds so many free images of no collection. */
    ArchiveServer images(int count) {
        for (int i = 0; i < count; i++) {
            image(id(images.size() + 1), "CC-0");
        }
        return this;
    }

    ArchiveServer image(String id, String licence) {
        return image(
                id,
                licence,
                "Anonymous",
                0,
                true,
                "\"diagnosis_1\": \"Benign\", \"sex\": \"female\", \"age_approx\": 55");
    }

    ArchiveServer image(String id, String licence, String attribution, int collection, boolean open, String clinical) {
        images.add(new Stored(id, licence, attribution, collection, open, clinical, jpeg(300, images.size())));
        return this;
    }

    /** Adds a free image that shows noise of its own, 12 x 12 pixels. */
    ArchiveServer picture(String clinical) throws IOException {
        return picture("CC-0", 0, clinical);
    }

    ArchiveServer picture(String licence, int collection, String clinical) throws IOException {
        int number = images.size() + 1;
        var noise = new SplittableRandom(number);
        var image = new BufferedImage(12, 12, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 144; i++) {
            image.setRGB(i % 12, i / 12, noise.nextInt(1 << 24));
        }
        var file = new ByteArrayOutputStream();
        ImageIO.write(image, "jpg", file);
        images.add(new Stored(id(number), licence, "Anonymous", collection, true, clinical, file.toByteArray()));
        return this;
    }

    static String id(int number) {
        return "ISIC_%07d".formatted(number);
    }

    /** The file of an image. */
    byte[] file(String id) {
        return images.stream()
                .filter(image -> image.id().equals(id))
                .findFirst()
                .orElseThrow()
                .file();
    }

    /** Bytes that begin like a JPEG file and repeat nothing. */
    static byte[] jpeg(int size, long seed) {
        var bytes = new byte[size];
        new SplittableRandom(seed).nextBytes(bytes);
        bytes[0] = (byte) 0xff;
        bytes[1] = (byte) 0xd8;
        bytes[2] = (byte) 0xff;
        return bytes;
    }

    /** Answers the next request for this path otherwise; called again, the one after it. Paths are counted from the base. */
    synchronized ArchiveServer then(String path, Answer answer) {
        answers.computeIfAbsent(path, unused -> new ArrayDeque<>()).add(answer);
        return this;
    }

    ArchiveServer then(String path, int times, Answer answer) {
        for (int i = 0; i < times; i++) {
            then(path, answer);
        }
        return this;
    }

    List<Asked> asked() {
        return List.copyOf(asked);
    }

    /** What was asked for under this path. */
    List<Asked> asked(String path) {
        return asked().stream().filter(one -> one.path().equals(path)).toList();
    }

    void forget() {
        asked.clear();
    }

    private void handle(HttpExchange exchange) {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            path = path.startsWith(API) ? path.substring(API.length()) : path.substring(1);
            String query = exchange.getRequestURI().getRawQuery();
            asked.add(new Asked(
                    path,
                    query == null ? "" : query,
                    Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))));
            next(path).give(exchange);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized Answer next(String path) {
        Deque<Answer> others = answers.getOrDefault(path, new ArrayDeque<>());
        return others.isEmpty() ? exchange -> answer(path, exchange) : others.poll();
    }

    private void answer(String path, HttpExchange exchange) throws IOException {
        if (path.equals("images/search/")) {
            search(exchange);
        } else if (path.matches("images/ISIC_[0-9]{7}/")) {
            Stored image = stored(path.substring(7, 19));
            send(exchange, 200, json(image, "fresh"));
        } else if (path.equals("collections/")) {
            var all = new ArrayList<String>();
            collections.forEach((number, name) -> all.add(collection(number)));
            page(exchange, all);
        } else if (path.matches("collections/[0-9]+/")) {
            int number = Integer.parseInt(path.replaceAll("[^0-9]", ""));
            if (collections.containsKey(number)) {
                send(exchange, 200, collection(number));
            } else {
                send(exchange, 404, "{\"detail\": \"Not Found: No Collection matches the given query.\"}");
            }
        } else if (path.equals("users/me/")) {
            boolean known = signedIn(exchange);
            send(exchange, known ? 200 : 401, known ? "{\"id\": 1}" : "{\"detail\": \"Unauthorized\"}");
        } else if (path.matches("zip-download/license-file/CC-(0|BY|BY-NC)/")) {
            send(exchange, 200, "The words of %s.\n".formatted(path.split("/")[2]));
        } else if (path.startsWith("files/")) {
            file(exchange, path.substring(6));
        } else {
            send(exchange, 404, "{\"detail\": \"Not Found\"}");
        }
    }

    /** A token that is no good makes one anonymous, and nothing is said of it. */
    private static boolean signedIn(HttpExchange exchange) {
        return ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"));
    }

    private void search(HttpExchange exchange) throws IOException {
        Map<String, String> parameters = parameters(exchange);
        if (parameters.getOrDefault("query", "*").endsWith(":")) {
            send(exchange, 400, "{\"message\": \"Could not parse search query.\"}");
            return;
        }
        List<String> wanted = parameters.containsKey("collections")
                ? Arrays.asList(parameters.get("collections").split(","))
                : List.of();
        var found = new ArrayList<String>();
        for (Stored image : images) {
            if ((image.open() || signedIn(exchange))
                    && (wanted.isEmpty() || wanted.contains(Integer.toString(image.collection())))) {
                found.add(json(image, listsExpired ? "stale" : "fresh"));
            }
        }
        page(exchange, found);
    }

    private void page(HttpExchange exchange, List<String> all) throws IOException {
        Map<String, String> parameters = parameters(exchange);
        int limit = Math.min(Integer.parseInt(parameters.getOrDefault("limit", "100")), page);
        Optional<String> cursor = Optional.ofNullable(parameters.get("cursor"));
        int from = cursor.map(word -> new String(Base64.getDecoder().decode(word), StandardCharsets.UTF_8))
                .map(word -> Integer.parseInt(word.substring(2)))
                .orElse(0);
        int to = Math.min(from + limit, all.size());
        parameters.put(
                "cursor",
                Base64.getEncoder().encodeToString("p=%d".formatted(to).getBytes(StandardCharsets.UTF_8)));
        var query = new ArrayList<String>();
        parameters.forEach((name, value) -> query.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
        String next = host() + exchange.getRequestURI().getPath() + "?" + String.join("&", query);
        send(
                exchange,
                200,
                "{\"results\": [%s], \"count\": %s, \"next\": %s, \"previous\": null}"
                        .formatted(
                                String.join(", ", all.subList(from, to)),
                                cursor.isPresent() ? "null" : Integer.toString(all.size() + miscount),
                                to < all.size() ? "\"" + next + "\"" : "null"));
    }

    private static Map<String, String> parameters(HttpExchange exchange) {
        var parameters = new TreeMap<String, String>();
        String query = exchange.getRequestURI().getRawQuery();
        if (query != null) {
            for (String pair : query.split("&")) {
                String[] both = pair.split("=", 2);
                parameters.put(both[0], URLDecoder.decode(both[1], StandardCharsets.UTF_8));
            }
        }
        return parameters;
    }

    private String collection(int number) {
        return "{\"id\": %d, \"name\": \"%s\", \"public\": true, \"doi\": null}"
                .formatted(number, collections.get(number));
    }

    private Stored stored(String id) {
        return images.stream()
                .filter(image -> image.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private String json(Stored image, String signature) {
        var members = new LinkedHashMap<String, String>();
        members.put("isic_id", Json.quoted(image.id()));
        members.put("public", Boolean.toString(image.open()));
        members.put("copyright_license", Json.quoted(image.licence()));
        members.put("attribution", Json.quoted(image.attribution()));
        members.put(
                "files",
                "{\"full\": {\"url\": %s, \"size\": %d}, \"thumbnail_256\": {\"url\": \"https://example.org/\", \"size\": 1}}"
                        .formatted(
                                Json.quoted("%s/files/%s?X-Amz-Signature=%s"
                                        .formatted(
                                                host(),
                                                URLEncoder.encode(image.id(), StandardCharsets.UTF_8),
                                                signature)),
                                image.file().length));
        members.put(
                "metadata",
                "{\"acquisition\": {\"pixels_x\": 1024, \"pixels_y\": 768, \"image_type\": \"dermoscopic\"}, \"clinical\": {%s}}"
                        .formatted(image.clinical()));
        return Json.object(members);
    }

    /** As the store of files does: one permission, in the address, and no other beside it. */
    private void file(HttpExchange exchange, String id) throws IOException {
        if (exchange.getRequestHeaders().containsKey("Authorization")) {
            send(exchange, 400, "<Error><Code>InvalidArgument</Code></Error>");
        } else if (!"X-Amz-Signature=fresh".equals(exchange.getRequestURI().getRawQuery())) {
            send(exchange, 403, "<Error><Code>AccessDenied</Code></Error>");
        } else {
            sends(stored(id).file()).give(exchange);
        }
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    static Answer says(int status, String... head) {
        return exchange -> {
            for (int i = 0; i < head.length; i += 2) {
                exchange.getResponseHeaders().set(head[i], head[i + 1]);
            }
            exchange.sendResponseHeaders(status, -1);
        };
    }

    static Answer sends(byte[] bytes) {
        return exchange -> {
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    static Answer sends(String text) {
        return sends(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Promises more than it sends. */
    static Answer breaksOff(byte[] bytes, int behind) {
        return exchange -> {
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes, 0, behind);
            exchange.getResponseBody().flush();
        };
    }

    /** Sends the beginning, and then nothing. */
    Answer fallsSilent(byte[] bytes, int behind) {
        return exchange -> {
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes, 0, behind);
            exchange.getResponseBody().flush();
            waitForTheEnd();
        };
    }

    /** Does not even send a head. */
    Answer saysNothing() {
        return exchange -> waitForTheEnd();
    }

    private void waitForTheEnd() {
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
