package dev.evenkeel.mariadb;

import java.util.Comparator;
import java.util.Objects;

/** A table within its schema, unquoted. */
public record TableName(String schema, String table) implements Comparable<TableName> {
    private static final Comparator<TableName> ORDER =
            Comparator.comparing(TableName::schema).thenComparing(TableName::table);

    public TableName {
        Objects.requireNonNull(schema, "schema");
        Objects.requireNonNull(table, "table");
    }

    /** Names that are numbered in both parts would have the same one by the dozen, if it were made as of any record. */
    @Override
    public int hashCode() {
        return 0x85EBCA6B * schema.hashCode() + 0x9E3779B1 * table.hashCode();
    }

    /** The name as SQL, both parts quoted. */
    public String quoted() {
        return Quoting.identifier(schema) + "." + Quoting.identifier(table);
    }

    @Override
    public int compareTo(TableName other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return schema + "." + table;
    }
}
