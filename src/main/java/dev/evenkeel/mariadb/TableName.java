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
