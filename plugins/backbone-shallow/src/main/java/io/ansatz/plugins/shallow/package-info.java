/** Two convolutions that keep the map fine, as a trunk; imports the API and PF4J's mark. */
package io.ansatz.plugins.shallow;
