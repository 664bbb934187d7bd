/** Data sets as trials have them: opened once, divided and thinned out as an experiment says, and looked over for what spoils a judgement. */
package io.ansatz.runner.data;
