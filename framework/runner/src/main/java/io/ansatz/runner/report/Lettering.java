package io.ansatz.runner.report;

import java.util.ArrayList;
import java.util.List;

/** Makes texts fit. How wide a text is can only be estimated, as the font is the viewer's. */
final class Lettering {

    /** From here on scripts are about as wide as they are high. */
    private static final int WIDE = 0x1100;

    private static final String NARROW = " ijltfrI.,:;'|!()[]-/";
    private static final String BROAD = "mwMW@%";

    private static final String ELLIPSIS = "…";

    private Lettering() {}

    /** About how many pixels a text of a size needs. */
    static double width(String text, double size) {
        return text.codePoints().mapToDouble(Lettering::ems).sum() * size;
    }

    private static double ems(int c) {
        if (c >= WIDE && !isNarrowSign(c)) {
            return 1;
        }
        if (NARROW.indexOf(c) >= 0) {
            return 0.4;
        }
        return BROAD.indexOf(c) >= 0 ? 0.95 : Character.isUpperCase(c) ? 0.72 : 0.6;
    }

    /** Dashes, quotes and arrows. */
    private static boolean isNarrowSign(int c) {
        return c >= 0x2000 && c < 0x2200;
    }

    /** The text, its end cut where it would not fit. */
    static String shortened(String text, double size, double pixels) {
        if (width(text, size) <= pixels) {
            return text;
        }
        int[] characters = text.codePoints().toArray();
        int length = characters.length;
        String cut = ELLIPSIS;
        do {
            length--;
            cut = new String(characters, 0, Math.max(0, length)).strip() + ELLIPSIS;
        } while (length > 0 && width(cut, size) > pixels);
        return cut;
    }

    /** The text in lines that fit, broken between words, or within a word that no line could hold. */
    static List<String> wrapped(String text, double size, double pixels) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (String word : text.split(" ")) {
            String rest = word;
            if (line.length() > 0 && width(line + " " + rest, size) > pixels) {
                lines.add(line.toString());
                line.setLength(0);
            }
            while (line.length() == 0 && width(rest, size) > pixels) {
                String piece = piece(rest, size, pixels);
                lines.add(piece);
                rest = rest.substring(piece.length());
            }
            line.append(line.length() == 0 ? "" : " ").append(rest);
        }
        lines.add(line.toString());
        return lines;
    }

    private static String piece(String word, double size, double pixels) {
        int end = word.offsetByCodePoints(0, 1);
        while (end < word.length()) {
            int next = word.offsetByCodePoints(end, 1);
            if (width(word.substring(0, next), size) > pixels) {
                break;
            }
            end = next;
        }
        return word.substring(0, end);
    }
}
