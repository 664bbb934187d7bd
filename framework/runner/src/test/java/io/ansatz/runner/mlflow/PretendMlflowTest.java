package io.ansatz.runner.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The double is as strict as what it stands for: each fact here was seen at a real server, or read in its source. */
class PretendMlflowTest {

    private final HttpClient http = HttpClient.newHttpClient();
    private final PretendMlflow mlflow;

    private String run;

    PretendMlflowTest() throws IOException {
        mlflow = PretendMlflow.start();
    }

    @BeforeEach
    void begin() throws Exception {
        post("experiments/create", "{\"name\": \"e\"}");
        run = post("runs/create", "{\"experiment_id\": \"1\", \"start_time\": 5, \"run_name\": \"r\"}")
                .body()
                .replaceFirst(".*\"run_id\":\"([0-9a-f]{32})\".*", "$1");
    }

    @AfterEach
    void close() {
        mlflow.close();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(mlflow.address() + path));
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return send(request("/api/2.0/mlflow/" + path).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    private HttpResponse<String> log(String lists) throws IOException, InterruptedException {
        return post("runs/log-batch", "{\"run_id\": \"%s\", %s}".formatted(run, lists));
    }

    private static String list(String name, int count, String element) {
        var elements = new StringBuilder();
        for (int i = 0; i < count; i++) {
            elements.append(i == 0 ? "" : ", ").append(element.replace("#", String.valueOf(i)));
        }
        return "\"%s\": [%s]".formatted(name, elements);
    }

    private static String metrics(int count) {
        return list("metrics", count, "{\"key\": \"m#\", \"value\": 1, \"timestamp\": 1, \"step\": 0}");
    }

    private static String params(int count) {
        return list("params", count, "{\"key\": \"p#\", \"value\": \"1\"}");
    }

    private static String tags(int count) {
        return list("tags", count, "{\"key\": \"t#\", \"value\": \"1\"}");
    }

    private static void requireInvalid(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("INVALID_PARAMETER_VALUE");
    }

    @Test
    void itIsHealthyAndHasAVersion() throws Exception {
        assertThat(get("/health").body()).isEqualTo("OK");
        assertThat(get("/version").body()).isEqualTo("3.11.0");
        assertThat(get("/api/2.0/mlflow/nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void aBatchHasItsLimits() throws Exception {
        assertThat(log(metrics(1000)).statusCode()).isEqualTo(200);
        requireInvalid(log(metrics(1001)));
        assertThat(log(params(100)).statusCode()).isEqualTo(200);
        requireInvalid(log(params(101)));
        requireInvalid(log(tags(101)));
        requireInvalid(log(metrics(900) + ", " + params(51) + ", " + tags(50)));
        requireInvalid(log("\"tags\": [{\"key\": \"t\", \"value\": \"%s\"}]".formatted("a".repeat(1_000_000))));
    }

    @Test
    void longValuesAreCutWithoutAWord() throws Exception {
        String value = "{\"key\": \"k\", \"value\": \"%s\"}".formatted("a".repeat(9_000));
        log("\"params\": [%s], \"tags\": [%s]".formatted(value, value));

        var kept = mlflow.contents("e");
        assertThat(kept.runs()).isEmpty();
        String answer = get("/api/2.0/mlflow/runs/get?run_id=" + run).body();
        assertThat(answer).contains("\"" + "a".repeat(6_000) + "\"").contains("\"" + "a".repeat(8_000) + "\"");
        assertThat(answer).doesNotContain("a".repeat(8_001));
    }

    @Test
    void keysHaveFewCharactersAndNotTooMany() throws Exception {
        requireInvalid(log("\"tags\": [{\"key\": \"a#b\", \"value\": \"1\"}]"));
        requireInvalid(log("\"tags\": [{\"key\": \"%s\", \"value\": \"1\"}]".formatted("a".repeat(251))));
        assertThat(log("\"tags\": [{\"key\": \"a/b c.d-e:f_1\", \"value\": \"1\"}]")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aHundredPointsMayBeRepeatedAndMoreMayNot() throws Exception {
        assertThat(log(metrics(100)).statusCode()).isEqualTo(200);
        assertThat(log(metrics(100)).statusCode()).isEqualTo(200);
        assertThat(log(metrics(101)).statusCode()).isEqualTo(500);
    }

    @Test
    void aPointThatIsNoNumberMayNotBeRepeated() throws Exception {
        String lost = "\"metrics\": [{\"key\": \"m\", \"value\": \"NaN\", \"timestamp\": 1, \"step\": 0}]";
        assertThat(log(lost).statusCode()).isEqualTo(200);
        assertThat(log(lost).statusCode()).isEqualTo(500);
    }

    @Test
    void aHistoryWithoutANumberOfResultsIsEmpty() throws Exception {
        log(metrics(1));
        String path = "/api/2.0/mlflow/metrics/get-history?metric_key=m0&run_id=" + run;

        assertThat(get(path).body()).isEqualTo("{\"metrics\":[]}");
        assertThat(get(path + "&max_results=5").body()).contains("\"key\":\"m0\"");
    }

    @Test
    void aFullPagePromisesAnother() throws Exception {
        String first = post("runs/search", "{\"experiment_ids\": [\"1\"], \"max_results\": 1}")
                .body();
        assertThat(first).contains("\"next_page_token\":\"1\"");
        String second = post("runs/search", "{\"experiment_ids\": [\"1\"], \"max_results\": 1, \"page_token\": \"1\"}")
                .body();
        assertThat(second).isEqualTo("{}");
        requireInvalid(post("runs/search", "{\"experiment_ids\": [\"1\"], \"max_results\": 50001}"));
        requireInvalid(post("runs/search", "{\"experiment_ids\": [\"1\"], \"filter\": \"tags.`a` = 'it's'\"}"));
    }

    @Test
    void experimentNamesAreUnique() throws Exception {
        var again = post("experiments/create", "{\"name\": \"e\"}");
        assertThat(again.statusCode()).isEqualTo(400);
        assertThat(again.body()).contains("RESOURCE_ALREADY_EXISTS");
    }

    @Test
    void artifactsLieInTheirFolders() throws Exception {
        String place = "/api/2.0/mlflow-artifacts/artifacts/1/" + run + "/artifacts/";
        var body = HttpRequest.BodyPublishers.ofString("content");
        assertThat(send(request(place + "plots/a%20b").PUT(body)).statusCode()).isEqualTo(200);
        requireInvalid(send(request(place + "a%23b").PUT(body)));
        requireInvalid(send(request(place + "%2E%2E/b").PUT(body)));

        String listing = "/api/2.0/mlflow/artifacts/list?run_id=" + run;
        assertThat(get(listing).body()).contains("{\"path\":\"plots\",\"is_dir\":true}");
        assertThat(get(listing + "&path=plots").body())
                .contains("{\"path\":\"plots/a b\",\"is_dir\":false,\"file_size\":7}");
        assertThat(get(place + "plots/a%20b").body()).isEqualTo("content");
        assertThat(get(place + "plots/none").statusCode()).isEqualTo(404);
    }

    @Test
    void whatIsInTheBinIsNotWrittenTo() throws Exception {
        mlflow.bin(run);
        requireInvalid(log(tags(1)));
        requireInvalid(post("runs/update", "{\"run_id\": \"%s\", \"status\": \"FINISHED\"}".formatted(run)));

        mlflow.binExperiment("1");
        requireInvalid(post("runs/create", "{\"experiment_id\": \"1\", \"start_time\": 5}"));
        assertThat(get("/api/2.0/mlflow/experiments/get-by-name?experiment_name=e")
                        .body())
                .contains("\"lifecycle_stage\":\"deleted\"");
    }
}
