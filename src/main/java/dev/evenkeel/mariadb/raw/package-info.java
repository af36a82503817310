/**
 * Statements and rows as bytes, where the driver would decode them. It refuses to know what they mean.
 */
package dev.evenkeel.mariadb.raw;
