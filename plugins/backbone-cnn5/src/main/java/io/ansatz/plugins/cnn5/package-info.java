/** The small convolutional network of the MedMNIST quick start, as a trunk; imports the API and PF4J's mark. */
package io.ansatz.plugins.cnn5;
