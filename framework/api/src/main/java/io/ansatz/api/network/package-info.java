/** Parts that are made of Deeplearning4j's layers: the API's only door to it, which authors of other parts need not have. */
package io.ansatz.api.network;
