/** Uses the assembled distribution as a stranger would: through its launcher, in another process. */
package io.ansatz.distribution;
