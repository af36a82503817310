/**
 * Speaks to one server: opens every connection, and knows versions and capabilities, quoting, error numbers, GTID sets
 * and binlog positions as values. It refuses to know roles and runbooks.
 */
package dev.evenkeel.mariadb;
