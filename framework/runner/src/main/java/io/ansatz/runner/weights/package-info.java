/** Published weights: from a safetensors file to the arrays of a trunk, each under its name or with a sentence why not; a door to Gson. */
package io.ansatz.runner.weights;
