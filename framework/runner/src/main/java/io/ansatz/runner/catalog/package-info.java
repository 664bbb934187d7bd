/** Finds parts by name: plugin folders, jars and zips are checked, loaded apart from each other and described; the only door to PF4J. */
package io.ansatz.runner.catalog;
