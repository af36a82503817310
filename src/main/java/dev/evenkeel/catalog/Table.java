package dev.evenkeel.catalog;

import dev.evenkeel.mariadb.TableName;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A base table.
 *
 * @param columns all of them in order, invisible ones too
 * @param primaryKey the names of the primary key's columns in order, empty where there is none
 * @param estimatedRows the server's own estimate
 * @param bytes data and indexes, the server's own estimate
 * @param versioned it keeps the rows that were changed or deleted (WITH SYSTEM VERSIONING)
 * @param rowKeys what distinguishes its rows: the primary key, then each UNIQUE index of whole columns that are NOT NULL
 * @param hiddenColumns that the server keeps at the end of its rows, one for each UNIQUE index it holds as a hash
 */
public record Table(
        TableName name,
        String engine,
        List<Column> columns,
        List<String> primaryKey,
        long estimatedRows,
        long bytes,
        boolean versioned,
        List<RowKey> rowKeys,
        int hiddenColumns) {
    public Table {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(engine, "engine");
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
        rowKeys = List.copyOf(rowKeys);
    }

    /** A table without unique indexes beside the primary key. */
    public Table(
            TableName name,
            String engine,
            List<Column> columns,
            List<String> primaryKey,
            long estimatedRows,
            long bytes,
            boolean versioned) {
        this(
                name,
                engine,
                columns,
                primaryKey,
                estimatedRows,
                bytes,
                versioned,
                primaryKey.isEmpty() ? List.of() : List.of(new RowKey(RowKey.PRIMARY, primaryKey)),
                0);
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

    /** The same table without the keys that another does not have. */
    public Table withKeysOf(Table other) {
        List<RowKey> shared = rowKeys.stream()
                .filter(key -> other.rowKeys.stream().anyMatch(key::sameRowsAs))
                .toList();
        return new Table(name, engine, columns, primaryKey, estimatedRows, bytes, versioned, shared, hiddenColumns);
    }

    /** The same table, whose rows are distinguished by another's keys. */
    public Table keyedAs(Table other) {
        return new Table(
                name, engine, columns, primaryKey, estimatedRows, bytes, versioned, other.rowKeys, hiddenColumns);
    }

    /** The columns by which a row of it is named to people; empty where its rows have no name. */
    public List<String> namingColumns() {
        return primaryKey.isEmpty()
                ? rowKeys.stream().findFirst().map(RowKey::columns).orElse(List.of())
                : primaryKey;
    }

    public Column column(String column) {
        return find(column).orElseThrow(() -> new IllegalArgumentException(name + " has no column " + column));
    }

    /** As the server finds it: letters that differ in case only are the same. */
    public Optional<Column> find(String column) {
        return columns.stream()
                .filter(candidate -> candidate.name().equalsIgnoreCase(column))
                .findFirst();
    }

    public List<Column> floats() {
        return columns.stream()
                .filter(column -> column.isFloat() && !column.generated())
                .toList();
    }
}
