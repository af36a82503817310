/**
 * Stops, starts, points, observes and awaits replication: by RDS's procedures where a server has them, else by the
 * server's own statements. It refuses to know whether data is equal.
 */
package dev.evenkeel.replication;
