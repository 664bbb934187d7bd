package io.ansatz.runner.statistics;

/**
 * The means of two sides over the same seeds, each with Student's interval of 95 %, and of their difference, which is that
 * of ours minus theirs. It takes the values, and the differences, to be roughly normal.
 */
public record PairedMeans(Estimate ours, Estimate theirs, Estimate difference) {

    public static PairedMeans of(double[] ours, double[] theirs) {
        Differences differences = Differences.between(ours, theirs);
        return new PairedMeans(Estimate.mean(ours), Estimate.mean(theirs), Estimate.mean(differences.values()));
    }
}
