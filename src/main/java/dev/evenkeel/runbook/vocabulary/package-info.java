/**
 * The sentences that runbooks may use: the step classes, their effects, the facts that they need and find. It
 * refuses to know any runbook.
 */
package dev.evenkeel.runbook.vocabulary;
