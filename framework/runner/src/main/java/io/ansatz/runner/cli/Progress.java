package io.ansatz.runner.cli;

import io.ansatz.runner.execution.Report;
import io.ansatz.runner.execution.Watcher;
import io.ansatz.runner.experiment.Trial;
import io.ansatz.runner.training.EpochResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Shows a study as it runs: a bar that moves in a terminal, and a plain line per epoch elsewhere. */
final class Progress implements Watcher {

    private static final int BAR = 20;
    private static final int ROOM_FOR_A_BAR = 72;
    private static final String GAP = "  ";
    private static final long REDRAW_NANOS = 100_000_000;

    private final Terminal terminal;
    private final LongSupplier clock;
    private boolean engineSaid;
    private long begun;
    private long drawn;
    private int epochsBefore;
    private final List<String> validation = new ArrayList<>();

    /** @param clock nanoseconds since some moment, as {@link System#nanoTime} counts them */
    Progress(Terminal terminal, LongSupplier clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    @Override
    public void begins(Trial trial, String engine) {
        if (!engineSaid) {
            terminal.line(engine);
            engineSaid = true;
        }
        begun = clock.getAsLong();
        drawn = begun;
        epochsBefore = 0;
        validation.clear();
        if (!terminal.watched()) {
            terminal.line("%s: begins".formatted(trial.title()));
        }
    }

    @Override
    public void resumes(Trial trial, int epoch) {
        epochsBefore = epoch;
        terminal.live("");
        terminal.line("%s: goes on behind epoch %d of %d"
                .formatted(trial.title(), epoch, trial.setup().train().epochs()));
    }

    @Override
    public void prepares(Trial trial, String what) {
        terminal.live("");
        terminal.line("%s: %s".formatted(trial.title(), what));
    }

    @Override
    public void prepared(Trial trial, int done, int images) {
        long now = clock.getAsLong();
        if (terminal.watched() && now - drawn >= REDRAW_NANOS) {
            drawn = now;
            terminal.live(
                    "%s  %s  %,d of %,d images".formatted(trial.title(), bar((double) done / images), done, images));
        }
        // What follows is measured from here.
        begun = now;
    }

    @Override
    public void learned(Trial trial, String pace) {
        terminal.live("");
        terminal.line("%s: %s".formatted(trial.title(), pace));
    }

    @Override
    public void batch(Trial trial, int epoch, int batch, int batches, double loss) {
        long now = clock.getAsLong();
        if (!terminal.watched() || now - drawn < REDRAW_NANOS) {
            return;
        }
        drawn = now;
        int epochs = trial.setup().train().epochs();
        int size = trial.setup().train().batch();
        double done = ((epoch - 1) + (double) batch / batches) / epochs;
        double seconds = (now - begun) / 1e9;
        double turned = (epoch - 1 - epochsBefore) + (double) batch / batches;
        double images = turned * batches * size;
        var facts = new ArrayList<String>();
        facts.add(trial.title());
        if (terminal.columns() >= ROOM_FOR_A_BAR) {
            facts.add(bar(done));
        }
        facts.add("epoch %d/%d".formatted(epoch, epochs));
        facts.add(duration(seconds / turned * (epochs * (1 - done))) + " left");
        facts.add(String.format(Locale.ROOT, "loss %.3f", loss));
        facts.addAll(validation);
        facts.add(String.format(Locale.ROOT, "%.0f images/s", images / seconds));
        terminal.live(asManyAsFit(facts));
    }

    /** The facts in their order, which is that of importance, without those for which there is no room. */
    private String asManyAsFit(List<String> facts) {
        var line = new StringBuilder(facts.get(0));
        for (String fact : facts.subList(1, facts.size())) {
            if (line.length() + GAP.length() + fact.length() >= terminal.columns()) {
                break;
            }
            line.append(GAP).append(fact);
        }
        return line.toString();
    }

    @Override
    public void epoch(Trial trial, EpochResult result, double seconds) {
        validation.clear();
        validation.add(String.format(
                Locale.ROOT, "val.accuracy %.3f", result.validation().accuracy()));
        result.validation().auc().ifPresent(auc -> validation.add(String.format(Locale.ROOT, "val.auc %.3f", auc)));
        if (!terminal.watched()) {
            terminal.line(String.format(
                    Locale.ROOT,
                    "%s: epoch %d/%d  loss %.3f  %s  %.1f s",
                    trial.title(),
                    result.epoch(),
                    trial.setup().train().epochs(),
                    result.trainLoss(),
                    String.join(GAP, validation),
                    seconds));
        }
    }

    @Override
    public void ends(Report.Finished finished) {
        if (!finished.trainedNow()) {
            return;
        }
        terminal.live("");
        terminal.line("%s: done in %s, kept epoch %d of %d"
                .formatted(
                        finished.trial().title(),
                        duration(finished.seconds()),
                        finished.metrics().bestEpoch(),
                        finished.metrics().epochs()));
    }

    @Override
    public void fails(Trial trial, String reason) {
        terminal.live("");
        terminal.warn("%s: failed".formatted(trial.title()));
        terminal.warn(reason.indent(2).stripTrailing());
    }

    @Override
    public void busy(Trial trial) {
        terminal.warn("%s: another process is training it.".formatted(trial.title()));
    }

    @Override
    public void damaged(Trial trial, String what) {
        terminal.warn("%s: %s; it is trained again.".formatted(trial.title(), what));
    }

    @Override
    public void warns(Trial trial, String what) {
        terminal.warn("%s: %s".formatted(trial.title(), what));
    }

    static String bar(double done) {
        int full = (int) Math.round(done * BAR);
        return "█".repeat(full) + "░".repeat(BAR - full);
    }

    static String duration(double seconds) {
        if (seconds < 99.5) {
            return String.format(Locale.ROOT, seconds < 9.95 ? "%.1f s" : "%.0f s", seconds);
        }
        long minutes = Math.round(seconds / 60);
        return minutes < 100 ? minutes + " min" : String.format(Locale.ROOT, "%.1f h", seconds / 3600);
    }
}
