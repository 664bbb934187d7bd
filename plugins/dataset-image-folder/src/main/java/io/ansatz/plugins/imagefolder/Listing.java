package io.ansatz.plugins.imagefolder;

import java.util.Comparator;
import java.util.List;

/**
 * The images of a data set.
 *
 * @param pictures in the order of their names
 * @param remarks what a reader should know of what was left out, a sentence each
 */
record Listing(List<Picture> pictures, List<String> remarks) {

    Listing {
        pictures = pictures.stream().sorted(Comparator.comparing(Picture::name)).toList();
        remarks = List.copyOf(remarks);
    }
}
