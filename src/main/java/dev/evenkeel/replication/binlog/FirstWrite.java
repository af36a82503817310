package dev.evenkeel.replication.binlog;

import dev.evenkeel.mariadb.BinlogPosition;
import java.time.Instant;

/**
 * The first change of somebody's data that a server accepted itself after a place in its binlog.
 *
 * @param what "rows of shop.orders", or the beginning of a statement
 * @param at where it begins in the binlog
 * @param when by the server's clock, to the second
 */
public record FirstWrite(String what, BinlogPosition at, Instant when) {}
