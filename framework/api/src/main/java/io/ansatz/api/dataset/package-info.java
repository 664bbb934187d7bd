/** Labelled images and where they come from; imports only the JDK and its parent package. */
package io.ansatz.api.dataset;
