/**
 * Turns a feature file into a run: reads and lints runbooks, executes their phases in order with every step journalled
 * before and after, halts at the first failure, undoes what had begun, and says how it ended. The only user of Cucumber.
 * It refuses to know SQL.
 */
package dev.evenkeel.runbook;
