package io.ansatz.runner.authoring;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The name of a part, in the forms that a module needs.
 *
 * @param word what stands behind {@code use:}, such as {@code small-ring}
 */
public record PartName(String word) {

    public PartName {
        if (!word.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*")) {
            throw new IllegalArgumentException(
                    "A part is named in lower case with hyphens, not '%s'.%s".formatted(word, question(word)));
        }
    }

    /** As the name of a class: {@code SmallRing}. */
    String className() {
        return Arrays.stream(word.split("-")).map(PartName::capitalised).collect(Collectors.joining());
    }

    /** As the last part of the name of a package: {@code smallring}. */
    String packageName() {
        return word.replace("-", "");
    }

    /** As a heading: {@code Small ring}. */
    String heading() {
        return capitalised(word.replace('-', ' '));
    }

    private static String capitalised(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    /** The name that was probably meant by SmallRing, small_ring or "Small ring". */
    private static String question(String written) {
        String meant = written.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^[-0-9]+|-+$", "");
        return meant.isEmpty() ? "" : " Did you mean '%s'?".formatted(meant);
    }
}
