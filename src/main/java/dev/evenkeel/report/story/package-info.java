/**
 * A run as its journal shows it, in values that every report shows, with the verdict in words. It refuses to know
 * how they are shown.
 */
package dev.evenkeel.report.story;
