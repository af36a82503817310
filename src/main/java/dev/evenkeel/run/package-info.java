/**
 * The life of a run: its folder, its journal from the first entry to the last, what happens between, and the reports. A run is
 * an object with no static state, so that several of them fit into one process and another program can drive one. It refuses to
 * know options, terminals and signals: those are the caller's.
 */
package dev.evenkeel.run;
