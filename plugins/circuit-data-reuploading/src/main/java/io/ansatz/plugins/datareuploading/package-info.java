/** Circuits that read their features again and again; imports the API and PF4J's mark. */
package io.ansatz.plugins.datareuploading;
