/** What was repeated with several seeds, a hybrid beside its controls, and what may be said about them. */
package io.ansatz.runner.comparison;
