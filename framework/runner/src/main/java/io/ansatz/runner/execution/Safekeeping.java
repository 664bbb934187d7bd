package io.ansatz.runner.execution;

import io.ansatz.runner.experiment.Trial;
import io.ansatz.runner.network.Architecture;
import io.ansatz.runner.network.Blueprint;
import io.ansatz.runner.tracking.CheckpointFolder;
import io.ansatz.runner.tracking.CheckpointFolder.Kept;
import io.ansatz.runner.tracking.Journal;
import io.ansatz.runner.tracking.RunFolder;
import io.ansatz.runner.tracking.SavedModel;
import io.ansatz.runner.tracking.UnwritableException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * What a trial in progress keeps for later: a checkpoint behind each epoch, and its model at the end. What goes wrong with
 * them is said, in the journal and to the watcher, and stops nothing.
 */
final class Safekeeping {

    private final CheckpointFolder checkpoints;
    private final Trial trial;
    private final RunFolder folder;
    private final Journal journal;
    private final Watcher watcher;
    private Optional<Kept> found = Optional.empty();
    private boolean refused;

    Safekeeping(CheckpointFolder checkpoints, Trial trial, RunFolder folder, Journal journal, Watcher watcher) {
        this.checkpoints = checkpoints;
        this.trial = trial;
        this.folder = folder;
        this.journal = journal;
        this.watcher = watcher;
    }

    /**
     * Looks for the checkpoint to go on from. One that is damaged, or that belongs elsewhere, is set aside.
     *
     * @param told how many epochs the journal tells; without them the curves would have a gap
     */
    void look(int told) throws IOException {
        try {
            Optional<Kept> last = checkpoints.last();
            if (last.isEmpty() || last.get().checkpoint().epoch() <= told) {
                found = last;
            } else {
                setAside("it is of epoch %d, and the journal tells %d"
                        .formatted(last.get().checkpoint().epoch(), told));
            }
        } catch (IOException e) {
            setAside(e.getMessage());
        }
    }

    /** The checkpoint to go on from; empty if the trial begins with its first epoch. */
    Optional<Kept> found() {
        return found;
    }

    private void setAside(String reason) throws IOException {
        String what = "its checkpoint could not be used (%s)".formatted(reason);
        try {
            folder.setAside(CheckpointFolder.NAME);
            what += " and was set aside as %s.damaged".formatted(CheckpointFolder.NAME);
        } catch (UnwritableException ignored) {
            // It stays where it is until the next one takes its place.
        }
        journal.write("warning", Map.of("what", what));
        watcher.damaged(trial, what);
    }

    /** Keeps this one in place of the one before. A disk that refuses it is named once, and asked again at the next epoch. */
    void keep(Kept kept) throws IOException {
        try {
            checkpoints.keep(kept);
        } catch (UnwritableException e) {
            if (refused) {
                return;
            }
            refused = true;
            warn("%s Training goes on; if it is interrupted, it begins behind an earlier epoch."
                    .formatted(e.getMessage()));
        }
    }

    /** Saves the model of a trained network, which the results do not need. */
    void save(Blueprint blueprint, Map<String, float[]> values, Map<String, int[]> shapes) throws IOException {
        try {
            SavedModel.write(folder, trial.identity(), Architecture.of(blueprint), values, shapes);
        } catch (UnwritableException e) {
            warn("%s The results come without it.".formatted(e.getMessage()));
        }
    }

    private void warn(String what) throws IOException {
        journal.write("warning", Map.of("what", what));
        watcher.warns(trial, what);
    }

    /** The results are published: nobody will ask for a checkpoint any more. */
    void remove() {
        try {
            checkpoints.remove();
        } catch (IOException ignored) {
            // It takes room and does no harm: it counts for this trial alone, and that is done.
        }
    }
}
