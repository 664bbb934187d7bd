/** Circuits that read a patch of an image; imports the API and PF4J's mark. */
package io.ansatz.plugins.quanvolution;
