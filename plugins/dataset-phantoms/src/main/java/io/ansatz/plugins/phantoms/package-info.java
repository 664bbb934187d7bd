/** Generated images of simple shapes; imports the API and PF4J's mark. */
package io.ansatz.plugins.phantoms;
