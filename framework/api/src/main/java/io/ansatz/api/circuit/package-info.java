/** Quantum circuits as plain data, and the parts that draw them; imports only the JDK and its parent package. */
package io.ansatz.api.circuit;
