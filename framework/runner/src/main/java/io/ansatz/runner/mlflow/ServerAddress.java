package io.ansatz.runner.mlflow;

import java.net.URI;

/**
 * Where an MLflow server is.
 *
 * @param text without a slash at the end and without secrets, fit for a message
 * @param authority host and port as they stand in the address
 */
record ServerAddress(String text, String authority) {

    /** @throws IllegalArgumentException if it is no address of a server; what it says never repeats a password */
    static ServerAddress of(URI address) {
        String authority = address.getRawAuthority();
        if (authority != null && authority.contains("@")) {
            throw new IllegalArgumentException("""
                    The address of an MLflow server holds no user and no password.
                    Set MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN, instead.""");
        }
        if (address.getRawQuery() != null || address.getRawFragment() != null) {
            throw new IllegalArgumentException("The address of an MLflow server ends before any '?' and '#'.");
        }
        boolean web = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
        if (!web || authority == null) {
            throw new IllegalArgumentException(
                    "The address of an MLflow server is like http://localhost:5000, not '%s'.".formatted(address));
        }
        if (address.getHost() == null) {
            throw new IllegalArgumentException("""
                    '%s' is no name of a host.
                    Maybe it holds an underscore: Java takes letters, digits and hyphens.""".formatted(authority));
        }
        String text = address.toString();
        while (text.endsWith("/")) {
            text = text.substring(0, text.length() - 1);
        }
        return new ServerAddress(text, authority);
    }

    @Override
    public String toString() {
        return text;
    }
}
