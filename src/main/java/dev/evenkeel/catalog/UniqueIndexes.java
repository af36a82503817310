package dev.evenkeel.catalog;

import dev.evenkeel.mariadb.Row;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.mariadb.TableName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the unique indexes of a table say of its rows, in the order in which the server has them.
 *
 * @param hashes how many are kept as a hash of their columns
 */
record UniqueIndexes(List<RowKey> rowKeys, int hashes) {
    static final UniqueIndexes NONE = new UniqueIndexes(List.of(), 0);

    UniqueIndexes {
        rowKeys = List.copyOf(rowKeys);
    }

    /** One of them while it is read. */
    private static final class Index {
        private final TreeMap<Long, String> columns = new TreeMap<>();
        private boolean hash;
        private boolean whole = true;

        private void add(Row row) {
            columns.put(row.number("place"), row.text("name"));
            hash |= row.text("kind").equals("HASH");
            whole &= row.optional("prefix").isEmpty()
                    && !row.optional("nullable").orElse("").equals("YES");
        }
    }

    static Map<TableName, UniqueIndexes> read(Session session, List<String> databases, ObjectScope scope) {
        Map<TableName, Map<String, Index>> found = new HashMap<>();
        InDatabases.each(session, databases, scope, """
                SELECT table_schema AS object_schema, table_name AS object_name, index_name AS index_name,
                       column_name AS name, seq_in_index AS place, sub_part AS prefix, nullable AS nullable,
                       index_type AS kind
                FROM information_schema.statistics
                WHERE non_unique = 0 AND table_schema IN""", (name, row) -> found.computeIfAbsent(
                        name, table -> new LinkedHashMap<>())
                .computeIfAbsent(row.text("index_name"), index -> new Index())
                .add(row));
        Map<TableName, UniqueIndexes> indexes = new HashMap<>();
        found.forEach((table, byName) -> indexes.put(table, of(byName)));
        return indexes;
    }

    private static UniqueIndexes of(Map<String, Index> byName) {
        List<RowKey> keys = new ArrayList<>();
        Optional.ofNullable(byName.get(RowKey.PRIMARY)).ifPresent(index -> keys.add(key(RowKey.PRIMARY, index)));
        byName.forEach((name, index) -> {
            if (!name.equals(RowKey.PRIMARY) && index.whole && !index.hash) {
                keys.add(key(name, index));
            }
        });
        long hashes = byName.entrySet().stream()
                .filter(index -> index.getValue().hash && !index.getKey().equals(RowKey.PRIMARY))
                .count();
        return new UniqueIndexes(keys, (int) hashes);
    }

    private static RowKey key(String name, Index index) {
        return new RowKey(name, List.copyOf(index.columns.values()));
    }

    List<String> primaryKey() {
        return rowKeys.stream()
                .filter(RowKey::primary)
                .findFirst()
                .map(RowKey::columns)
                .orElse(List.of());
    }
}
