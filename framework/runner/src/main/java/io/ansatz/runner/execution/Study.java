package io.ansatz.runner.execution;

import io.ansatz.runner.experiment.Experiment;
import io.ansatz.runner.experiment.Plan;
import io.ansatz.runner.experiment.Trial;
import io.ansatz.runner.tracking.RunFolder;
import io.ansatz.runner.tracking.StudyFolder;
import io.ansatz.runner.tracking.StudyPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * A plan with a place: where its runs are kept.
 *
 * @param file the experiment file, as the user named it
 * @param folder the folder of the experiment, with one folder per trial in it
 * @param resolved the whole experiment as YAML, to be kept with every run
 * @param plugins the versions of the plugins here, by id
 */
public record Study(Plan plan, Path file, Path folder, String resolved, Map<String, String> plugins) {

    public Study {
        plugins = Map.copyOf(plugins);
    }

    /** Its folder, as whoever comes later reads it. */
    public StudyFolder onDisk() {
        return new StudyFolder(folder);
    }

    /** Keeps beside the trials what is asked of them. */
    public void keep() throws IOException {
        Experiment any = plan.trials().get(0).setup();
        var swept = new LinkedHashSet<String>();
        plan.trials().forEach(trial -> swept.addAll(trial.point().keySet()));
        var asked = new StudyPlan(
                plan.name(),
                file.toString(),
                any.train().select().metric(),
                any.tracking().mlflow(),
                List.copyOf(swept),
                plan.trials().stream().map(Trial::id).toList(),
                any.compare());
        onDisk().keep(asked, resolved);
    }

    /** The folder of one trial; it may not exist yet. */
    public RunFolder folderOf(Trial trial) {
        return new RunFolder(folder.resolve(trial.id()));
    }
}
