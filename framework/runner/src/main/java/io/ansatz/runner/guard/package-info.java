/** Looks over the images of a data set for what spoils a judgement: the same thing in two parts, and labels that are not as published. */
package io.ansatz.runner.guard;
