package io.ansatz.testkit;

/** An obligation that is not met, told in a sentence: which part, with which settings, and what is wrong. */
public final class Breach extends AssertionError {

    private static final long serialVersionUID = 1;

    Breach(String sentence) {
        super(sentence);
    }

    Breach(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    static void unless(boolean met, String sentence, Object... values) {
        if (!met) {
            throw new Breach(sentence.formatted(values));
        }
    }

    /** Why code of a part failed, as the end of a sentence: what it said to the user, or what it broke with. */
    static String reason(Throwable failure) {
        boolean told = failure instanceof IllegalArgumentException && failure.getMessage() != null;
        String reason = told ? failure.getMessage() : failure.toString();
        return reason.endsWith(".") ? reason : reason + ".";
    }
}
