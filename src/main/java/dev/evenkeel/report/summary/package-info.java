/**
 * The story in a few lines, for the screen and for the page of a CI job. It refuses to claim what the page does not.
 */
package dev.evenkeel.report.summary;
