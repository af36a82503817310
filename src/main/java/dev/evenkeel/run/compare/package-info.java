/**
 * One run held against others: a step that is under way against the same step of earlier runs, and a run that is over against
 * another one. Knows journals and plans; refuses to know servers.
 */
package dev.evenkeel.run.compare;
