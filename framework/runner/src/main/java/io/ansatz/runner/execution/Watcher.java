package io.ansatz.runner.execution;

import io.ansatz.runner.experiment.Trial;
import io.ansatz.runner.training.EpochResult;

/** Somebody who watches trials being run. Calls come from the thread that trains; they must be quick. */
public interface Watcher {

    /** A trial begins; {@code engine} says in a line what computes it. */
    void begins(Trial trial, String engine);

    /** The trial, which has just begun, goes on behind this epoch, which an earlier attempt reached. */
    void resumes(Trial trial, int epoch);

    /** Something is done once, before the trial learns, as said in {@code what}. */
    void prepares(Trial trial, String what);

    /** So many images are prepared. */
    void prepared(Trial trial, int done, int images);

    /** A batch of an epoch is done. */
    void batch(Trial trial, int epoch, int batch, int batches, double loss);

    /** An epoch is done. */
    void epoch(Trial trial, EpochResult result, double seconds);

    /** A trial has learned, at a pace and with a share of the time for each thing, as said in {@code pace}. */
    void learned(Trial trial, String pace);

    /** A trial is done, now or by an earlier run of the same file. */
    void ends(Report.Finished finished);

    /** A trial failed; the others go on. */
    void fails(Trial trial, String reason);

    /** Another process is training this trial. */
    void busy(Trial trial);

    /** Something an earlier run left is damaged, as said in {@code what}; the trial is trained again. */
    void damaged(Trial trial, String what);

    /** Something went wrong that the trial can do without, as said in {@code what}. */
    void warns(Trial trial, String what);
}
