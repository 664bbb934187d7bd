/** The command line: one class per command, and the wiring; the door to picocli, the terminal and, with the catalog, Guice. */
package io.ansatz.runner.cli;
