/**
 * The comparisons of a move, at rest, while live and in the freeze, as the steps share them. It refuses to know what
 * follows from their verdicts.
 */
package dev.evenkeel.runbook.steps.proof;
