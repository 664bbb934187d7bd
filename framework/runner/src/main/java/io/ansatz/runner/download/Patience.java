package io.ansatz.runner.download;

import java.time.Duration;

/**
 * How long a server is waited for, and how often it is asked again.
 *
 * @param connect until it takes a connection
 * @param silence until the next byte comes
 * @param attempts how often it is asked at most
 * @param pause between the first two attempts; each further pause is twice as long
 * @param longestPause even if the server asks for a longer one
 */
record Patience(Duration connect, Duration silence, int attempts, Duration pause, Duration longestPause) {

    static final Patience USUAL = new Patience(
            Duration.ofSeconds(15), Duration.ofSeconds(30), 5, Duration.ofSeconds(1), Duration.ofMinutes(1));

    /**
     * The pause behind an attempt.
     *
     * @param attempt counted from 1
     * @param asked what the server would like, which is heard within reason
     */
    Duration pause(int attempt, Duration asked) {
        Duration own = pause.multipliedBy(1L << attempt - 1);
        Duration longer = own.compareTo(asked) < 0 ? asked : own;
        return longer.compareTo(longestPause) < 0 ? longer : longestPause;
    }

    static String words(Duration duration) {
        return duration.toMillis() < 1000
                ? duration.toMillis() + " milliseconds"
                : duration.toSeconds() + (duration.toSeconds() == 1 ? " second" : " seconds");
    }
}
