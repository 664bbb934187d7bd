package io.ansatz.api.dataset;

import java.util.OptionalInt;

/**
 * A data set that a source knows without being told where it lies.
 *
 * @param words what stands behind {@code use:} to get it, such as {@code variant: breastmnist}; empty where the name of the source
 *     is enough
 * @param about what its images show
 * @param images how many there are, such as {@code 546 / 78 / 156} to learn from, to choose by and to be judged on
 * @param classes how many classes there are; empty where that depends on what is asked for
 * @param licence the terms of use
 */
public record Offer(String words, String about, String images, OptionalInt classes, String licence) {}
