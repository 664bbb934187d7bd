/**
 * One line of a test proves a part: contracts for circuits, backbones and data sets, and known values of circuits; imports
 * the API and the simulator.
 */
package io.ansatz.testkit;
