package io.ansatz.plugins.isic;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The collections that the archive shows. */
record CollectionList(List<Entry> entries) {

    /** What a name may be away from the right one to be taken for a slip. */
    private static final int SLIP = 3;

    /** A collection. */
    record Entry(long id, String name) {

        static Entry of(Json json) throws Trouble.Content {
            return new Entry(json.at("id").whole(), Sheet.plain(json.at("name").text()));
        }
    }

    CollectionList {
        entries = List.copyOf(entries);
    }

    /**
     * The number of the collection that has this name, whatever its capital letters.
     *
     * @throws IOException if not exactly one has
     */
    long number(String name) throws IOException {
        List<Entry> found = entries.stream()
                .filter(entry -> entry.name().strip().equalsIgnoreCase(name))
                .toList();
        if (found.size() == 1) {
            return found.get(0).id();
        }
        if (found.isEmpty()) {
            throw new IOException("The archive shows no collection '%s'.%s".formatted(name, guess(name)));
        }
        throw new IOException("The archive shows %d collections '%s'. Give the number instead: one of %s."
                .formatted(found.size(), name, found.stream().map(Entry::id).toList()));
    }

    private String guess(String name) {
        Optional<Entry> nearest =
                entries.stream().min(Comparator.comparingInt((Entry entry) -> distance(entry.name(), name)));
        if (nearest.isPresent() && distance(nearest.get().name(), name) <= SLIP) {
            return "\nMaybe '%s' is meant.".formatted(nearest.get().name());
        }
        return "\nMaybe it is not public, and asks for a token in %s.".formatted(Access.VARIABLE);
    }

    /** How many letters are to be put in, left out or changed (Levenshtein), capital or not. */
    private static int distance(String some, String other) {
        String from = some.toLowerCase(Locale.ROOT);
        String to = other.toLowerCase(Locale.ROOT);
        var row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int changed = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
