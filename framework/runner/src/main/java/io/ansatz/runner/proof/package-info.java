/** What backs a comparison: whether published figures are possible, why two runs differ, and whether a run comes out again. */
package io.ansatz.runner.proof;
