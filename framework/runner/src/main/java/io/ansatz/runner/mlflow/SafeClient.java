package io.ansatz.runner.mlflow;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.Closeable;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.MlflowClientException;
import org.mlflow.tracking.creds.BasicMlflowHostCreds;
import org.mlflow_project.apachehttp.client.methods.HttpPut;
import org.mlflow_project.apachehttp.entity.FileEntity;
import org.mlflow_project.google.protobuf.InvalidProtocolBufferException;

/**
 * MLflow's own Java client over an HTTP client that can be trusted. Left alone it waits for ever for a silent server, sends
 * what was refused three times more, runs to create too, and stands still at the third 429.
 */
final class SafeClient implements Closeable {

    /** The HTTP client in MLflow's logs every header when it is asked for details; held here, or the level would be lost. */
    private static final Logger WIRE = Logger.getLogger("org.mlflow_project.apachehttp");

    private static final Gson GSON = new Gson();

    private final ServerAddress address;
    private final Patience patience;
    private final Explanation explanation;
    private final GuardedHttp http;
    private final MlflowClient client;

    SafeClient(ServerAddress address, Credentials credentials, Patience patience) {
        WIRE.setLevel(Level.OFF);
        this.address = address;
        this.patience = patience;
        explanation = new Explanation(address, credentials);
        http = new GuardedHttp(credentials, patience);
        client = new MlflowClient(new BasicMlflowHostCreds(address.text()));
        guard(client, http);
    }

    /** Asks the server something. */
    <T> T ask(Function<MlflowClient, T> question) throws TrackerException {
        try {
            return question.apply(client);
        } catch (MlflowClientException e) {
            // What the client says when it cannot read an answer holds the whole answer: it goes no further.
            if (e.getCause() instanceof IOException cause && !(cause instanceof InvalidProtocolBufferException)) {
                throw explanation.of(cause);
            }
            throw explanation.ofUnreadable();
        }
    }

    /** Tells the server something. */
    void tell(Consumer<MlflowClient> message) throws TrackerException {
        ask(mlflow -> {
            message.accept(mlflow);
            return true;
        });
    }

    /** Asks the server what the client has no method for. */
    JsonObject get(String path) throws TrackerException {
        return object(ask(mlflow -> mlflow.sendGet(path)));
    }

    /** Tells the server what the client has no method for. */
    void post(String path, JsonObject body) throws TrackerException {
        ask(mlflow -> mlflow.sendPost(path, GSON.toJson(body)));
    }

    private JsonObject object(String answer) throws TrackerException {
        try {
            return JsonParser.parseString(answer).getAsJsonObject();
        } catch (JsonParseException e) {
            throw explanation.ofUnreadable();
        }
    }

    /**
     * Sends a file without the Python that MLflow's client would start for it.
     *
     * @param path below the address, percent-encoded
     */
    void put(String path, Path file) throws TrackerException {
        long size;
        try {
            size = Files.size(file);
        } catch (IOException e) {
            throw TrackerException.refused("%s cannot be read.".formatted(file), e);
        }
        var request = new HttpPut(address + path);
        request.setEntity(new FileEntity(file.toFile()));
        try {
            http.send(request, patience.forUpload(size));
        } catch (IOException e) {
            throw explanation.of(e);
        }
    }

    @Override
    public void close() {
        client.close();
    }

    /** The client has no other way to be given an HTTP client. */
    private static void guard(MlflowClient client, GuardedHttp http) {
        try {
            Field callerField = MlflowClient.class.getDeclaredField("httpCaller");
            callerField.setAccessible(true);
            Object caller = callerField.get(client);
            Field httpField = caller.getClass().getDeclaredField("httpClient");
            httpField.setAccessible(true);
            httpField.set(caller, http);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("This MLflow client is built otherwise than version 2.17.2.", e);
        }
    }
}
