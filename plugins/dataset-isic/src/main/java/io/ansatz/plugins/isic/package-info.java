/** Images of the ISIC Archive with their metadata, by its public interface; imports the API and the JDK. */
package io.ansatz.plugins.isic;
