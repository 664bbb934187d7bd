/** What every plugin is made of: a {@link io.ansatz.api.Part} with a name, settings and one verb; touches the JDK and PF4J's marker. */
package io.ansatz.api;
