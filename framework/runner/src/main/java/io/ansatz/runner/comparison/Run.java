package io.ansatz.runner.comparison;

import io.ansatz.runner.tracking.PredictionsFile;
import io.ansatz.runner.tracking.TrialRecord;
import io.ansatz.runner.training.Predictions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What one training said about the test images.
 *
 * @param items what they are called
 * @param groups what they belong to; empty where that is not known
 */
public record Run(String seed, Predictions predictions, List<String> items, List<String> groups) {

    public Run {
        items = List.copyOf(items);
        groups = List.copyOf(groups);
    }

    /**
     * What a finished trial said.
     *
     * @throws IOException if its folder does not tell
     */
    public static Run of(TrialRecord trial) throws IOException {
        Path file = trial.folder().path().resolve(PredictionsFile.FILE);
        PredictionsFile.Said said = PredictionsFile.read(Files.readString(file)).get(PredictionsFile.TEST);
        if (said == null) {
            throw new IOException("%s has nothing about test images.".formatted(file));
        }
        return new Run(trial.seed(), said.predictions(), said.items(), said.groups());
    }
}
