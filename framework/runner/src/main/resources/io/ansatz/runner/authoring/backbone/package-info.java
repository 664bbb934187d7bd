/** A backbone whose stages halve the image; imports the API and PF4J's mark. */
package org.example.smallpyramid;
