/** Convolutional trunks as plain data; imports only the JDK and its parent package. */
package io.ansatz.api.backbone;
