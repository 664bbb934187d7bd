package io.ansatz.runner.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {

    @Test
    void slashesAtTheEndAreLeftOut() {
        assertThat(ServerAddress.of(URI.create("http://localhost:5000"))).hasToString("http://localhost:5000");
        assertThat(ServerAddress.of(URI.create("https://lab.example/mlflow//")))
                .hasToString("https://lab.example/mlflow");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://ada:secret@localhost:5000", "http://secret@localhost", "https://ada:secret@no_host:1"})
    void aPasswordInAnAddressIsRefusedAndNotRepeated(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerAddress.of(URI.create(address)))
                .withMessage("""
                The address of an MLflow server holds no user and no password.
                Set MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN, instead.""");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:5000?token=secret", "http://localhost:5000/#/experiments/1"})
    void anAddressEndsBeforeItsQuery(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerAddress.of(URI.create(address)))
                .withMessage("The address of an MLflow server ends before any '?' and '#'.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mlruns",
                "file:/tmp/mlruns",
                "sqlite:///mlflow.db",
                "databricks",
                "http:localhost",
                "localhost:5000"
            })
    void onlyTheWebHasServers(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerAddress.of(URI.create(address)))
                .withMessage(
                        "The address of an MLflow server is like http://localhost:5000, not '%s'.".formatted(address));
    }

    @Test
    void aHostThatJavaDoesNotTakeIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerAddress.of(URI.create("http://mlflow_server:5000")))
                .withMessage("""
                        'mlflow_server:5000' is no name of a host.
                        Maybe it holds an underscore: Java takes letters, digits and hyphens.""");
    }
}
