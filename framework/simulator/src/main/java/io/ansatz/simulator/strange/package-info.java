/** The independent referee: circuits on Strange; the only door to that library. */
package io.ansatz.simulator.strange;
