/** What backs a comparison: whether figures can be true, why two runs differ, and whether a run comes out again. */
package io.ansatz.runner.proof;
