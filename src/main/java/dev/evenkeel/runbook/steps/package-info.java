/**
 * The runbook's vocabulary: thin step classes that say one sentence each and call the package that knows how. They hold
 * no SQL and judge nothing themselves.
 */
package dev.evenkeel.runbook.steps;
