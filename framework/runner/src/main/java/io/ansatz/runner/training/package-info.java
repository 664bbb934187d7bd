/** Turns epochs: batches, early stopping, the best epoch, and the judgement on images the network has not learned from. */
package io.ansatz.runner.training;
