package io.ansatz.runner.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Nothing that is printed holds a password or a token, even with every log wide open and a server that repeats them. */
class ServerSecrecyTest {

    private static final String TOKEN = "t0ken-of-ada";
    private static final String PASSWORD = "l0velace";
    // echo -n 'ada:l0velace' | base64
    private static final String PAIR = "YWRhOmwwdmVsYWNl";

    private static final Map<String, String> WITH_TOKEN = Map.of("MLFLOW_TRACKING_TOKEN", TOKEN);
    private static final Map<String, String> WITH_PASSWORD =
            Map.of("MLFLOW_TRACKING_USERNAME", "ada", "MLFLOW_TRACKING_PASSWORD", PASSWORD);

    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final Level usualLevel = root.getLevel();
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final java.util.logging.Logger javaRoot = java.util.logging.Logger.getLogger("");
    private final java.util.logging.Level usualJavaLevel = javaRoot.getLevel();
    private final Recording recorded = new Recording();
    private final PretendMlflow mlflow;

    @TempDir
    private Path folder;

    ServerSecrecyTest() throws IOException {
        mlflow = PretendMlflow.start();
    }

    private static final class Recording extends Handler {

        final List<String> messages = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord log) {
            messages.add(log.getLoggerName() + ": " + log.getMessage());
        }

        @Override
        public void flush() {
            // It keeps everything at once.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }

    @BeforeEach
    void openTheLogs() {
        // The server under test logs as well, in its own threads.
        logged.list = new CopyOnWriteArrayList<>();
        logged.start();
        root.addAppender(logged);
        root.setLevel(Level.TRACE);
        recorded.setLevel(java.util.logging.Level.ALL);
        javaRoot.addHandler(recorded);
        javaRoot.setLevel(java.util.logging.Level.ALL);
    }

    @AfterEach
    void closeTheLogs() {
        mlflow.close();
        javaRoot.setLevel(usualJavaLevel);
        javaRoot.removeHandler(recorded);
        root.setLevel(usualLevel);
        root.detachAppender(logged);
    }

    private ServerTracker tracker(Map<String, String> environment) {
        return ServerTracker.at(mlflow.address(), environment);
    }

    private void requireSecrecy(Throwable thrown) {
        var trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace)); // checkstyle: a stack trace is what is looked at
        requireSecrecy(trace.toString());
    }

    private void requireSecrecy(String printed) {
        assertThat(printed).doesNotContain(TOKEN, PASSWORD, PAIR);
        assertThat(logged.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .allSatisfy(message -> assertThat(message).doesNotContain(TOKEN, PASSWORD, PAIR));
        assertThat(recorded.messages).allSatisfy(message -> assertThat(message).doesNotContain(TOKEN, PASSWORD, PAIR));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 429, 500})
    void aServerThatRepeatsWhatItWasSentIsQuotedWithoutIt(int status) {
        mlflow.misbehave("", 100, new Misbehaviour.EchoesAuthorization(status));
        try (var tracker = tracker(WITH_TOKEN)) {
            var thrown = catchThrowableOfType(TrackerException.class, () -> tracker.experiment("rotations"));
            assertThat(thrown)
                    .hasMessageStartingWith("%s answers %d: \"Not with Authorization: Bearer ***, that is ***\"."
                            .formatted(mlflow.address(), status));
            requireSecrecy(thrown);
        }
        try (var tracker = tracker(WITH_PASSWORD)) {
            var thrown = catchThrowableOfType(TrackerException.class, () -> tracker.experiment("rotations"));
            assertThat(thrown)
                    .hasMessageStartingWith("%s answers %d: \"Not with Authorization: Basic ***, that is ***\"."
                            .formatted(mlflow.address(), status));
            requireSecrecy(thrown);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"experiment_id\": {\"no\": \"%s\"}}", "<html>%s</html>", "{%s"})
    void anAnswerThatCannotBeReadIsNotShown(String body) {
        mlflow.misbehave(
                "experiments/create", 1, new Misbehaviour.Answers(200, "text/html", body.formatted(TOKEN), Map.of()));
        try (var tracker = tracker(WITH_TOKEN)) {
            requireSecrecy(catchThrowableOfType(TrackerException.class, () -> tracker.experiment("rotations")));
        }
    }

    @Test
    void aRedirectionIsShownWithoutWhatItCarries() {
        mlflow.misbehave(
                "",
                1,
                Misbehaviour.Answers.status(307, "")
                        .with(
                                "Location",
                                "https://ada:%s@login.example/%s?ticket=%s".formatted(PASSWORD, TOKEN, TOKEN)));
        try (var tracker = tracker(WITH_TOKEN)) {
            var thrown = catchThrowableOfType(TrackerException.class, () -> tracker.experiment("rotations"));
            assertThat(thrown).hasMessage("""
                    %s answers 307.
                    Maybe the server has moved to https://***@login.example/***.""".formatted(mlflow.address()));
            requireSecrecy(thrown);
        }
    }

    @Test
    void everyRequestCarriesTheTokenAndNothingTellsIt() throws Exception {
        mlflow.demand("Bearer " + TOKEN);
        speak(tracker(WITH_TOKEN));
    }

    @Test
    void everyRequestCarriesThePasswordAndNothingTellsIt() throws Exception {
        mlflow.demand("Basic " + PAIR);
        speak(tracker(WITH_PASSWORD));
    }

    private void speak(ServerTracker opened) throws Exception {
        try (var tracker = opened) {
            String experiment = tracker.experiment("rotations");
            var run = new Run(
                    "trial/1",
                    Optional.empty(),
                    "s1",
                    RunStatus.RUNNING,
                    Instant.EPOCH,
                    Optional.empty(),
                    Map.of(),
                    // As if somebody logged the environment.
                    Map.of("environment", TOKEN + " " + PASSWORD),
                    List.of(),
                    List.of(),
                    Map.of());
            String id = tracker.begin(experiment, run, Optional.empty());
            tracker.keep(id, "file", Files.writeString(folder.resolve("file"), "content"));
            tracker.runs(experiment);
            requireSecrecy(tracker + " " + tracker.place());
        }
        assertThat(mlflow.requests())
                .hasSizeGreaterThan(5)
                .allSatisfy(request -> assertThat(request.headers()).containsKey("Authorization"));
    }

    @Test
    void whoHasNoPasswordIsToldWhereItIsRead() {
        mlflow.demand("Bearer " + TOKEN);
        try (var tracker = tracker(Map.of())) {
            var thrown = catchThrowableOfType(TrackerException.class, () -> tracker.experiment("rotations"));
            assertThat(thrown).hasMessage("""
                    %s answers 401: "You are not authenticated. Please see the documentation.".
                    Maybe MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN, are missing or wrong.""".formatted(mlflow.address()));
            assertThat(mlflow.requests()).hasSize(1);
        }
    }
}
