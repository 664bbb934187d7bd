/**
 * One line of a test proves a part: contracts for circuits, backbones, necks and data sets, and known values of circuits;
 * imports the API and the simulator, and for necks alone Deeplearning4j.
 */
package io.ansatz.testkit;
