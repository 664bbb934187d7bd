/** What a study came to, for people: summaries with intervals, plots, and the page that shows them together. */
package io.ansatz.runner.report;
