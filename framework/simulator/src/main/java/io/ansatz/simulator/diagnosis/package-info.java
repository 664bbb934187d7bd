/** What random weights tell about a circuit before it is trained; imports the API, the simulators and the JDK. */
package io.ansatz.simulator.diagnosis;
