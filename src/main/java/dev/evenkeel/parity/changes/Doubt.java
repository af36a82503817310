package dev.evenkeel.parity.changes;

import dev.evenkeel.mariadb.BinlogPosition;

/** Any row of a table may have changed up to here. */
public record Doubt(BinlogPosition at, String reason) {}
