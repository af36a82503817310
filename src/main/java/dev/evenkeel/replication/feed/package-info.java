/**
 * A binlog from a position on, as changes in order, with the rows that foreign keys change unseen. It refuses to
 * know who listens.
 */
package dev.evenkeel.replication.feed;
