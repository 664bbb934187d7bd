package io.ansatz.plugins.isic;

import java.time.Duration;

/**
 * How long the archive is waited for, and how often it is asked again. The usual numbers are those of its own client.
 *
 * @param connect until a connection is taken
 * @param silence until the next byte comes
 * @param retries how often something is asked for again where the server or the way to it fails
 * @param corrections how often it is asked for again where the wrong thing came: that seldom passes
 * @param pause before it is asked again for the first time; each further pause is twice as long
 * @param longestPause however often it was asked
 * @param longestAsked even if the server asks for a longer pause
 */
record Patience(
        Duration connect,
        Duration silence,
        int retries,
        int corrections,
        Duration pause,
        Duration longestPause,
        Duration longestAsked) {

    static final Patience USUAL = new Patience(
            Duration.ofMillis(3050),
            Duration.ofSeconds(15),
            15,
            2,
            Duration.ofSeconds(5),
            Duration.ofMinutes(2),
            Duration.ofMinutes(10));

    /**
     * The pause behind an attempt.
     *
     * @param attempt counted from 1
     * @param asked what the server would like
     */
    Duration pause(int attempt, Duration asked) {
        Duration own = pause.multipliedBy(1L << Math.min(attempt - 1, 20));
        own = own.compareTo(longestPause) < 0 ? own : longestPause;
        Duration heard = asked.compareTo(longestAsked) < 0 ? asked : longestAsked;
        return own.compareTo(heard) < 0 ? heard : own;
    }

    static String words(Duration duration) {
        if (duration.toMillis() % 1000 != 0) {
            return duration.toMillis() + " milliseconds";
        }
        return duration.toSeconds() + (duration.toSeconds() == 1 ? " second" : " seconds");
    }
}
