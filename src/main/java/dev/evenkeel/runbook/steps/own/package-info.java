/**
 * What a run found out about its servers and changed on them, each change entered before it is made, so that an undo
 * reverses exactly that. It refuses to know the order in which it happens.
 */
package dev.evenkeel.runbook.steps.own;
