package io.ansatz.runner.cli;

import io.ansatz.runner.execution.Report;
import io.ansatz.runner.execution.Watcher;
import io.ansatz.runner.experiment.Trial;
import io.ansatz.runner.training.EpochResult;

/** Tells one watcher everything, and wakes somebody who reads the journals whenever there is more in one. */
record Audience(Watcher watcher, Runnable wake) implements Watcher {

    @Override
    public void begins(Trial trial, String engine) {
        watcher.begins(trial, engine);
        wake.run();
    }

    @Override
    public void resumes(Trial trial, int epoch) {
        watcher.resumes(trial, epoch);
    }

    @Override
    public void prepares(Trial trial, String what) {
        watcher.prepares(trial, what);
    }

    @Override
    public void prepared(Trial trial, int done, int images) {
        watcher.prepared(trial, done, images);
    }

    @Override
    public void learned(Trial trial, String pace) {
        watcher.learned(trial, pace);
    }

    @Override
    public void batch(Trial trial, int epoch, int batch, int batches, double loss) {
        watcher.batch(trial, epoch, batch, batches, loss);
    }

    @Override
    public void epoch(Trial trial, EpochResult result, double seconds) {
        watcher.epoch(trial, result, seconds);
        wake.run();
    }

    @Override
    public void ends(Report.Finished finished) {
        watcher.ends(finished);
        wake.run();
    }

    @Override
    public void fails(Trial trial, String reason) {
        watcher.fails(trial, reason);
        wake.run();
    }

    @Override
    public void busy(Trial trial) {
        watcher.busy(trial);
    }

    @Override
    public void damaged(Trial trial, String what) {
        watcher.damaged(trial, what);
    }

    @Override
    public void warns(Trial trial, String what) {
        watcher.warns(trial, what);
    }
}
