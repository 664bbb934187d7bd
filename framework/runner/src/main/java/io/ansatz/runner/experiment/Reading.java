package io.ansatz.runner.experiment;

import java.util.List;

/**
 * What an experiment file says, once everything in it has been found sound.
 *
 * @param name the experiment's name
 * @param variants the points of the sweep, in order; a single one when there is no sweep
 * @param resolved the whole experiment, with every default written out
 */
public record Reading(String name, List<Variant> variants, ResolvedExperiment resolved) {

    public Reading {
        variants = List.copyOf(variants);
    }
}
