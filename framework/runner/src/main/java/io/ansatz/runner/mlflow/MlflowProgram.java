package io.ansatz.runner.mlflow;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The MLflow that is installed on this machine.
 *
 * @param words how it is called
 */
public record MlflowProgram(List<String> words) {

    private static final String HOST = "127.0.0.1";

    private static final int SECONDS_TO_ANSWER = 60;

    public MlflowProgram {
        words = List.copyOf(words);
    }

    /** Looks for it; asking Python takes a second or two. */
    public static Optional<MlflowProgram> find() throws InterruptedException {
        for (List<String> words :
                List.of(List.of("mlflow"), List.of("python3", "-m", "mlflow"), List.of("python", "-m", "mlflow"))) {
            if (answers(words)) {
                return Optional.of(new MlflowProgram(words));
            }
        }
        return Optional.empty();
    }

    private static boolean answers(List<String> words) throws InterruptedException {
        var command = new ArrayList<>(words);
        command.add("--version");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(SECONDS_TO_ANSWER, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return false;
            }
            return process.exitValue() == 0;
        } catch (IOException notThere) {
            return false;
        }
    }

    /** Whether a server could listen at this port. */
    public static boolean free(int port) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(HOST), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    /**
     * Starts a server for the store in a folder of runs; it talks to this process's terminal.
     *
     * @param runs where {@code mlflow.db} lies
     */
    public Process serve(Path runs, int port) throws IOException {
        var command = new ArrayList<>(words);
        command.addAll(List.of(
                "server",
                "--backend-store-uri",
                "sqlite:///" + StoreTracker.DATABASE,
                "--artifacts-destination",
                "./" + StoreTracker.ARTIFACTS,
                "--host",
                HOST,
                "--port",
                Integer.toString(port)));
        var builder = new ProcessBuilder(command).directory(runs.toFile()).inheritIO();
        builder.environment().put("MLFLOW_DISABLE_TELEMETRY", "true");
        return builder.start();
    }
}
