package dev.evenkeel.parity.changes;

import dev.evenkeel.mariadb.BinlogPosition;

/** How a row was left by the last change that was reported. */
public record Touch(BinlogPosition at, boolean present) {}
