/** A hybrid beside its controls, seed by seed and image by image, and what may be said about them. */
package io.ansatz.runner.comparison;
