package dev.evenkeel.catalog;

import dev.evenkeel.mariadb.Quoting;
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

    /** More tables than that are not named one by one. */
    private static final int MOST_NAMED = 1_000;

    /** One of them while it is read. */
    private static final class Index {
        private final TreeMap<Long, String> columns = new TreeMap<>();
        private boolean hash;
        private boolean whole = true;
        /** Of a primary key nobody asks. */
        private boolean kindKnown;

        private void add(Row row) {
            columns.put(row.number("place"), row.text("name"));
            whole &= row.optional("prefix").isEmpty()
                    && !row.optional("nullable").orElse("").equals("YES");
        }

        private void kind(String kind) {
            kindKnown = true;
            hash |= kind.equals("HASH");
        }
    }

    /**
     * Those of all tables of the scope. For an index's kind a server opens the table, which with more tables than it keeps open
     * takes fifteen times as long as all the rest: it is asked of those alone that have a unique index beside the primary key.
     */
    static Map<TableName, UniqueIndexes> read(Session session, List<String> databases, ObjectScope scope) {
        return read(session, databases, scope, MOST_NAMED);
    }

    /** @param mostNamed of more tables than that the kind is asked without naming them */
    static Map<TableName, UniqueIndexes> read(
            Session session, List<String> databases, ObjectScope scope, int mostNamed) {
        Map<TableName, Map<String, Index>> found = new HashMap<>();
        InDatabases.each(session, databases, scope, """
                SELECT table_schema AS object_schema, table_name AS object_name, index_name AS index_name,
                       column_name AS name, seq_in_index AS place, sub_part AS prefix, nullable AS nullable
                FROM information_schema.statistics
                WHERE non_unique = 0 AND table_schema IN""", (name, row) -> found.computeIfAbsent(
                        name, table -> new LinkedHashMap<>())
                .computeIfAbsent(row.text("index_name"), index -> new Index())
                .add(row));
        kinds(session, databases, scope, found, mostNamed);
        Map<TableName, UniqueIndexes> indexes = new HashMap<>();
        found.forEach((table, byName) -> indexes.put(table, of(byName)));
        return indexes;
    }

    private static void kinds(
            Session session,
            List<String> databases,
            ObjectScope scope,
            Map<TableName, Map<String, Index>> found,
            int mostNamed) {
        List<String> open = found.entrySet().stream()
                .filter(table -> table.getValue().keySet().stream().anyMatch(name -> !name.equals(RowKey.PRIMARY)))
                .map(table -> table.getKey().table())
                .distinct()
                .map(Quoting::text)
                .toList();
        if (open.isEmpty()) {
            return;
        }
        String named = open.size() > mostNamed ? "" : " AND table_name IN (" + String.join(", ", open) + ")";
        InDatabases.each(
                session,
                databases,
                scope,
                "SELECT table_schema AS object_schema, table_name AS object_name, index_name AS index_name,"
                        + " index_type AS kind FROM information_schema.statistics WHERE non_unique = 0" + named
                        + " AND table_schema IN",
                (name, row) -> Optional.ofNullable(
                                found.getOrDefault(name, Map.of()).get(row.text("index_name")))
                        .ifPresent(index -> index.kind(row.text("kind"))));
    }

    private static UniqueIndexes of(Map<String, Index> byName) {
        List<RowKey> keys = new ArrayList<>();
        Optional.ofNullable(byName.get(RowKey.PRIMARY)).ifPresent(index -> keys.add(key(RowKey.PRIMARY, index)));
        byName.forEach((name, index) -> {
            // One that was dropped in between is none.
            if (!name.equals(RowKey.PRIMARY) && index.whole && index.kindKnown && !index.hash) {
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
