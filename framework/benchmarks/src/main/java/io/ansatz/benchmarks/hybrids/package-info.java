/** Times whole hybrids while they learn: images per second, and what takes the time. */
package io.ansatz.benchmarks.hybrids;
