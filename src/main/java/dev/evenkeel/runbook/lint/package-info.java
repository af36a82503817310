/**
 * Finds everything that is wrong with a runbook before anything is started. It refuses to run a step.
 */
package dev.evenkeel.runbook.lint;
