/**
 * What changed and since when: the log of changed keys, tables and doubts that a feed of the binlog fills, bounded in memory.
 * Refuses to read a row.
 */
package dev.evenkeel.parity.changes;
