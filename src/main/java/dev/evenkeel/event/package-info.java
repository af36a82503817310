/**
 * Everything that a run says of itself, as sealed records. The names of their components are the names of the fields in the
 * journal, written and read by one codec; verdicts, outcomes and exit codes are types from where they arise to where they
 * are shown. It refuses to know servers, and who tells or reads an event.
 */
package dev.evenkeel.event;
