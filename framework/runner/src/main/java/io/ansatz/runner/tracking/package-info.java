/** What a run leaves behind: the journal, which is the truth, and the published results beside it; the door to JSON. */
package io.ansatz.runner.tracking;
