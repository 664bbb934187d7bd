package io.ansatz.runner.mlflow;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Keeps a tracker up to date while a study is being run, from a thread of its own. Whoever trains says {@link #wake} and
 * goes on at once; what the tracker does, or does not do, is never waited for until {@link #finish}, and then not for long.
 */
public final class Follower {

    /** Of the time of its processor, looking may take this share. */
    private static final double SHARE = 0.01;

    private static final Duration SHORTEST_GAP = Duration.ofSeconds(1);
    private static final Duration LONGEST_GAP = Duration.ofSeconds(5);

    private static final long GLANCE_MILLIS = 100;

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

    private final Mirror mirror;
    private final String place;
    private final Consumer<String> warnings;
    private final Thread thread;

    private boolean woken = true;
    private boolean finishing;
    private boolean settled;
    private boolean broken;
    private Optional<String> trouble = Optional.empty();

    private Follower(Mirror mirror, String place, Consumer<String> warnings) {
        this.mirror = mirror;
        this.place = place;
        this.warnings = warnings;
        thread = new Thread(this::follow, "mlflow");
        thread.setDaemon(true);
    }

    /**
     * Begins to follow.
     *
     * @param place what the tracker is called in a message
     * @param warnings hears a sentence when the tracker can no longer be reached, and when it can again; from another thread
     */
    public static Follower of(Mirror mirror, String place, Consumer<String> warnings) {
        var follower = new Follower(mirror, place, warnings);
        follower.thread.start();
        return follower;
    }

    /** What was reached when the following ended; {@code trouble} says why something is missing. */
    public record Balance(int runs, int missing, int deleted, Optional<String> trouble) {}

    /** Something happened in a journal. */
    public synchronized void wake() {
        woken = true;
        notifyAll();
    }

    /**
     * No trial will begin any more: sends what is left, as long as the tracker takes something at least once in a while.
     *
     * @param patience how long it may take nothing at all
     * @throws IOException if the folder of the study cannot be read
     */
    public Balance finish(Duration patience) throws InterruptedException, IOException {
        return finish(patience, patience);
    }

    /**
     * The same, but a tracker that is slow without being in trouble is waited for longer: a disk or a processor that everybody
     * wants at once.
     *
     * @param inTrouble how long it may take nothing at all when something is wrong
     * @param otherwise how long when nothing is
     */
    public Balance finish(Duration inTrouble, Duration otherwise) throws InterruptedException, IOException {
        synchronized (this) {
            finishing = true;
            wake();
            long steps = mirror.steps();
            long since = System.nanoTime();
            Duration patience = otherwise;
            while (!settled) {
                patience = trouble.isPresent() ? inTrouble : otherwise;
                long left = patience.toNanos() - (System.nanoTime() - since);
                if (mirror.steps() != steps) {
                    steps = mirror.steps();
                    since = System.nanoTime();
                } else if (left <= 0) {
                    break;
                } else {
                    wait(Math.max(1, Math.min(GLANCE_MILLIS, left / 1_000_000)));
                }
            }
            if (settled) {
                return settledBalance();
            }
            mirror.stop();
            notifyAll();
            return stuckBalance(patience);
        }
    }

    /** Waits until nothing is sent any more, whatever was still on its way when the waiting for the end was given up. */
    void join() throws InterruptedException {
        thread.join();
    }

    private Balance settledBalance() {
        Mirror.Standing standing = mirror.standing();
        return new Balance(
                standing.runs(),
                standing.missing(),
                standing.deleted(),
                standing.missing() > 0 || broken ? trouble : Optional.empty());
    }

    /** The thread that follows is still at what it began earlier, so the folder is asked what there is by now. */
    private Balance stuckBalance(Duration patience) throws IOException {
        Mirror.Standing standing = mirror.standing();
        int runs = Math.max(mirror.expected(), standing.runs());
        int missing = runs - (standing.runs() - standing.missing());
        if (missing == 0) {
            return new Balance(runs, 0, standing.deleted(), Optional.empty());
        }
        String why = trouble.orElse("%s has taken nothing for %s seconds.".formatted(place, seconds(patience)));
        return new Balance(runs, missing, standing.deleted(), Optional.of(why));
    }

    private static String seconds(Duration patience) {
        return BigDecimal.valueOf(patience.toMillis(), 3).stripTrailingZeros().toPlainString();
    }

    private void follow() {
        try {
            Duration pause = FIRST_PAUSE;
            boolean first = true;
            boolean refusedAtLast = false;
            while (!mirror.stopped()) {
                boolean last = await();
                long begun = CPU.getCurrentThreadCpuTime();
                Optional<TrackerException> failure = pass(!last);
                boolean refused = failure.isPresent() && !failure.get().passing();
                if (last && (failure.isEmpty() || refusedAtLast && refused)) {
                    settle();
                    return;
                }
                if (last && refused) {
                    // The mirror looks anew after a refusal; maybe another process had only put something in order.
                    refusedAtLast = true;
                } else if (failure.isPresent()) {
                    rest(pause);
                    wake();
                    Duration longer = pause.multipliedBy(2);
                    pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
                } else {
                    pause = FIRST_PAUSE;
                    // The first look loads half a library, and says nothing of the next.
                    rest(first ? SHORTEST_GAP : gap(CPU.getCurrentThreadCpuTime() - begun));
                    first = false;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            giveUp(e.getMessage());
        } catch (RuntimeException e) {
            giveUp(e.toString());
        }
    }

    /** How long to rest after a look that took so much of a processor. */
    static Duration gap(long nanos) {
        Duration fair = Duration.ofNanos((long) (nanos / SHARE));
        if (fair.compareTo(LONGEST_GAP) > 0) {
            return LONGEST_GAP;
        }
        return fair.compareTo(SHORTEST_GAP) < 0 ? SHORTEST_GAP : fair;
    }

    /** Waits until there is something to look at; true when it is for the last time. */
    private synchronized boolean await() throws InterruptedException {
        while (!woken && !finishing) {
            wait();
        }
        woken = false;
        return finishing;
    }

    /** Waits, but not while somebody begins to wait for the end. */
    private synchronized void rest(Duration pause) throws InterruptedException {
        boolean wasFinishing = finishing;
        long end = System.nanoTime() + pause.toNanos();
        long left = pause.toMillis();
        while (left > 0 && finishing == wasFinishing && !mirror.stopped()) {
            wait(left);
            left = (end - System.nanoTime()) / 1_000_000;
        }
    }

    private Optional<TrackerException> pass(boolean live) throws IOException {
        Mirror.Pass pass = mirror.pass(live);
        say(pass.trouble().map(Throwable::getMessage));
        return pass.trouble();
    }

    /** Tells of the first trouble, and of its end. */
    private synchronized void say(Optional<String> now) {
        if (now.isPresent() && trouble.isEmpty()) {
            warnings.accept("%s\nTraining goes on; the journals keep everything.".formatted(now.get()));
        } else if (now.isEmpty() && trouble.isPresent() && !finishing) {
            warnings.accept("%s takes runs again.".formatted(place));
        }
        trouble = now;
    }

    private synchronized void giveUp(String why) {
        broken = true;
        say(Optional.of("MLflow is told nothing more: %s".formatted(why)));
        settle();
    }

    private synchronized void settle() {
        settled = true;
        notifyAll();
    }
}
