package io.ansatz.runner.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Field;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlflow.api.proto.Service;
import org.mlflow.tracking.MlflowClient;

class SafeClientTest {

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(60);

    private final PretendMlflow mlflow;
    private final SafeClient client;

    @TempDir
    private Path folder;

    SafeClientTest() throws IOException {
        mlflow = PretendMlflow.start();
        client = client(mlflow.address(), Patience.USUAL);
    }

    private static SafeClient client(URI address, Patience patience) {
        return new SafeClient(ServerAddress.of(address), Credentials.from(Map.of()), patience);
    }

    @AfterEach
    void close() {
        client.close();
        mlflow.close();
    }

    @Test
    void theMlflowClientSpeaksThroughOurHttpClient() throws Exception {
        Field clientField = SafeClient.class.getDeclaredField("client");
        clientField.setAccessible(true);
        Field callerField = MlflowClient.class.getDeclaredField("httpCaller");
        callerField.setAccessible(true);
        Object caller = callerField.get(clientField.get(client));
        Field httpField = caller.getClass().getDeclaredField("httpClient");
        httpField.setAccessible(true);

        client.ask(asked -> asked.createExperiment("a"));

        assertThat(httpField.get(caller)).isInstanceOf(GuardedHttp.class);
        assertThat(mlflow.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 429, 500, 502, 503})
    void aRequestThatIsNotGrantedIsSentOnce(int status) {
        mlflow.misbehave("runs/delete", 100, Misbehaviour.Answers.mlflowError(status, "SOME_CODE", "Not now."));

        for (int i = 1; i <= 20; i++) {
            assertThatThrownBy(() -> client.tell(asked -> asked.deleteRun("abc")))
                    .isInstanceOf(TrackerException.class)
                    .hasMessageStartingWith("%s answers %d: \"Not now.\".".formatted(mlflow.address(), status));
            assertThat(mlflow.requests()).hasSize(i);
        }
    }

    @Test
    void aServerThatWantsRestIsAwayAndNotWaitedFor() {
        var busy = Misbehaviour.Answers.status(429, "Too many requests.").with("Retry-After", "3600");
        mlflow.misbehave("runs/delete", 1, busy);

        assertThatThrownBy(() -> client.tell(asked -> asked.deleteRun("abc")))
                .isInstanceOfSatisfying(
                        TrackerException.class, e -> assertThat(e.passing()).isTrue())
                .hasMessage("%s answers 429: \"Too many requests.\".".formatted(mlflow.address()));
    }

    @Test
    void aServerThatIsNotThereIsAway() {
        mlflow.goAway();

        assertThatThrownBy(() -> client.ask(asked -> asked.createExperiment("a")))
                .isInstanceOfSatisfying(
                        TrackerException.class, e -> assertThat(e.passing()).isTrue())
                .hasMessage("%s cannot be reached: Connection refused.".formatted(mlflow.address()));
    }

    @Test
    void aServerThatComesBackIsSpokenToAgain() throws Exception {
        client.ask(asked -> asked.createExperiment("a"));
        mlflow.goAway();
        mlflow.comeBack();

        Optional<Service.Experiment> found = client.ask(asked -> asked.getExperimentByName("a"));
        assertThat(found).isPresent();
    }

    @Test
    void aServerThatSaysNothingIsGivenUp() {
        mlflow.misbehave("experiments/create", 1, new Misbehaviour.Hangs());
        try (var impatient = client(mlflow.address(), new Patience(LONG, SHORT, LONG))) {
            assertThatThrownBy(() -> impatient.ask(asked -> asked.createExperiment("a")))
                    .isInstanceOfSatisfying(
                            TrackerException.class, e -> assertThat(e.passing()).isTrue())
                    .hasMessage("%s does not answer in time.".formatted(mlflow.address()));
        }
    }

    @Test
    void aServerThatNeverComesToAnEndIsGivenUp() {
        mlflow.misbehave("experiments/create", 1, new Misbehaviour.Dribbles());
        try (var impatient = client(mlflow.address(), new Patience(LONG, LONG, SHORT))) {
            assertThatThrownBy(() -> impatient.ask(asked -> asked.createExperiment("a")))
                    .isInstanceOfSatisfying(
                            TrackerException.class, e -> assertThat(e.passing()).isTrue())
                    .hasMessage("%s does not answer in time.".formatted(mlflow.address()));
        }
    }

    @Test
    void aServerThatTakesAFileAndSaysNothingIsGivenUp() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "content");
        mlflow.misbehave("/file", 1, new Misbehaviour.Hangs());
        try (var impatient = client(mlflow.address(), new Patience(LONG, LONG, SHORT))) {
            assertThatThrownBy(() -> impatient.put("/file", file))
                    .isInstanceOfSatisfying(
                            TrackerException.class, e -> assertThat(e.passing()).isTrue())
                    .hasMessage("%s does not answer in time.".formatted(mlflow.address()));
        }
    }

    @Test
    void aBrokenConnectionIsAwayAndTheRequestIsNotRepeated() {
        mlflow.misbehave("experiments/create", 1, new Misbehaviour.LosesTheAnswer());

        assertThatThrownBy(() -> client.ask(asked -> asked.createExperiment("a")))
                .isInstanceOfSatisfying(
                        TrackerException.class, e -> assertThat(e.passing()).isTrue())
                .hasMessage("The connection to %s broke before the answer came.".formatted(mlflow.address()));
        assertThat(mlflow.requests()).hasSize(1);
    }

    @Test
    void aRedirectionIsNotFollowed() throws Exception {
        try (var elsewhere = PretendMlflow.start()) {
            String there = elsewhere.address() + "/login";
            mlflow.misbehave(
                    "experiments/create",
                    1,
                    Misbehaviour.Answers.status(302, "").with("Location", there + "?ticket=1"));

            assertThatThrownBy(() -> client.ask(asked -> asked.createExperiment("a")))
                    .isInstanceOfSatisfying(
                            TrackerException.class, e -> assertThat(e.passing()).isFalse())
                    .hasMessage("""
                            %s answers 302.
                            Maybe the server has moved to %s.""".formatted(mlflow.address(), there));
            assertThat(elsewhere.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 404})
    void aPageForPeopleIsNotMlflow(int status) {
        mlflow.misbehave("experiments/create", 1, Misbehaviour.Answers.html(status));

        assertThatThrownBy(() -> client.ask(asked -> asked.createExperiment("a")))
                .isInstanceOfSatisfying(
                        TrackerException.class, e -> assertThat(e.passing()).isFalse())
                .hasMessage(
                        "%s answers %d: \"<!doctype html> <title>Welcome to the guest network</title>\". Is that an MLflow server?"
                                .formatted(mlflow.address(), status));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{\"experiment_id\": ", "{\"experiment_id\": {\"no\": \"text\"}}"})
    void anAnswerThatIsNotMlflowsIsNotUnderstood(String body) {
        mlflow.misbehave("experiments/create", 1, new Misbehaviour.Answers(200, "application/json", body, Map.of()));

        assertThatThrownBy(() -> client.ask(asked -> asked.createExperiment("a")))
                .isInstanceOfSatisfying(
                        TrackerException.class, e -> assertThat(e.passing()).isFalse())
                .hasMessageEndingWith(" Is that an MLflow server?");
    }

    @Test
    void anUnknownHostIsAway() {
        try (var lost = client(URI.create("http://nowhere.invalid:5000"), Patience.USUAL)) {
            assertThatThrownBy(() -> lost.ask(asked -> asked.createExperiment("a")))
                    .isInstanceOfSatisfying(
                            TrackerException.class, e -> assertThat(e.passing()).isTrue())
                    .hasMessage("http://nowhere.invalid:5000 cannot be reached: no host of this name is known.");
        }
    }

    @Test
    void aServerThatSpeaksNoTlsIsNotTalkedToWithout() {
        URI safe = URI.create(mlflow.address().toString().replace("http:", "https:"));
        try (var careful = client(safe, new Patience(LONG, SHORT, LONG))) {
            assertThatThrownBy(() -> careful.ask(asked -> asked.createExperiment("a")))
                    .isInstanceOf(TrackerException.class);
        }
        assertThat(mlflow.requests()).isEmpty();
    }

    @Test
    void aFileThatIsMissingIsNamed() {
        Path missing = folder.resolve("missing");

        assertThatThrownBy(() -> client.put("/file", missing))
                .isInstanceOfSatisfying(
                        TrackerException.class, e -> assertThat(e.passing()).isFalse())
                .hasMessage("%s cannot be read.".formatted(missing));
        assertThat(mlflow.requests()).isEmpty();
    }

    @Test
    void anAddressMayHaveAPath() throws Exception {
        mlflow.misbehave(
                "/mlflow/here/api/2.0/mlflow/experiments/create",
                1,
                new Misbehaviour.Answers(200, "application/json", "{\"experiment_id\": \"7\"}", Map.of()));
        try (var below = client(URI.create(mlflow.address() + "/mlflow/here/"), Patience.USUAL)) {
            String id = below.ask(asked -> asked.createExperiment("a"));
            assertThat(id).isEqualTo("7");
        }
    }
}
