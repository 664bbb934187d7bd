package io.ansatz.runner.comparison;

import io.ansatz.runner.tracking.TrialMetrics;
import io.ansatz.runner.tracking.TrialRecord;
import java.util.List;

/**
 * Whether training had come to its end. A trial had if it stopped early, or if the epoch that validation chose does not lie in
 * the last tenth of the epochs it was given: else the next epochs might have been better still. A side had if at most one in five
 * of its trials had not.
 *
 * @param seeds how many there are
 * @param unfinished how many of them were still getting better; a seed with folds is one if more than one in five of these were
 */
public record Convergence(int seeds, int unfinished) {

    /** The rule, for a reader. */
    public static final String RULE =
            "A trial has converged if it stopped early, or if the epoch that validation chose does not lie"
                    + " in the last tenth of those it was given; a side has if at most one in five of its trials have not.";

    private static final int LAST = 10;
    private static final int BORNE = 5;

    /** @param seeds the trials of each, one for each fold */
    static Convergence of(List<List<TrialRecord>> seeds) {
        int unfinished = 0;
        for (List<TrialRecord> folds : seeds) {
            long open = folds.stream().filter(trial -> !converged(trial)).count();
            unfinished += BORNE * open > folds.size() ? 1 : 0;
        }
        return new Convergence(seeds.size(), unfinished);
    }

    private static boolean converged(TrialRecord trial) {
        TrialMetrics metrics = trial.result().orElseThrow().metrics();
        int given = trial.setting("train.epochs").map(Integer::parseInt).orElse(metrics.epochs());
        return metrics.epochs() < given || metrics.bestEpoch() <= given - Math.max(1, given / LAST);
    }

    /** Whether the side had. */
    public boolean reached() {
        return BORNE * unfinished <= seeds;
    }
}
