package io.ansatz.runner.cli;

import io.ansatz.runner.experiment.Tracking;
import io.ansatz.runner.mlflow.Mirror;
import io.ansatz.runner.mlflow.Tracker;
import io.ansatz.runner.report.StudyReport;
import io.ansatz.runner.tracking.StudyFolder;
import io.ansatz.runner.tracking.StudyPlan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends to MLflow what it lacks. */
@Command(
        name = "sync",
        sortOptions = false,
        description = "Sends to MLflow what it lacks of the runs here. What it has is not sent again.")
final class SyncCommand implements Callable<Integer> {

    private static final int NOT_ALL_SENT = 1;

    private final Terminal terminal;
    private final Map<String, String> environment;

    @Parameters(
            paramLabel = "EXPERIMENT",
            arity = "0..*",
            description = "The names of the experiments; left out, all of them.")
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--to",
            paramLabel = "ADDRESS",
            description =
                    "Another MLflow than the one the experiments name, or embedded for the store beside the runs.")
    private Optional<String> address;

    @Mixin
    private RunsOption runs;

    @Mixin
    private Help help;

    SyncCommand(Terminal terminal, Map<String, String> environment) {
        this.terminal = terminal;
        this.environment = environment;
    }

    @Override
    public Integer call() throws Exception {
        boolean all = true;
        for (StudyFolder study : runs.studies(names)) {
            all &= sync(study);
        }
        return all ? 0 : NOT_ALL_SENT;
    }

    private boolean sync(StudyFolder study) throws IOException, ToMendException {
        int closed = study.closeAbandoned().size();
        if (closed > 0) {
            terminal.line("%s: closed %s that had lost its process.".formatted(study.name(), count(closed, "trial")));
        }
        study.write(StudyReport.FILE, StudyReport.of(study).html());
        Mirror.Pass pass;
        String place;
        try (Tracker tracker = Following.tracker(tracking(study), runs.folder, environment)) {
            place = tracker.place();
            pass = new Mirror(study, tracker).pass(false);
        }
        Mirror.Standing standing = pass.standing();
        terminal.line("%s: %s; %d sent to %s, %d there before%s."
                .formatted(
                        study.name(),
                        count(standing.runs(), "run"),
                        pass.updated(),
                        place,
                        standing.runs() - standing.missing() - standing.deleted() - pass.updated(),
                        standing.deleted() > 0 ? ", %d left in its bin".formatted(standing.deleted()) : ""));
        pass.trouble()
                .ifPresent(trouble -> terminal.warn("%s: MLflow lacks %s. %s"
                        .formatted(study.name(), count(standing.missing(), "run"), trouble.getMessage())));
        return standing.missing() == 0;
    }

    private Tracking tracking(StudyFolder study) throws IOException, ToMendException {
        String word = address.orElse(study.plan().map(StudyPlan::tracker).orElse(Tracking.EMBEDDED));
        try {
            return new Tracking(word);
        } catch (IllegalArgumentException e) {
            throw new ToMendException("--to: " + e.getMessage());
        }
    }

    private static String count(int number, String noun) {
        return "%d %s%s".formatted(number, noun, number == 1 ? "" : "s");
    }
}
