/** Networks: trunk, circuit and head as one Deeplearning4j graph; with training, the only door to Deeplearning4j and oneDNN. */
package io.ansatz.runner.network;
