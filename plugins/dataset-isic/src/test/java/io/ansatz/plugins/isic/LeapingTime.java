package io.ansatz.plugins.isic;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A time that leaps over every pause, and writes the long ones down. */
final class LeapingTime implements Time {

    static final Instant BEGINNING = Instant.parse("2026-11-21T10:00:00Z");

    private final List<Duration> pauses = new ArrayList<>();
    private Instant now = BEGINNING;

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public void pass(Duration duration) throws InterruptedException {
        Thread.sleep(1);
        synchronized (this) {
            now = now.plus(duration);
            if (duration.toSeconds() > 0) {
                pauses.add(duration);
            }
        }
    }

    /** In seconds. */
    synchronized List<Long> pauses() {
        return pauses.stream().map(Duration::toSeconds).toList();
    }
}
