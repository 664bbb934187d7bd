/** Trunks run by oneDNN directly, with blocked layouts from the first operation to the last; the only door to its native library. */
package io.ansatz.runner.network.onednn;
