package io.ansatz.runner.experiment;

/** Something in an experiment that must be mended: where, what was found, and what would be right. */
public record Problem(Location location, String message) {

    /** What was found, in quotes and on one line, cut short when it is long. */
    static String quote(String text) {
        var shown = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (c == '\n') {
                shown.append("\\n");
            } else if (Character.isISOControl(c)) {
                shown.append("\\x%02x".formatted(c));
            } else {
                shown.appendCodePoint(c);
            }
        });
        String line = shown.toString();
        int most = 60;
        if (line.codePointCount(0, line.length()) > most) {
            line = line.substring(0, line.offsetByCodePoints(0, most)) + "…";
        }
        return "'" + line + "'";
    }
}
