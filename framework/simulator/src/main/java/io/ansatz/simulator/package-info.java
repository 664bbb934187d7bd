/** Runs circuits and differentiates them: a circuit in, numbers and gradients out; imports the API and the JDK. */
package io.ansatz.simulator;
