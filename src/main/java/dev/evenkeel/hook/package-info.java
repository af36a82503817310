/**
 * Tells programs of the user what happens in a run. It watches a run's entries as a screen does and can neither stop nor slow
 * it. It refuses to know servers, and what a program does with what it receives.
 */
package dev.evenkeel.hook;
