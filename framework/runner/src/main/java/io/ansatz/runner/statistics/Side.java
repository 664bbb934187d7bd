package io.ansatz.runner.statistics;

/**
 * One of two that are compared: the hybrid, or a control.
 *
 * @param name as a person calls it
 * @param values its metric, one for each seed, in the order of the other side's
 * @param unconverged for how many of these seeds its training did not converge, by the rule that the study states
 */
public record Side(String name, double[] values, int unconverged) {

    public Side {
        if (unconverged < 0 || unconverged > values.length) {
            throw new IllegalArgumentException("Of %d seeds of %s, %d cannot have failed to converge."
                    .formatted(values.length, name, unconverged));
        }
    }

    /** A side of which every seed converged. */
    public Side(String name, double... values) {
        this(name, values, 0);
    }

    public boolean converged() {
        return unconverged == 0;
    }
}
