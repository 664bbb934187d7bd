package io.ansatz.runner.experiment;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that was probably meant. */
public final class Spelling {

    private Spelling() {}

    /** The word nearest to what was written, if it is near enough to be worth a question. */
    public static Optional<String> nearest(String written, Collection<String> words) {
        String best = null;
        int least = Integer.MAX_VALUE;
        for (String word : words) {
            int limit = Math.max(written.length(), word.length()) / 3;
            if (Math.abs(written.length() - word.length()) > limit) {
                continue;
            }
            int distance = distance(written.toLowerCase(Locale.ROOT), word.toLowerCase(Locale.ROOT));
            if (distance <= limit && distance < least) {
                best = word;
                least = distance;
            }
        }
        return Optional.ofNullable(best);
    }

    /** The question, with a space in front, or nothing. */
    public static String question(String written, Collection<String> words) {
        return nearest(written, words).map(" Did you mean '%s'?"::formatted).orElse("");
    }

    /** Damerau's distance (optimal string alignment): letters inserted, left out, replaced, or swapped with the next. */
    static int distance(String a, String b) {
        int[] before = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], before[j - 2] + 1);
                }
            }
            before = last;
            last = row;
        }
        return last[b.length()];
    }
}
