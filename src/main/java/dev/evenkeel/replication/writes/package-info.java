/**
 * Who writes on a server, where its writes end, and whether its data may have changed between two looks. It refuses
 * to close a server for writes.
 */
package dev.evenkeel.replication.writes;
