/**
 * Turns a feature file into a run: executes its phases in order with every step journalled before and after, halts at the
 * first failure, undoes what had begun, and says how it ended. {@code text} reads runbooks, {@code vocabulary} knows the
 * sentences, {@code lint} checks both; {@code steps} are ours, written against {@code glue} as users' own are. The only user of
 * Cucumber. It refuses to know SQL.
 */
package dev.evenkeel.runbook;
