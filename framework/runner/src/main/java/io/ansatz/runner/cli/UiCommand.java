package io.ansatz.runner.cli;

import io.ansatz.runner.experiment.Tracking;
import io.ansatz.runner.mlflow.Mirror;
import io.ansatz.runner.mlflow.MlflowProgram;
import io.ansatz.runner.mlflow.Tracker;
import io.ansatz.runner.mlflow.TrackerException;
import io.ansatz.runner.report.StudyReport;
import io.ansatz.runner.tracking.StudyFolder;
import io.ansatz.runner.tracking.StudyPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the runs: in MLflow if it is installed, in a report if not. */
@Command(
        name = "ui",
        sortOptions = false,
        description = "Starts MLflow on the runs here, if it is installed; opens their report if not.")
final class UiCommand implements Callable<Integer> {

    private static final int FIRST_PORT = 5000;

    private static final int LAST_PORT = 5099;

    /** Where MLflow's pages are, unless somebody chose another port. */
    static final String ADDRESS = address(FIRST_PORT);

    private final Terminal terminal;

    @Parameters(
            paramLabel = "EXPERIMENT",
            arity = "0..1",
            description = "Which experiment is shown; left out, the one that was run last.")
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Where MLflow listens (default: the first free port from " + FIRST_PORT + " on).")
    private Integer port;

    @Mixin
    private RunsOption runs;

    @Mixin
    private Help help;

    UiCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        StudyFolder study = latest(runs.studies(names));
        var tracking = new Tracking(study.plan().map(StudyPlan::tracker).orElse(Tracking.EMBEDDED));
        if (tracking.server().isPresent()) {
            terminal.line("The runs of %s are kept by MLflow at %s.".formatted(study.name(), tracking.mlflow()));
            Browser.open(tracking.server().get());
            return 0;
        }
        var program = MlflowProgram.find();
        if (program.isEmpty()) {
            Path report = report(study);
            terminal.line("MLflow is not installed here: `pip install mlflow` gets it, with any Python from 3.10 on.");
            terminal.line("Until then the report shows the same runs: %s".formatted(report));
            Browser.open(report.toAbsolutePath().toUri());
            return 0;
        }
        return serve(program.get(), study, tracking);
    }

    private int serve(MlflowProgram program, StudyFolder study, Tracking tracking)
            throws IOException, ToMendException, InterruptedException {
        int free = freePort();
        try (Tracker tracker = Tracker.open(tracking, runs.folder, Map.of())) {
            var mirror = new Mirror(study, tracker);
            Optional<TrackerException> trouble = mirror.pass(false).trouble();
            if (trouble.isPresent()) {
                throw new ToMendException(trouble.get().getMessage());
            }
            terminal.line("MLflow shows the runs until Ctrl-C:");
            mirror.links(address(free)).ifPresent(links -> {
                terminal.line("  configurations  " + links.configurations());
                terminal.line("  trials          " + links.trials());
            });
        }
        return program.serve(runs.folder, free).waitFor() == 0 ? 0 : Main.TO_MEND;
    }

    private int freePort() throws ToMendException {
        if (port != null) {
            if (!MlflowProgram.free(port)) {
                throw new ToMendException("""
                        Port %d is taken.
                        Maybe MLflow is running already. Without --port a free one is found.""".formatted(port));
            }
            return port;
        }
        for (int any = FIRST_PORT; any <= LAST_PORT; any++) {
            if (MlflowProgram.free(any)) {
                return any;
            }
        }
        throw new ToMendException(
                "All ports from %d to %d are taken. --port names another.".formatted(FIRST_PORT, LAST_PORT));
    }

    private static String address(int port) {
        return "http://127.0.0.1:" + port;
    }

    private static StudyFolder latest(List<StudyFolder> studies) throws IOException {
        record Asked(StudyFolder study, FileTime when) {}
        var asked = new ArrayList<Asked>();
        for (StudyFolder study : studies) {
            asked.add(new Asked(study, Files.getLastModifiedTime(study.path().resolve(StudyPlan.FILE))));
        }
        return asked.stream()
                .max(Comparator.comparing(Asked::when))
                .orElseThrow()
                .study();
    }

    private static Path report(StudyFolder study) throws IOException {
        study.write(StudyReport.FILE, StudyReport.of(study).html());
        return study.path().resolve(StudyReport.FILE);
    }
}
