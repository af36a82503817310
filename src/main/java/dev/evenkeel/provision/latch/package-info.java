/**
 * Closes servers without any right on their global variables: the latch, a session that holds all tables of a source, and the
 * locking of accounts. It refuses to know when that is done.
 */
package dev.evenkeel.provision.latch;
