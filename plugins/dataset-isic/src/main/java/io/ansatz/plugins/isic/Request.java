package io.ansatz.plugins.isic;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What is to be brought.
 *
 * @param licences under which an image has to be published, or it is left out
 */
record Request(Query query, Set<Licence> licences) {

    private static final int LONGEST_WORDS = 40;

    Request {
        licences = Set.copyOf(licences);
        if (licences.isEmpty()) {
            throw new IllegalArgumentException("At least one licence must be allowed, of CC-0, CC-BY and CC-BY-NC.");
        }
    }

    /** Images that may be used for anything, with attribution; those under CC-BY-NC must be asked for by name. */
    Request(Query query) {
        this(query, Licence.FREE);
    }

    /** The name of a folder for it: what is asked for as far as names can say it, and eight digits that tell others apart. */
    String folder() {
        String words = query.search().orElse("") + " " + String.join(" ", query.collections());
        String start = words.substring(0, Math.min(words.length(), LONGEST_WORDS));
        int sum = "%s, %s".formatted(query, allowed()).hashCode();
        return "%s %08x".formatted(start, sum).replaceAll("[^A-Za-z0-9]+", "-").replaceAll("^-", "");
    }

    /** The licences in the order from free to bound, for a sentence. */
    String allowed() {
        return new TreeSet<>(licences).stream().map(Licence::toString).collect(Collectors.joining(", "));
    }
}
