/** A data set of generated stripes; imports the API and PF4J's mark. */
package org.example.smallstripes;
