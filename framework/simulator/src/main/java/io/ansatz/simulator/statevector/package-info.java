/**
 * The fast simulator: a circuit is compiled once into a canonical form, and batches run through it block by block, forward and
 * back; imports the API and the JDK.
 */
package io.ansatz.simulator.statevector;
