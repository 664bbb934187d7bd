/** Data sets as trials have them: opened once, and divided and thinned out as an experiment says. */
package io.ansatz.runner.data;
