/**
 * Breaks things on purpose, so that a drill can show that the tool notices. Only ever on servers that were started for
 * the run.
 */
package dev.evenkeel.fault;
