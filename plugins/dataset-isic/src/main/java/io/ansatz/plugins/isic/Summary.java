package io.ansatz.plugins.isic;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What lies in the folder, and what does not.
 *
 * @param images how many
 * @param bytes of all images together
 * @param withheld how many were left out for their licence, by what the archive calls it
 * @param nameless how many were left out because their id is none
 */
record Summary(int images, long bytes, SortedMap<String, Integer> withheld, int nameless) {

    Summary {
        withheld = Collections.unmodifiableSortedMap(new TreeMap<>(withheld));
    }

    /** How many images the archive listed. */
    long listed() {
        long left = withheld.values().stream().mapToLong(Integer::longValue).sum();
        return images + left + nameless;
    }
}
