/**
 * The binlog protocol: the connection that asks for a binlog, its events, and values of columns as they are stored
 * in them. It refuses to know what a change means.
 */
package dev.evenkeel.replication.wire;
