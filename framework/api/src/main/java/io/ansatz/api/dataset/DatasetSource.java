package io.ansatz.api.dataset;

import io.ansatz.api.Part;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Opens a data set: three parts of labelled images with a passport. */
public interface DatasetSource<S extends Record> extends Part<S> {

    /**
     * Opens the images. The same settings give the same images in the same order, on every machine.
     *
     * @throws IOException if the data cannot be had; the message names the file or address and says what would help
     */
    Dataset open(S settings) throws IOException;

    /**
     * What {@link #open} with these settings would give, as far as the settings alone tell it; no file is looked for. A source
     * that cannot tell without its data leaves it empty.
     */
    default Optional<Outline> outline(S settings) {
        return Optional.empty();
    }

    /** The data sets that it knows by itself, for a list of what there is. A source that opens what a user has knows none. */
    default List<Offer> offers() {
        return List.of();
    }
}
