/** Makes up studies whose truth is known, and counts how often the statistics are wrong. */
package io.ansatz.benchmarks.statistics;
