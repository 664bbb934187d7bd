/** Circuits with a trainable filter in the Fourier basis; imports the API and PF4J's mark. */
package io.ansatz.plugins.fourierattention;
