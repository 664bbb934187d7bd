/** Circuits that load features as amplitudes; imports the API and PF4J's mark. */
package io.ansatz.plugins.amplitude;
