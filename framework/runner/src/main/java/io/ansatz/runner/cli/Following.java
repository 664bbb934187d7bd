package io.ansatz.runner.cli;

import io.ansatz.runner.execution.Study;
import io.ansatz.runner.execution.Watcher;
import io.ansatz.runner.experiment.Tracking;
import io.ansatz.runner.mlflow.Follower;
import io.ansatz.runner.mlflow.Links;
import io.ansatz.runner.mlflow.Mirror;
import io.ansatz.runner.mlflow.Tracker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** MLflow, following a study that is being run; what is said of it in the terminal. */
final class Following {

    /** Short enough for a system that kills what has not ended ten seconds after it was asked to. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** At the end of a run nobody is in such a hurry, as long as nothing is wrong. */
    private static final Duration LONG_PATIENCE = Duration.ofSeconds(60);

    /** Where a browser finds MLflow, when that is not where Ansatz finds it, as in a container. */
    private static final String PAGES = "ANSATZ_MLFLOW_PAGES";

    private final Terminal terminal;
    private final Map<String, String> environment;
    private final Tracking tracking;
    private final Tracker tracker;
    private final Mirror mirror;
    private final Follower follower;

    private Following(
            Terminal terminal, Map<String, String> environment, Tracking tracking, Tracker tracker, Study study) {
        this.terminal = terminal;
        this.environment = environment;
        this.tracking = tracking;
        this.tracker = tracker;
        mirror = new Mirror(study.onDisk(), tracker);
        follower = Follower.of(mirror, tracker.place(), terminal::warn);
    }

    /**
     * Begins to follow.
     *
     * @throws ToMendException if the environment says who we are in a way that cannot be sent
     */
    static Following of(Study study, Path runs, Map<String, String> environment, Terminal terminal)
            throws ToMendException {
        Tracking tracking = study.plan().trials().get(0).setup().tracking();
        return new Following(terminal, environment, tracking, tracker(tracking, runs, environment), study);
    }

    /**
     * The tracker of an experiment.
     *
     * @throws ToMendException if the environment says who we are in a way that cannot be sent
     */
    static Tracker tracker(Tracking tracking, Path runs, Map<String, String> environment) throws ToMendException {
        try {
            return Tracker.open(tracking, runs, environment);
        } catch (IllegalArgumentException e) {
            throw new ToMendException(e.getMessage());
        }
    }

    /** A watcher that is told everything, and by whose calls MLflow follows. */
    Watcher beside(Watcher watcher) {
        return new Audience(watcher, follower::wake);
    }

    /** The run is over: sends what is left, says what could not be sent, and where to compare. */
    void finish() throws InterruptedException, IOException {
        terminal.live("MLflow takes the last values …");
        Follower.Balance balance = follower.finish(PATIENCE, LONG_PATIENCE);
        terminal.live("");
        say(balance);
        mirror.links(server()).ifPresent(this::say);
        if (balance.missing() == 0) {
            tracker.close();
        }
    }

    /** The run is being stopped: MLflow hears of it if it is quick. */
    void hurry() throws InterruptedException, IOException {
        say(follower.finish(PATIENCE));
    }

    private void say(Follower.Balance balance) {
        balance.trouble().ifPresent(trouble -> {
            terminal.warn("MLflow lacks %d of %d runs. %s"
                    .formatted(
                            balance.missing(),
                            balance.runs(),
                            trouble.lines().findFirst().orElse(trouble)));
            terminal.warn("Nothing is lost: the journals hold it all, and `ansatz sync` sends what is missing.");
        });
        if (balance.deleted() > 0) {
            terminal.line("%d runs lie in MLflow's bin and were left there.".formatted(balance.deleted()));
        }
    }

    private void say(Links links) {
        terminal.line(
                tracking.server().isPresent() ? "Compare in MLflow:" : "Compare in MLflow, which `ansatz ui` starts:");
        terminal.line("  configurations  " + links.configurations());
        terminal.line("  trials          " + links.trials());
    }

    private String server() {
        String address = tracking.server().map(Object::toString).orElse(UiCommand.ADDRESS);
        return environment.getOrDefault(PAGES, address);
    }
}
