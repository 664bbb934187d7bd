package io.ansatz.runner.mlflow;

import java.util.Map;

/** What a {@link PretendMlflow} can be told to do instead of what it should. */
sealed interface Misbehaviour {

    /** Answers something else, and does nothing. */
    record Answers(int status, String contentType, String body, Map<String, String> headers) implements Misbehaviour {

        static Answers status(int status, String body) {
            return new Answers(status, "text/plain", body, Map.of());
        }

        static Answers mlflowError(int status, String code, String message) {
            return new Answers(
                    status,
                    "application/json",
                    "{\"error_code\": \"%s\", \"message\": \"%s\"}".formatted(code, message),
                    Map.of());
        }

        static Answers html(int status) {
            return new Answers(
                    status, "text/html", "<!doctype html>\n<title>Welcome to the guest network</title>", Map.of());
        }

        Answers with(String header, String value) {
            return new Answers(status, contentType, body, Map.of(header, value));
        }
    }

    /** Takes the request and never answers. */
    record Hangs() implements Misbehaviour {}

    /** Answers a byte now and then, without an end. */
    record Dribbles() implements Misbehaviour {}

    /** Does what it is asked, and breaks the connection before it answers. */
    record LosesTheAnswer() implements Misbehaviour {}

    /** Takes the first half of a batch, and breaks the connection. */
    record TakesHalf() implements Misbehaviour {}

    /** Repeats in a refusal what it was sent for authorization. */
    record EchoesAuthorization(int status) implements Misbehaviour {}

    /** Does what it is asked, and answers when it has done as many of the kind. */
    record AnswersTogether(int requests) implements Misbehaviour {}
}
