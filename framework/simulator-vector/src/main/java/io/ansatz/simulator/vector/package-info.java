/** The simulator's kernels in vector instructions: the only door to the JDK's incubating Vector API. */
package io.ansatz.simulator.vector;
