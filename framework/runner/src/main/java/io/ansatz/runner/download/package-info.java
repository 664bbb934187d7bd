/** Files from the web to the disk: whole, verified, and once; asks the network and nothing else of Ansatz but the API. */
package io.ansatz.runner.download;
