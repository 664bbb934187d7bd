/** Circuits that read one feature per qubit as a rotation angle; imports the API and PF4J's mark. */
package io.ansatz.plugins.angleembedding;
