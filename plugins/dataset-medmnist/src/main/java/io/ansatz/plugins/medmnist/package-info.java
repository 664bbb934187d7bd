/** The MedMNIST v2 collection from its official files; imports the API and PF4J's mark. */
package io.ansatz.plugins.medmnist;
