package io.ansatz.runner.experiment;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * How single values are written: read strictly, so that nobody has to know which YAML version guesses what, and written
 * in one way, so that equal values give equal text on every Java version.
 */
final class Literal {

    private static final Pattern WHOLE = Pattern.compile("[+-]?(0|[1-9][0-9]*+)");
    private static final Pattern REAL =
            Pattern.compile("[+-]?((0|[1-9][0-9]*+)(\\.[0-9]*+)?|\\.[0-9]++)([eE][+-]?[0-9]{1,9})?");

    /** The longest text that is worth a suggestion. */
    private static final int SHORT = 30;

    private Literal() {}

    /** What a text is not; the message continues a sentence that began with the name of the setting. */
    static final class Mismatch extends Exception {

        private static final long serialVersionUID = 1;

        Mismatch(String message) {
            super(message);
        }
    }

    static long whole(String text, long least, long most) throws Mismatch {
        if (!WHOLE.matcher(text).matches()) {
            throw new Mismatch("must be a whole number, not %s.%s".formatted(Problem.quote(text), wholeHint(text)));
        }
        boolean negative = text.startsWith("-");
        // A number too long to be worth converting is beyond the bounds on its side.
        BigInteger value = text.length() <= SHORT ? new BigInteger(text) : BigInteger.TWO.pow(100);
        value = text.length() > SHORT && negative ? value.negate() : value;
        if (value.compareTo(BigInteger.valueOf(least)) < 0) {
            throw new Mismatch("must be at least %d, not %s.".formatted(least, Problem.quote(text)));
        }
        if (value.compareTo(BigInteger.valueOf(most)) > 0) {
            throw new Mismatch("must be at most %d, not %s.".formatted(most, Problem.quote(text)));
        }
        return value.longValue();
    }

    static double real(String text) throws Mismatch {
        if (!REAL.matcher(text).matches()) {
            boolean endless = text.toLowerCase(Locale.ROOT).matches("[+-]?\\.?(inf|infinity|nan)");
            throw new Mismatch("must be a %snumber, not %s.%s"
                    .formatted(endless ? "finite " : "", Problem.quote(text), hint(text, REAL)));
        }
        double value = Double.parseDouble(text);
        if (Double.isInfinite(value)) {
            throw new Mismatch("must lie between -1.8e308 and 1.8e308, not be %s.".formatted(Problem.quote(text)));
        }
        if (value == 0 && text.split("[eE]")[0].matches(".*[1-9].*")) {
            throw new Mismatch("must be 0 or at least 4.9e-324 away from it, not %s.".formatted(Problem.quote(text)));
        }
        return value + 0.0;
    }

    static boolean truth(String text) throws Mismatch {
        if (text.equals("true")) {
            return true;
        }
        if (text.equals("false")) {
            return false;
        }
        String hint = "";
        if (List.of("true", "yes", "on", "y").contains(text.toLowerCase(Locale.ROOT))) {
            hint = " Write true.";
        } else if (List.of("false", "no", "off", "n").contains(text.toLowerCase(Locale.ROOT))) {
            hint = " Write false.";
        }
        throw new Mismatch("must be true or false, not %s.%s".formatted(Problem.quote(text), hint));
    }

    static Object constant(Class<?> type, String text) throws Mismatch {
        List<String> words = Word.all(type);
        int index = words.indexOf(text);
        if (index < 0) {
            String those = words.size() == 1 ? words.get(0) : "one of " + String.join(", ", words);
            throw new Mismatch(
                    "must be %s, not %s.%s".formatted(those, Problem.quote(text), Spelling.question(text, words)));
        }
        return type.getEnumConstants()[index];
    }

    /**
     * The shortest decimal that reads back as this value, from a millionth to ten million without an exponent. Unlike
     * {@code Double.toString}, whose digits changed with Java 19, it can be hashed.
     */
    static String text(double value) {
        if (value == 0 || Double.isNaN(value) || Double.isInfinite(value)) {
            return Double.toString(value + 0.0);
        }
        var exact = new BigDecimal(value);
        BigDecimal shortest = exact;
        for (int digits = 1; digits <= 17; digits++) {
            shortest = exact.round(new MathContext(digits));
            if (shortest.doubleValue() == value) {
                break;
            }
        }
        shortest = shortest.stripTrailingZeros();
        int exponent = shortest.precision() - shortest.scale() - 1;
        if (exponent >= -6 && exponent < 7) {
            String plain = shortest.toPlainString();
            return plain.contains(".") ? plain : plain + ".0";
        }
        // The point and the sign of the exponent make it a number for readers of YAML 1.1 too.
        String digits = shortest.unscaledValue().abs().toString();
        String rest = digits.length() == 1 ? "0" : digits.substring(1);
        return "%s%s.%se%+d".formatted(value < 0 ? "-" : "", digits.charAt(0), rest, exponent);
    }

    private static String wholeHint(String text) {
        String hint = hint(text, WHOLE);
        if (hint.isEmpty() && text.length() <= SHORT && REAL.matcher(text).matches()) {
            var value = new BigDecimal(text).stripTrailingZeros();
            if (value.scale() <= 0 && value.scale() > -10) {
                return " Write %s.".formatted(value.toPlainString());
            }
        }
        return hint;
    }

    /** What was probably meant: digits without underscores, zeros in front, a decimal comma, or another base. */
    private static String hint(String text, Pattern wanted) {
        if (text.length() > SHORT) {
            return "";
        }
        String plain = text.replace("_", "");
        if (plain.matches("0x[0-9a-fA-F]{1,15}")) {
            plain = Long.toString(Long.parseLong(plain.substring(2), 16));
        } else if (plain.matches("0o[0-7]{1,20}")) {
            plain = Long.toString(Long.parseLong(plain.substring(2), 8));
        } else if (plain.matches("0b[01]{1,62}")) {
            plain = Long.toString(Long.parseLong(plain.substring(2), 2));
        } else {
            plain = plain.replaceFirst("^([+-]?)0+(?=[0-9])", "$1").replaceFirst("^([+-]?[0-9]+),([0-9]+)$", "$1.$2");
        }
        return !plain.equals(text) && wanted.matcher(plain).matches() ? " Write %s.".formatted(plain) : "";
    }
}
