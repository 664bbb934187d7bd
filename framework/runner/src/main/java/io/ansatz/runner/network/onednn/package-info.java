/** Trunks and LSTMs run by oneDNN directly, in its own layouts from the first operation to the last; the only door to its library. */
package io.ansatz.runner.network.onednn;
