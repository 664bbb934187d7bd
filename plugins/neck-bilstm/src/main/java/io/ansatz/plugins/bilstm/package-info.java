/** A bidirectional LSTM over a feature map, as a neck; imports the API, PF4J's mark and Deeplearning4j's descriptions. */
package io.ansatz.plugins.bilstm;
