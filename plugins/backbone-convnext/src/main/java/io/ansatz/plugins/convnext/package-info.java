/** ConvNeXt, tiny and base, as trunks; imports the API and PF4J's mark. */
package io.ansatz.plugins.convnext;
