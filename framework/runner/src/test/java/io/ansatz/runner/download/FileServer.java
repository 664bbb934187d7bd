package io.ansatz.runner.download;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A web server with one file, on a free local port, which writes every request down. It behaves as it should, except for as
 * many requests as were told otherwise.
 */
public final class FileServer implements AutoCloseable {

    static {
        // The server writes an answer in two pieces; without this the second one waits for 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    /** What is answered instead of the file. */
    interface Answer {

        void give(HttpExchange exchange) throws IOException;
    }

    /** A request: what it asks for, and where it would go on. */
    record Request(String path, Optional<String> range, Optional<String> ifRange) {}

    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        var thread = new Thread(task, "file-server");
        thread.setDaemon(true);
        return thread;
    });
    private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());
    private final Deque<Answer> answers = new ArrayDeque<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final HttpServer server;

    private volatile byte[] content;
    private volatile String tag = "\"v1\"";

    public FileServer(byte[] content) throws IOException {
        this.content = content;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public URI address(String path) {
        return URI.create("http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), path));
    }

    /** Replaces the file by another version. */
    void replace(byte[] other, String otherTag) {
        content = other;
        tag = otherTag;
    }

    /** Answers the next request otherwise; called again, the one after it. */
    synchronized FileServer then(Answer answer) {
        answers.add(answer);
        return this;
    }

    public List<Request> requests() {
        return List.copyOf(requests);
    }

    private void handle(HttpExchange exchange) {
        try (exchange) {
            var head = exchange.getRequestHeaders();
            requests.add(new Request(
                    exchange.getRequestURI().getPath(),
                    Optional.ofNullable(head.getFirst("Range")),
                    Optional.ofNullable(head.getFirst("If-Range"))));
            next().give(exchange);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized Answer next() {
        return answers.isEmpty() ? this::file : answers.poll();
    }

    /** The file, or the rest of it. */
    private void file(HttpExchange exchange) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        boolean same = tag.equals(exchange.getRequestHeaders().getFirst("If-Range"));
        int from = range != null && same ? Integer.parseInt(range.replaceAll("bytes=([0-9]+)-", "$1")) : 0;
        if (from > 0 && from >= content.length) {
            exchange.sendResponseHeaders(416, -1);
            return;
        }
        exchange.getResponseHeaders().set("ETag", tag);
        if (from > 0) {
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes %d-%d/%d".formatted(from, content.length - 1, content.length));
        }
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, content.length - from);
        exchange.getResponseBody().write(content, from, content.length - from);
    }

    /** Sends the beginning of what was asked for, and then breaks off. */
    Answer breaksOffBehind(int bytes) {
        return exchange -> {
            exchange.getResponseHeaders().set("ETag", tag);
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content, 0, bytes);
            exchange.getResponseBody().flush();
        };
    }

    /** Sends the beginning, and then nothing. */
    Answer fallsSilentBehind(int bytes) {
        return exchange -> {
            exchange.getResponseHeaders().set("ETag", tag);
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content, 0, bytes);
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

    /** Sends the whole file, whatever was asked for. */
    Answer ignoresTheRange() {
        return exchange -> {
            exchange.getResponseHeaders().set("ETag", tag);
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
        };
    }

    static Answer says(int status, String... head) {
        return exchange -> {
            for (int i = 0; i < head.length; i += 2) {
                exchange.getResponseHeaders().set(head[i], head[i + 1]);
            }
            exchange.sendResponseHeaders(status, -1);
        };
    }

    static Answer sends(byte[] other) {
        return exchange -> {
            exchange.sendResponseHeaders(200, other.length);
            exchange.getResponseBody().write(other);
        };
    }

    /** Sends zeros in pieces, without a word of how many, until the other side has enough. */
    static Answer sendsWithoutEnd() {
        return exchange -> {
            exchange.sendResponseHeaders(200, 0);
            var zeros = new byte[4096];
            try (OutputStream body = exchange.getResponseBody()) {
                while (true) {
                    body.write(zeros);
                }
            }
        };
    }

    /** Bytes that repeat nothing. */
    public static byte[] bytes(int count, long seed) {
        var bytes = new byte[count];
        new SplittableRandom(seed).nextBytes(bytes);
        return bytes;
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
