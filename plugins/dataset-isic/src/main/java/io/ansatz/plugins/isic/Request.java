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

    /** The licences in the order from free to bound, for a sentence. */
    String allowed() {
        return new TreeSet<>(licences).stream().map(Licence::toString).collect(Collectors.joining(", "));
    }
}
