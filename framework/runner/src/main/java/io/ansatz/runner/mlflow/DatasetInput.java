package io.ansatz.runner.mlflow;

/**
 * A data set that a run used, as MLflow shows it.
 *
 * @param digest at most 36 characters
 * @param context what it was used for
 * @param sourceType MLflow's word for where it comes from, such as {@code local} or {@code http}
 * @param source JSON
 * @param profile JSON: sizes and counts
 */
public record DatasetInput(
        String name, String digest, String context, String sourceType, String source, String profile) {

    private static final int LONGEST_DIGEST = 36;

    public DatasetInput {
        if (digest.length() > LONGEST_DIGEST) {
            throw new IllegalArgumentException("MLflow keeps digests of at most %d characters, not %d."
                    .formatted(LONGEST_DIGEST, digest.length()));
        }
    }
}
