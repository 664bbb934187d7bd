/** Residual networks of 18 and 50 layers, as trunks; imports the API and PF4J's mark. */
package io.ansatz.plugins.resnet;
