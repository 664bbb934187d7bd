/** How good answers about images are, in numbers: metrics, the threshold that validation chooses, and what rejecting is worth. JDK only. */
package io.ansatz.runner.metrics;
