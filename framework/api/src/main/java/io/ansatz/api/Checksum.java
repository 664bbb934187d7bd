package io.ansatz.api;

import java.util.Locale;

/**
 * By what a file is known to be the right one.
 *
 * @param digits in hexadecimal, lower case
 */
public record Checksum(Algorithm algorithm, String digits) {

    /** How it is computed. */
    public enum Algorithm {
        SHA_256("SHA-256", 64),
        /** Good against accidents; two files with the same can be made on purpose. */
        MD5("MD5", 32);

        private final String word;
        private final int length;

        Algorithm(String word, int length) {
            this.word = word;
            this.length = length;
        }

        /** Its name, which is Java's too. */
        @Override
        public String toString() {
            return word;
        }
    }

    public Checksum {
        digits = digits.toLowerCase(Locale.ROOT);
        if (!digits.matches("[0-9a-f]{%d}".formatted(algorithm.length))) {
            throw new IllegalArgumentException("%s has %d hexadecimal digits, and '%s' is not that."
                    .formatted(algorithm, algorithm.length, digits));
        }
    }

    public static Checksum sha256(String digits) {
        return new Checksum(Algorithm.SHA_256, digits);
    }

    public static Checksum md5(String digits) {
        return new Checksum(Algorithm.MD5, digits);
    }

    /** Such as {@code MD5 0123…}. */
    @Override
    public String toString() {
        return algorithm + " " + digits;
    }
}
