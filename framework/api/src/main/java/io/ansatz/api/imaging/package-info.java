/** Image files and the pixels that become of them; imports only the JDK, whose ImageIO decodes, the data sets and their parent. */
package io.ansatz.api.imaging;
