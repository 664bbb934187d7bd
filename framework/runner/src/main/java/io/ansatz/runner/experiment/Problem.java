package io.ansatz.runner.experiment;

/** Something in an experiment that must be mended: where, what was found, and what would be right. */
public record Problem(Location location, String message) {}
