package io.ansatz.plugins.isic;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which images are wanted: those that a search finds, those of some collections, or those that are in both.
 * Messages call these {@code query} and {@code collections}, as experiment files do.
 *
 * @param search in the query language of the archive, such as {@code diagnosis_1:Malignant AND age_approx:[20 TO 40]}; passed
 *     on as it is
 * @param collections by name or number, in any order; of several, an image has to be in one
 */
record Query(Optional<String> search, List<String> collections) {

    private static final String SNAPSHOT = "https://isic-archive.s3.us-east-1.amazonaws.com/snapshots/ISIC_images.zip";

    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");
    private static final Pattern DIAGNOSIS = Pattern.compile("(?<![A-Za-z0-9_])diagnosis\\s*:");

    Query {
        search = search.map(String::strip);
        collections = List.copyOf(
                new LinkedHashSet<>(collections.stream().map(String::strip).toList()));
        if (search.isEmpty() && collections.isEmpty()) {
            throw new IllegalArgumentException("""
                    Nothing is asked for: a search or a collection must be named.
                    Maybe all images are wanted; they are about 60 GB, in one file: %s""".formatted(SNAPSHOT));
        }
        if (search.filter(String::isEmpty).isPresent()) {
            throw new IllegalArgumentException("query must not be empty. Leave it out, or write * for all images.");
        }
        if (search.isPresent() && asksForDiagnosis(search.get())) {
            throw new IllegalArgumentException(
                    "query asks for the field 'diagnosis', which the archive has no more. It has diagnosis_1, diagnosis_2, "
                            + "diagnosis_3, diagnosis_4 and diagnosis_5, from coarse to fine; benign or malignant is diagnosis_1.");
        }
        if (collections.contains("")) {
            throw new IllegalArgumentException("collections must hold names or numbers, not ''.");
        }
    }

    static Query search(String search) {
        return new Query(Optional.of(search), List.of());
    }

    static Query collections(String... names) {
        return new Query(Optional.empty(), List.of(names));
    }

    private static boolean asksForDiagnosis(String search) {
        return DIAGNOSIS.matcher(QUOTED.matcher(search).replaceAll("\"\"")).find();
    }

    /** For the middle of a sentence. */
    @Override
    public String toString() {
        String place = collections.isEmpty() ? "" : " in " + String.join(", ", collections);
        return search.map(words -> "'" + words + "'").orElse("all images") + place;
    }
}
