package dev.evenkeel.catalog;

import dev.evenkeel.mariadb.TableName;
import java.util.List;
import java.util.Objects;

/**
 * A base table.
 *
 * @param columns all of them in order, invisible ones too
 * @param primaryKey the names of the primary key's columns in order, empty where there is none
 * @param estimatedRows the server's own estimate
 * @param bytes data and indexes, the server's own estimate
 * @param versioned it keeps the rows that were changed or deleted (WITH SYSTEM VERSIONING)
 */
public record Table(
        TableName name,
        String engine,
        List<Column> columns,
        List<String> primaryKey,
        long estimatedRows,
        long bytes,
        boolean versioned) {
    public Table {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(engine, "engine");
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
    }

    /** A table without system versioning. */
    public Table(
            TableName name,
            String engine,
            List<Column> columns,
            List<String> primaryKey,
            long estimatedRows,
            long bytes) {
        this(name, engine, columns, primaryKey, estimatedRows, bytes, false);
    }

    public Column column(String column) {
        return columns.stream()
                .filter(candidate -> candidate.name().equals(column))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " has no column " + column));
    }

    public List<Column> floats() {
        return columns.stream()
                .filter(column -> column.isFloat() && !column.generated())
                .toList();
    }
}
