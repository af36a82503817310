/**
 * The runbook's vocabulary: thin step classes that say one sentence each and call the package that knows how. They hold
 * no SQL and judge nothing themselves: {@code own} keeps what the run found and changed, {@code proof} compares.
 * Refuses to know the engine that calls the steps.
 */
package dev.evenkeel.runbook.steps;
