package io.ansatz.runner.mlflow;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real MLflow server with an empty database, where Python has one. */
final class RealMlflow implements AutoCloseable {

    private static final Duration TO_START = Duration.ofMinutes(3);
    private static final Duration TO_ANSWER = Duration.ofSeconds(5);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private final Process process;
    private final URI address;

    private RealMlflow(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    /** Skips the tests that need it where Python has no MLflow. */
    static void require() throws IOException, InterruptedException {
        assumeThat(isInstalled()).as("python3 -m mlflow works on this machine").isTrue();
    }

    private static boolean isInstalled() throws IOException, InterruptedException {
        try {
            Process asked = python("-m", "mlflow", "--version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!asked.waitFor(TO_START.toSeconds(), TimeUnit.SECONDS)) {
                endTree(asked);
                return false;
            }
            return asked.exitValue() == 0;
        } catch (IOException noPython) {
            return false;
        }
    }

    /** Starts a server that keeps everything in a folder, and waits until it answers. */
    static RealMlflow start(Path folder) throws IOException, InterruptedException {
        int port = freePort();
        Path log = folder.resolve("server.log");
        Process process = python(
                        "-m",
                        "mlflow",
                        "server",
                        "--host",
                        "127.0.0.1",
                        "--port",
                        String.valueOf(port),
                        "--workers",
                        "1",
                        "--backend-store-uri",
                        "sqlite:///" + folder.resolve("mlflow.db"),
                        "--artifacts-destination",
                        folder.resolve("mlartifacts").toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        var mlflow = new RealMlflow(process, URI.create("http://127.0.0.1:" + port));
        try {
            mlflow.awaitHealth(log);
        } catch (IOException | InterruptedException e) {
            mlflow.close();
            throw e;
        }
        return mlflow;
    }

    private static ProcessBuilder python(String... arguments) {
        var command = new ArrayList<>(List.of("python3"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command);
        builder.environment().put("MLFLOW_DISABLE_TELEMETRY", "true");
        // The server must not speak with the one that a developer may have set for clients.
        builder.environment().remove("MLFLOW_TRACKING_URI");
        return builder;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitHealth(Path log) throws IOException, InterruptedException {
        HttpClient http = HttpClient.newBuilder().connectTimeout(TO_ANSWER).build();
        HttpRequest request = HttpRequest.newBuilder(address.resolve("/health"))
                .timeout(TO_ANSWER)
                .build();
        Instant end = Instant.now().plus(TO_START);
        while (Instant.now().isBefore(end)) {
            try {
                HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() == 200) {
                    return;
                }
            } catch (ConnectException | HttpTimeoutException ignored) {
                // It has not come so far yet.
            }
            if (process.waitFor(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException(
                        "The MLflow server ended with %d:%n%s".formatted(process.exitValue(), Files.readString(log)));
            }
        }
        throw new IOException(
                "The MLflow server did not answer within %s:%n%s".formatted(TO_START, Files.readString(log)));
    }

    /** Where it is. */
    URI address() {
        return address;
    }

    @Override
    public void close() {
        endTree(process);
    }

    /** The server works in processes of its own, which outlive it when they are not ended with it. */
    private static void endTree(Process process) {
        List<ProcessHandle> tree = process.descendants().toList();
        process.destroy();
        tree.forEach(ProcessHandle::destroy);
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        tree.forEach(ProcessHandle::destroyForcibly);
    }
}
