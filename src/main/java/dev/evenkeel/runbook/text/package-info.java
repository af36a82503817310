/**
 * A feature file as it is written, line by line, and what is wrong with it. It refuses to know what its sentences do.
 */
package dev.evenkeel.runbook.text;
