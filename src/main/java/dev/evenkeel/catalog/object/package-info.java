/**
 * Tables, views, routines, triggers and events as snapshots in normal form. It refuses to know who is right.
 */
package dev.evenkeel.catalog.object;
