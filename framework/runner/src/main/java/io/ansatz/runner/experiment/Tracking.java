package io.ansatz.runner.experiment;

import io.ansatz.api.Meaning;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Where MLflow keeps the runs; the journals are written in any case. */
public record Tracking(
        @Meaning(
                "embedded, which is a store beside the runs, or the address of a server, such as http://127.0.0.1:5000")
        String mlflow) {

    /** The word for the store beside the runs. */
    public static final String EMBEDDED = "embedded";

    public Tracking {
        if (!mlflow.equals(EMBEDDED)) {
            requireAddress(mlflow);
        }
    }

    /** The server; empty for the store beside the runs. */
    public Optional<URI> server() {
        return mlflow.equals(EMBEDDED) ? Optional.empty() : Optional.of(URI.create(mlflow));
    }

    private static void requireAddress(String text) {
        URI address;
        try {
            address = new URI(text);
        } catch (URISyntaxException e) {
            throw noAddress();
        }
        boolean web = "http".equalsIgnoreCase(address.getScheme()) || "https".equalsIgnoreCase(address.getScheme());
        if (text.contains("@")) {
            throw new IllegalArgumentException("""
                    mlflow must be an address without a name and password. They belong into the environment: \
                    MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN.""");
        }
        if (!web || address.getHost() == null || address.getQuery() != null || address.getFragment() != null) {
            throw noAddress();
        }
    }

    /** What was written is not repeated, since it may hold a secret. */
    private static IllegalArgumentException noAddress() {
        return new IllegalArgumentException(
                "mlflow must be %s or the address of an MLflow server, such as http://127.0.0.1:5000."
                        .formatted(EMBEDDED));
    }
}
