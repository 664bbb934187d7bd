/** Runs the trials of a plan: claims, skips what is done, keeps failures apart, and publishes what comes out. */
package io.ansatz.runner.execution;
