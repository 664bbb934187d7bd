package io.ansatz.runner.execution;

import io.ansatz.runner.data.OpenDatasets;
import io.ansatz.runner.experiment.Trial;
import io.ansatz.runner.material.FeatureStore;
import io.ansatz.runner.tracking.RunFolder;
import io.ansatz.runner.tracking.TrialMetrics;
import io.ansatz.runner.weights.OpenWeights;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs the trials of a study in this process, one after another. A trial that fails does not stop the others. */
public final class LocalExecutor {

    private final OpenDatasets datasets;
    private final OpenWeights weights;
    private final FeatureStore features;
    private final BlockSheets sheets = new BlockSheets();
    private final Brake brake = new Brake();

    /** @param features where is kept what never changes in networks */
    public LocalExecutor(OpenDatasets datasets, OpenWeights weights, FeatureStore features) {
        this.datasets = datasets;
        this.weights = weights;
        this.features = features;
    }

    /**
     * Runs what is not done yet, and returns what became of every trial.
     *
     * @throws IOException if the folder of a trial cannot be made or read; the message names it
     */
    public Report run(Study study, Watcher watcher) throws IOException {
        var finished = new ArrayList<Report.Finished>();
        var failures = new ArrayList<Report.Failure>();
        var busy = new ArrayList<Trial>();
        try {
            for (Trial trial : study.plan().trials()) {
                brake.requireLoose();
                RunFolder folder = study.folderOf(trial);
                if (finish(trial, folder, false, finished, watcher)) {
                    continue;
                }
                Optional<Closeable> claim = folder.claim();
                if (claim.isEmpty()) {
                    busy.add(trial);
                    watcher.busy(trial);
                    continue;
                }
                try {
                    // Between the first look and the claim another process may have finished it.
                    if (finish(trial, folder, false, finished, watcher)) {
                        continue;
                    }
                    if (folder.damaged()) {
                        watcher.damaged(trial, "its results are not what was published");
                    }
                    Optional<String> failure = new TrialRunner(study, datasets, weights, features, sheets, brake)
                            .run(trial, folder, watcher);
                    if (failure.isPresent()) {
                        failures.add(new Report.Failure(trial, failure.get()));
                        brake.unlessPulled(() -> watcher.fails(trial, failure.get()));
                    } else {
                        brake.unlessPulled(() -> finish(trial, folder, true, finished, watcher));
                    }
                } finally {
                    claim.get().close();
                }
            }
        } catch (Brake.StoppedException e) {
            return new Report(finished, failures, busy, true);
        }
        return new Report(finished, failures, busy, false);
    }

    /**
     * Stops the run from another thread. The journal of the trial in progress says that it was killed; when this returns,
     * neither it nor the watcher hears of that trial any more, and {@link #run} returns soon. The trial stays not done.
     */
    public void stop() throws IOException {
        brake.pull();
    }

    private static boolean finish(
            Trial trial, RunFolder folder, boolean trainedNow, List<Report.Finished> finished, Watcher watcher)
            throws IOException {
        Optional<RunFolder.Published> published = folder.published();
        if (published.isEmpty()) {
            return false;
        }
        TrialMetrics metrics = TrialMetrics.read(published.get().files().get(TrialMetrics.FILE));
        var result = new Report.Finished(trial, metrics, published.get().seconds(), folder.path(), trainedNow);
        finished.add(result);
        watcher.ends(result);
        return true;
    }
}
