/** Checks every experiment file of this folder, and runs the smallest. */
package io.ansatz.experiments;
