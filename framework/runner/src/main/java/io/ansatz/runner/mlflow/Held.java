package io.ansatz.runner.mlflow;

/**
 * A run that a tracker holds.
 *
 * @param id the tracker's own name for it
 * @param identity its tag {@link Run#IDENTITY}
 * @param content its tag {@link Run#CONTENT}; empty when it has none
 * @param deleted whether somebody put it into MLflow's bin
 */
public record Held(String id, String identity, RunStatus status, String content, boolean deleted) {}
