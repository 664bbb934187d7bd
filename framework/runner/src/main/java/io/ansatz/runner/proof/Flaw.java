package io.ansatz.runner.proof;

/**
 * Something in the results of a trial that cannot be true.
 *
 * @param trial the name of its folder
 * @param words what was found there and what would be right, behind the name of the trial and a colon
 */
public record Flaw(Check check, String trial, String words) {

    @Override
    public String toString() {
        return "%s: %s".formatted(trial, words);
    }
}
