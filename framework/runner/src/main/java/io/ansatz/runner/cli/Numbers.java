package io.ansatz.runner.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Numbers on the command line: between commas or white space, in brackets or not, from a file or the standard input. */
final class Numbers {

    private static final Pattern NUMBER = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");

    private Numbers() {}

    /**
     * Reads as many numbers as a circuit wants.
     *
     * @param wanted how many
     * @param what what one of them is, such as {@code input}
     * @param option what they stand behind
     */
    static double[] read(String text, NamedCircuit named, int wanted, String what, String option)
            throws ToMendException, IOException {
        double[] values = parse(source(text).strip(), option);
        if (values.length != wanted) {
            throw new ToMendException("%s has %s %s%s, but %s gives %d."
                    .formatted(
                            named.name(),
                            wanted == 0 ? "no" : Integer.toString(wanted),
                            what,
                            wanted == 1 ? "" : "s",
                            option,
                            values.length));
        }
        return values;
    }

    private static double[] parse(String text, String option) throws ToMendException {
        String list = text.startsWith("[") && text.endsWith("]")
                ? text.substring(1, text.length() - 1).strip()
                : text;
        String[] words = list.isEmpty() ? new String[0] : list.split("\\s*,\\s*|\\s+", -1);
        var values = new double[words.length];
        for (int i = 0; i < values.length; i++) {
            if (!NUMBER.matcher(words[i]).matches() || Double.isInfinite(Double.parseDouble(words[i]))) {
                throw new ToMendException(
                        "%s has '%s' where a number should be. Write them with commas, such as %s 0.1,-2,3e-4."
                                .formatted(option, words[i], option));
            }
            values[i] = Double.parseDouble(words[i]);
        }
        return values;
    }

    private static String source(String text) throws IOException {
        if (text.equals("-")) {
            return new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        }
        return text.startsWith("@") ? Files.readString(Path.of(text.substring(1))) : text;
    }
}
