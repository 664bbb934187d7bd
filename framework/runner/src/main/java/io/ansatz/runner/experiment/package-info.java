/** Experiment files: from YAML text to complete trials, every value with its place in the file; the only door to SnakeYAML. */
package io.ansatz.runner.experiment;
