/** A circuit that reads one feature per qubit as a rotation angle; imports the API and PF4J's mark. */
package org.example.smallring;
