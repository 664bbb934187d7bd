package io.ansatz.runner.tracking;

import io.ansatz.simulator.diagnosis.Diagnosis;
import io.ansatz.simulator.diagnosis.Inventory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What stands in the block of a trial: how large it is, and if it is a circuit, what that is made of and what random weights
 * tell about it. Training changes nothing here.
 *
 * @param parameters how many values learn in it
 * @param effectiveParameters how many of them can change an output
 * @param target how many weights the hybrid's circuit has; 0 where there is no hybrid
 * @param mismatch why it is not of that size although it is to be; empty where it is, and where it is to be of another
 * @param circuits the circuit; empty where there is none
 */
public record BlockSheet(
        int inputs,
        int outputs,
        int parameters,
        int effectiveParameters,
        int target,
        String mismatch,
        List<Drawn> circuits) {

    /** The name of the file that holds it. */
    public static final String FILE = "block.json";

    /**
     * A circuit, without the noise of what runs it.
     *
     * @param sideBySide how many circuits stand side by side, of which this is the first
     */
    public record Drawn(int sideBySide, Inventory inventory, Diagnosis diagnosis) {

        public Drawn {
            Objects.requireNonNull(inventory);
            Objects.requireNonNull(diagnosis);
        }
    }

    public BlockSheet {
        Objects.requireNonNull(mismatch);
        circuits = List.copyOf(circuits);
    }

    /** As JSON. */
    public String text() {
        return TrialMetrics.GSON.toJson(this) + "\n";
    }

    /**
     * Reads it from the folder of a trial; empty if the trial did not leave one.
     *
     * @throws IOException if it cannot be read; the message names the file
     */
    public static Optional<BlockSheet> read(RunFolder folder) throws IOException {
        Path file = folder.path().resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            BlockSheet sheet = TrialMetrics.GSON.fromJson(Files.readString(file), BlockSheet.class);
            if (sheet == null) {
                throw new IOException("%s is empty.".formatted(file));
            }
            return Optional.of(sheet);
        } catch (RuntimeException e) {
            // Gson wraps what a constructor throws into one that has no name of its own.
            throw new IOException("%s is not what Ansatz wrote.".formatted(file), e);
        }
    }
}
