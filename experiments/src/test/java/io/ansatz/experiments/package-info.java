/** Checks every experiment file of this folder, runs the smallest, and holds published backbones against their originals. */
package io.ansatz.experiments;
