/**
 * What a step class is written against, a user's own included: what a step says of itself (its effect, the facts that it
 * needs and finds), what it is given of the run, and how it fails. It refuses to know how a runbook is read or executed.
 */
package dev.evenkeel.runbook.glue;
