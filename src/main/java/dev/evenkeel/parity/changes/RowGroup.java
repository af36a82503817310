package dev.evenkeel.parity.changes;

import java.util.List;

/** The rows that have these values in these columns. */
public record RowGroup(List<String> columns, List<String> values) {}
