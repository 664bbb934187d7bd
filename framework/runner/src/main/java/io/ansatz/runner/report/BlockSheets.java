package io.ansatz.runner.report;

import io.ansatz.runner.comparison.Configuration;
import io.ansatz.runner.tracking.BlockSheet;
import io.ansatz.runner.tracking.TrialRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What stands in the block of each configuration, as the first of its finished trials left it. */
final class BlockSheets {

    private final Map<String, BlockSheet> sheets = new HashMap<>();
    private final List<String> problems = new ArrayList<>();

    BlockSheets(List<Configuration> configurations) {
        for (Configuration configuration : configurations) {
            configuration.finished().stream().findFirst().ifPresent(trial -> read(configuration, trial));
        }
    }

    private void read(Configuration configuration, TrialRecord trial) {
        try {
            BlockSheet.read(trial.folder()).ifPresent(sheet -> sheets.put(configuration.key(), sheet));
        } catch (IOException e) {
            problems.add(e.getMessage());
        }
    }

    /** Empty where it is not recorded, or cannot be read. */
    Optional<BlockSheet> of(Configuration configuration) {
        return Optional.ofNullable(sheets.get(configuration.key()));
    }

    /** Why some cannot be read. */
    List<String> problems() {
        return problems;
    }
}
