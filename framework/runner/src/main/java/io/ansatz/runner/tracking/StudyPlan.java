package io.ansatz.runner.tracking;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import io.ansatz.runner.experiment.Comparing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What was last asked of an experiment; it lies beside the trials, so that they can be shown without the experiment file.
 *
 * @param file the experiment file, as the user named it
 * @param select the metric that chose the epochs, such as {@code auc}: it sorts tables
 * @param tracker where MLflow keeps the runs, in the word of the experiment file
 * @param varies the paths of the settings that were swept
 * @param trials the folders of all trials asked for, in order
 * @param compare how hybrids are held against their controls
 */
public record StudyPlan(
        String experiment,
        String file,
        String select,
        String tracker,
        List<String> varies,
        List<String> trials,
        Comparing compare) {

    /** The name of the file in the folder of an experiment. */
    public static final String FILE = "plan.json";

    private static final Gson GSON =
            new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create();

    public StudyPlan {
        varies = List.copyOf(varies);
        trials = List.copyOf(trials);
        // What was asked before this was asked for.
        compare = compare == null ? Comparing.usual() : compare;
    }

    /** With the usual rules of comparison. */
    public StudyPlan(
            String experiment, String file, String select, String tracker, List<String> varies, List<String> trials) {
        this(experiment, file, select, tracker, varies, trials, Comparing.usual());
    }

    /** As JSON. */
    String text() {
        return GSON.toJson(this) + "\n";
    }

    /** Reads it from the folder of an experiment; empty if nothing was asked there. */
    public static Optional<StudyPlan> read(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        try {
            StudyPlan plan = GSON.fromJson(Files.readString(file), StudyPlan.class);
            if (plan == null) {
                throw new IOException("%s is empty.".formatted(file));
            }
            return Optional.of(plan);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (JsonParseException | NullPointerException e) {
            throw new IOException("""
                    %s is not what Ansatz wrote.
                    Maybe it was edited; `ansatz run` with the experiment file writes it anew.""".formatted(file), e);
        }
    }
}
