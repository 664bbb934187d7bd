package io.ansatz.runner.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CredentialsTest {

    private static final Map<String, String> PASSWORD =
            Map.of("MLFLOW_TRACKING_USERNAME", "ada", "MLFLOW_TRACKING_PASSWORD", "lovelace & <co>");

    @Test
    void whoHasNeitherTokenNorPasswordSaysNothing() {
        assertThat(Credentials.from(Map.of()).authorization()).isEmpty();
        assertThat(Credentials.from(Map.of("MLFLOW_TRACKING_USERNAME", "ada")).authorization())
                .isEmpty();
        assertThat(Credentials.from(Map.of("MLFLOW_TRACKING_TOKEN", "")).hide("as it is"))
                .isEqualTo("as it is");
    }

    @Test
    void userAndPasswordGoTogether() {
        // echo -n 'ada:lovelace & <co>' | base64
        assertThat(Credentials.from(PASSWORD).authorization()).contains("Basic YWRhOmxvdmVsYWNlICYgPGNvPg==");
    }

    @Test
    void aTokenGoesBeforeAPassword() {
        var both = new HashMap<>(PASSWORD);
        both.put("MLFLOW_TRACKING_TOKEN", "t-1");

        assertThat(Credentials.from(both).authorization()).contains("Bearer t-1");
        assertThat(Credentials.from(both).hide("t-1, lovelace & <co>")).isEqualTo("***, ***");
    }

    @Test
    void aSecretIsHiddenHoweverItIsSpelled() {
        var credentials = Credentials.from(PASSWORD);

        assertThat(credentials.hide("""
                {"plain": "lovelace & <co>",
                 "json": "lovelace \\u0026 \\u003cco\\u003e",
                 "form": "lovelace+%26+%3Cco%3E",
                 "path": "lovelace%20%26%20%3Cco%3E",
                 "header": "Basic YWRhOmxvdmVsYWNlICYgPGNvPg=="}""")).isEqualTo("""
                {"plain": "***",
                 "json": "***",
                 "form": "***",
                 "path": "***",
                 "header": "Basic ***"}""");
        assertThat(credentials).hasToString("Credentials[***]");
    }

    @Test
    void aLineBreakInASecretIsSaidWithoutTheSecret() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Credentials.from(Map.of("MLFLOW_TRACKING_TOKEN", "t-1\n")))
                .withMessage("""
                        MLFLOW_TRACKING_TOKEN holds a character that cannot be sent.
                        Maybe a line break came along with it.""");
    }
}
