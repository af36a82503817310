/**
 * The terminal: what the operator sees during a run, told by the run's observer, and the only way to the standard
 * streams. It refuses to know what a run is or does.
 */
package dev.evenkeel.screen;
