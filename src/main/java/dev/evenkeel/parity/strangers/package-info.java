/**
 * Writes on the target that are not replication's, found by what each group in its binlog comes from. Refuses to compare rows.
 */
package dev.evenkeel.parity.strangers;
