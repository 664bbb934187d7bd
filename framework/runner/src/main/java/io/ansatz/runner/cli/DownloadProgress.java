package io.ansatz.runner.cli;

import io.ansatz.api.Download;
import io.ansatz.runner.download.Onlooker;
import java.util.ArrayList;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** Shows a download as it comes: a live line in a terminal, and a plain line now and then elsewhere. */
final class DownloadProgress implements Onlooker {

    private static final double SECONDS_BETWEEN_LINES = 30;

    private final Terminal terminal;
    private final LongSupplier clock;
    private String name = "";
    private OptionalLong size = OptionalLong.empty();
    private long before;
    private long begun;
    private long said;

    /** @param clock nanoseconds since some moment, as {@link System#nanoTime} counts them */
    DownloadProgress(Terminal terminal, LongSupplier clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    @Override
    public void begins(Download wanted, long there, OptionalLong announced) {
        name = wanted.to().getFileName().toString();
        size = announced;
        before = there;
        begun = clock.getAsLong();
        said = begun;
        String rest = there > 0 ? ", of which %s are here already".formatted(bytes(there)) : "";
        String what = announced.isPresent() ? bytes(announced.getAsLong()) + rest : "of unknown size" + rest;
        terminal.line("Downloading %s (%s) to %s".formatted(wanted.from(), what, wanted.to()));
    }

    @Override
    public void moves(long bytes) {
        if (terminal.watched()) {
            terminal.live(line(bytes));
        } else if (seconds(said) >= SECONDS_BETWEEN_LINES) {
            said = clock.getAsLong();
            terminal.line(line(bytes));
        }
    }

    private String line(long bytes) {
        double seconds = seconds(begun);
        double rate = (bytes - before) / Math.max(seconds, 1e-3);
        var facts = new ArrayList<String>();
        facts.add(name);
        if (size.isPresent() && size.getAsLong() > 0) {
            if (terminal.watched()) {
                facts.add(Progress.bar(Math.min(1, (double) bytes / size.getAsLong())));
            }
            facts.add("%s of %s".formatted(bytes(bytes), bytes(size.getAsLong())));
        } else {
            facts.add(bytes(bytes));
        }
        facts.add(bytes(Math.round(rate)) + "/s");
        if (size.isPresent() && rate > 0) {
            facts.add(Progress.duration((size.getAsLong() - bytes) / rate) + " left");
        }
        return String.join("  ", facts);
    }

    @Override
    public void halts(Download wanted, String what) {
        terminal.live("");
        terminal.warn("%s: %s.".formatted(wanted.to().getFileName(), what));
    }

    @Override
    public void ends(Download wanted, long bytes) {
        terminal.live("");
        terminal.line("%s: %s are here, and right".formatted(wanted.to().getFileName(), bytes(bytes)));
    }

    private double seconds(long since) {
        return (clock.getAsLong() - since) / 1e9;
    }

    static String bytes(long count) {
        if (count < 1000) {
            return count == 1 ? "1 byte" : count + " bytes";
        }
        if (count < 999_500) {
            return Math.round(count / 1e3) + " kB";
        }
        return count < 9_950_000
                ? String.format(Locale.ROOT, "%.1f MB", count / 1e6)
                : String.format(Locale.ROOT, "%,d MB", Math.round(count / 1e6));
    }
}
