/**
 * What one server replicates: its status, its link and the link's encryption, and the statements or RDS procedures
 * that change them. It refuses to know what a binlog holds.
 */
package dev.evenkeel.replication.control;
