/** What paired results prove: tests, intervals and the verdict, as functions of arrays that know no files and no trials. */
package io.ansatz.runner.statistics;
