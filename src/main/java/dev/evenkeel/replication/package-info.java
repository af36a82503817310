/**
 * Stops, starts, points, observes and awaits replication, and reads binlogs. {@code control} changes and watches
 * what a server replicates; {@code wire}, {@code statement} and {@code binlog} read a server's own record; {@code
 * feed} tells it as changes; {@code writes} says who writes on a server, and whether its data moved. It refuses to
 * know whether data is equal.
 */
package dev.evenkeel.replication;
