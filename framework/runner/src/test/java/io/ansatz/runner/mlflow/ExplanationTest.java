package io.ansatz.runner.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.URI;
import java.security.cert.CertificateException;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;

class ExplanationTest {

    private static final String PLACE = "https://lab.example:5000/mlflow";

    private static TrackerException of(IOException failure) {
        var credentials = Credentials.from(Map.of("MLFLOW_TRACKING_TOKEN", "t-1"));
        return new Explanation(ServerAddress.of(URI.create(PLACE)), credentials).of(failure);
    }

    private static TrackerException of(int status, String body) {
        return of(new UnwelcomeAnswerException(status, body, ""));
    }

    @Test
    void mlflowsMessageIsQuotedWithoutItsWrapping() {
        TrackerException refused = of(
                400,
                "{\"error_code\": \"INVALID_PARAMETER_VALUE\", \"message\": \"Changing param values is not\\n\\t allowed.\"}");

        assertThat(refused).hasMessage(PLACE + " answers 400: \"Changing param values is not allowed.\".");
        assertThat(refused.passing()).isFalse();
        assertThat(UnwelcomeAnswerException.caused(refused, "INVALID_PARAMETER_VALUE"))
                .isTrue();
    }

    @Test
    void aLongAnswerIsCut() {
        assertThat(of(400, "🙂".repeat(400))).hasMessage(PLACE + " answers 400: \"" + "🙂".repeat(150) + "…\".");
        assertThat(of(400, "a" + "🙂".repeat(400))).hasMessage(PLACE + " answers 400: \"a" + "🙂".repeat(149) + "…\".");
    }

    @Test
    void anAnswerCannotWriteToTheTerminal() {
        assertThat(of(400, "red \u001b[31m\u0007\r\nnow")).hasMessage(PLACE + " answers 400: \"red [31m now\".");
    }

    @Test
    void anAnswerWithoutWordsIsItsNumber() {
        assertThat(of(503, "")).hasMessage(PLACE + " answers 503.");
        assertThat(of(503, "").passing()).isTrue();
    }

    @Test
    void whoIsNotKnownIsToldWhichVariablesAreRead() {
        assertThat(of(401, "You are not authenticated.")).hasMessage("""
                https://lab.example:5000/mlflow answers 401: "You are not authenticated.".
                Maybe MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN, are missing or wrong.""");
    }

    @Test
    void aServerThatDoesNotKnowItsNameIsToldIt() {
        assertThat(of(403, "Invalid Host header - possible DNS rebinding attack detected"))
                .hasMessage("""
                https://lab.example:5000/mlflow answers 403: "Invalid Host header - possible DNS rebinding attack detected".
                Maybe the server does not know that it is called so: mlflow server --allowed-hosts "lab.example:5000\"""");
        assertThat(of(403, "Permission denied")).hasMessage(PLACE + " answers 403: \"Permission denied\".");
    }

    @Test
    void whatMlflowDoesNotHaveIsNotTakenForAnotherServer() {
        assertThat(of(404, "{\"error_code\": \"RESOURCE_DOES_NOT_EXIST\", \"message\": \"Run not found\"}"))
                .hasMessage(PLACE + " answers 404: \"Run not found\".");
        assertThat(of(404, "{\"detail\": \"Not Found\"}"))
                .hasMessage(PLACE + " answers 404: \"{\"detail\": \"Not Found\"}\". Is that an MLflow server?");
    }

    @Test
    void aCertificateThatNobodyVouchesForIsRefused() {
        var failure = new SSLHandshakeException("PKIX path building failed");
        failure.initCause(new CertificateException("no path"));

        assertThat(of(failure)).hasMessage("""
                https://lab.example:5000/mlflow cannot be trusted: PKIX path building failed.
                Maybe Java does not know who signed its certificate.""");
        assertThat(of(failure).passing()).isFalse();
        assertThat(of(new SSLPeerUnverifiedException("another name")).passing()).isFalse();
    }

    @Test
    void aNetworkInTroubleIsAway() {
        assertThat(of(new SocketException("Connection reset")))
                .hasMessage("The connection to %s broke before the answer came.".formatted(PLACE));
        assertThat(of(new NoRouteToHostException("No route to host")).passing()).isTrue();
        assertThat(of(new IOException("it broke near t-1")))
                .hasMessage("The connection to %s broke: it broke near ***.".formatted(PLACE));
        assertThat(of(new IOException())).hasMessage("The connection to %s broke: IOException.".formatted(PLACE));
    }
}
