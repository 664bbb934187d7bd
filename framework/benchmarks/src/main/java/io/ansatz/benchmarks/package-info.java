/**
 * How fast the simulator is: JMH times it, and a table sets each time beside its twins and the machine's own peak; imports the
 * API, the simulator, JMH and the Vector API.
 */
package io.ansatz.benchmarks;
