/**
 * How fast trunks are on this engine, beside Deeplearning4j's own layers and torch; imports the API, the backbones, the runner's
 * network, and the machine's peak.
 */
package io.ansatz.benchmarks.trunks;
