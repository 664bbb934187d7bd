/** Makes MLflow hold what the journals tell: on a server through its Java client, or in a database of its kind beside the runs. */
package io.ansatz.runner.mlflow;
