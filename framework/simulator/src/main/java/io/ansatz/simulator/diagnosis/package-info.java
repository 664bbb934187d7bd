/** What random weights tell about a circuit before it is trained; imports the API, its parent package and the JDK. */
package io.ansatz.simulator.diagnosis;
