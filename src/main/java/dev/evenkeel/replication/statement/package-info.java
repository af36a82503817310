/**
 * What a statement in a binlog may have done. What is not known to be harmless is doubt. It refuses to know how the
 * statement arrived.
 */
package dev.evenkeel.replication.statement;
