/** Images that lie in a folder, decoded with the JDK's ImageIO; imports the API and PF4J's mark. */
package io.ansatz.plugins.imagefolder;
