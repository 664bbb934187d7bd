/** MobileNetV2 of width 1, as a trunk; imports the API and PF4J's mark. */
package io.ansatz.plugins.mobilenetv2;
