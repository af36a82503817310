/**
 * Questions to a server's own binlog: where it ends, which file it is, what it holds after a position. It refuses to
 * know other servers.
 */
package dev.evenkeel.replication.binlog;
