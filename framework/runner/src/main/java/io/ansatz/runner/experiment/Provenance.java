package io.ansatz.runner.experiment;

import io.ansatz.api.Part;
import java.io.IOException;

/** What stands behind the names in an experiment file: which code, which data, and which weights. It is part of every trial's key. */
public interface Provenance {

    /** The version of the framework. */
    String framework();

    /** Names the plugin that offers this part and the digest of its content. */
    String plugin(Part<?> part) throws IOException;

    /** The digest of the images and labels. */
    String dataset(DatasetChoice dataset) throws IOException;

    /** The digest of a weight file. */
    String weights(Weights weights) throws IOException;
}
