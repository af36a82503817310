/**
 * Breaks things on purpose, so that a drill can show that the tool notices. Only ever on servers that were started for
 * the run. It refuses to know whether it was noticed.
 */
package dev.evenkeel.fault;
