package io.ansatz.api;

import org.pf4j.ExtensionPoint;

/**
 * Something an experiment file can name behind {@code use:}. A part is small and stateless: one instance serves every
 * trial, possibly from several threads.
 *
 * <p>The components of the settings record are the words a user writes beside {@code use:}; document each with
 * {@link Meaning}. Ranges live in the record's compact constructor: the message of the {@link IllegalArgumentException}
 * it throws is shown to the user at the place in the file that caused it, so write it as a sentence.
 *
 * <p>A part may ask the host for services by naming them as constructor parameters: {@link Cache}, {@link Downloads}.
 *
 * @param <S> the settings of this part
 */
public interface Part<S extends Record> extends ExtensionPoint {

    /** The word behind {@code use:}, in lower case with hyphens. */
    String name();

    /** The settings that hold where the experiment file is silent. */
    S defaults();
}
