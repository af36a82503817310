/** Looks at servers before a run, for its plan: only reads, says what it could not look at, and refuses to change anything. */
package dev.evenkeel.run.probe;
