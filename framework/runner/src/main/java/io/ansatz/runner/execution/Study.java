package io.ansatz.runner.execution;

import io.ansatz.runner.experiment.Plan;
import io.ansatz.runner.experiment.Trial;
import io.ansatz.runner.tracking.RunFolder;
import java.nio.file.Path;

/**
 * A plan with a place: where its runs are kept.
 *
 * @param file the experiment file, as the user named it
 * @param folder the folder of the experiment, with one folder per trial in it
 * @param resolved the whole experiment as YAML, to be kept with every run
 */
public record Study(Plan plan, Path file, Path folder, String resolved) {

    /** The folder of one trial; it may not exist yet. */
    public RunFolder folderOf(Trial trial) {
        return new RunFolder(folder.resolve(trial.id()));
    }
}
