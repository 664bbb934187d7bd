/** What authors of parts get: a module to begin with, and proof that a part keeps its contract; the only door to the testkit. */
package io.ansatz.runner.authoring;
