/** What a run leaves behind: the journal, which is the truth, and checkpoints, results and models beside it; the door to JSON. */
package io.ansatz.runner.tracking;
