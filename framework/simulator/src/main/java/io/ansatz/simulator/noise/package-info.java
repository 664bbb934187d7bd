/** Circuits as hardware would run them, with noise, read-out errors and shots; imports the simulator's walks and the JDK. */
package io.ansatz.simulator.noise;
