/** One class that Deeplearning4j looks up by name and ND4J no longer has under it; it touches ND4J alone. */
package org.nd4j.nativeblas;
