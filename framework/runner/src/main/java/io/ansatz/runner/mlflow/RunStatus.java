package io.ansatz.runner.mlflow;

/** How MLflow calls the states of a run. */
public enum RunStatus {
    RUNNING,
    FINISHED,
    FAILED,
    KILLED
}
