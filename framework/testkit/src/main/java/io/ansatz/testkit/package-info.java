/**
 * One line of JUnit proves a part: contracts for circuits, backbones and data sets, and known values of circuits; imports
 * the API, the simulator, JUnit and AssertJ.
 */
package io.ansatz.testkit;
