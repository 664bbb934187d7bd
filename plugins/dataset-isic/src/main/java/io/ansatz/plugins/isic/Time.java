package io.ansatz.plugins.isic;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** The clock, and waiting. */
interface Time {

    Time REAL = new Time() {

        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public void pass(Duration duration) throws InterruptedException {
            TimeUnit.MILLISECONDS.sleep(duration.toMillis());
        }
    };

    Instant now();

    /** Returns when so much time has passed. */
    void pass(Duration duration) throws InterruptedException;
}
