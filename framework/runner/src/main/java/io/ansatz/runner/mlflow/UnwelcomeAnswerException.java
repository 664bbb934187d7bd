package io.ansatz.runner.mlflow;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;

/**
 * A server answered otherwise than asked. It is thrown before the MLflow client sees the answer, because the client would
 * send the request again.
 */
final class UnwelcomeAnswerException extends IOException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final String text;
    private final String errorCode;
    private final String location;

    /**
     * @param body without secrets
     * @param location where a redirection points to, without secrets
     */
    UnwelcomeAnswerException(int status, String body, String location) {
        super("HTTP " + status);
        this.status = status;
        this.location = location;
        JsonObject error = object(body);
        this.errorCode = string(error, "error_code");
        String message = string(error, "message");
        this.text = message.isEmpty() ? body : message;
    }

    int status() {
        return status;
    }

    /** The words of the answer: what MLflow calls its message, or else all of it. */
    String text() {
        return text;
    }

    /** MLflow's name for what is wrong; empty when the answer is not MLflow's. */
    String errorCode() {
        return errorCode;
    }

    /** Where a redirection points to; empty when it is none. */
    String location() {
        return location;
    }

    /** Whether this is why a call failed: MLflow gave this name to what is wrong. */
    static boolean caused(TrackerException failure, String errorCode) {
        return failure.getCause() instanceof UnwelcomeAnswerException answer
                && answer.errorCode().equals(errorCode);
    }

    private static JsonObject object(String body) {
        try {
            JsonElement json = JsonParser.parseString(body);
            return json.isJsonObject() ? json.getAsJsonObject() : new JsonObject();
        } catch (JsonParseException e) {
            return new JsonObject();
        }
    }

    private static String string(JsonObject json, String name) {
        JsonElement value = json.get(name);
        return value != null && value.isJsonPrimitive() ? value.getAsString() : "";
    }
}
