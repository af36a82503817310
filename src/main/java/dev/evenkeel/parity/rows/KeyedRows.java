package dev.evenkeel.parity.rows;

import dev.evenkeel.catalog.Table;
import dev.evenkeel.mariadb.Quoting;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.parity.RowDifference;
import dev.evenkeel.parity.changes.ChangedRows;
import dev.evenkeel.parity.changes.RowGroup;
import dev.evenkeel.replication.wire.KeyColumn;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows of a table by key or by foreign key, written as a change feed writes them. */
public final class KeyedRows {
    /** Below the number from which servers turn a list into a subquery. */
    public static final int AT_ONCE = 400;

    private final Table table;
    private final List<KeyColumn> key;

    public KeyedRows(Table table) {
        this.table = table;
        this.key = KeyColumn.of(table);
    }

    /** The digests of the rows of one batch, by key; empty text for one the server could not digest. */
    public Map<String, String> digests(Session session, List<List<String>> keys) {
        Map<String, String> rows = new HashMap<>();
        session.stream(
                "SELECT " + KeyColumn.expression(key) + ", COALESCE(" + RowDigest.row(table) + ", '')"
                        + from(session, keys),
                1_000,
                // Where a key is there twice, against its index, both rows count.
                row -> rows.merge(row.text(1), row.text(2), KeyedRows::both));
        return rows;
    }

    private static String both(String one, String other) {
        return one.isEmpty() || other.isEmpty() ? "" : one.compareTo(other) < 0 ? one + "+" + other : other + "+" + one;
    }

    /** FROM with the rows that have one of these keys, or one that the key's collation takes for the same. */
    public String from(Session session, List<List<String>> keys) {
        // Written out, what a server thinks of its statistics does not count.
        String index = KeyColumn.rowKey(table).orElseThrow().index();
        return " FROM " + table.name().quoted() + " FORCE INDEX (" + Quoting.identifier(index) + ") WHERE "
                + having(session, key, keys);
    }

    /** FROM with the rows of some groups of the same columns. */
    public String fromGroups(Session session, List<RowGroup> groups) {
        return " FROM " + table.name().quoted() + " WHERE " + groups(session, groups);
    }

    /** True for what changed, by key or group; NULL or false for every other row. */
    public String condition(Session session, ChangedRows changed) {
        List<String> parts = new ArrayList<>();
        if (!changed.keys().isEmpty()) {
            parts.add(having(session, key, changed.keys()));
        }
        if (!changed.groups().isEmpty()) {
            parts.add(groups(session, changed.groups()));
        }
        return "(" + String.join(" OR ", parts) + ")";
    }

    public String groups(Session session, List<RowGroup> groups) {
        Map<List<String>, List<List<String>>> byColumns = groups.stream()
                .collect(Collectors.groupingBy(
                        RowGroup::columns, Collectors.mapping(RowGroup::values, Collectors.toList())));
        return byColumns.entrySet().stream()
                .map(group -> having(session, KeyColumn.of(table, group.getKey()), group.getValue()))
                .collect(Collectors.joining(" OR ", "(", ")"));
    }

    private static String having(Session session, List<KeyColumn> columns, List<List<String>> keys) {
        if (columns.isEmpty()) {
            throw new IllegalStateException("there is no column to look for");
        }
        if (columns.size() == 1) {
            return keys.stream()
                    .map(values -> columns.get(0).literal(values.get(0), session))
                    .collect(Collectors.joining(", ", name(columns.get(0)) + " IN (", ")"));
        }
        // Servers before 10.2 scan the table for (a, b) IN ((1, 2), …).
        return keys.stream()
                .map(values -> IntStream.range(0, columns.size())
                        .mapToObj(i ->
                                name(columns.get(i)) + " = " + columns.get(i).literal(values.get(i), session))
                        .collect(Collectors.joining(" AND ", "(", ")")))
                .collect(Collectors.joining(" OR ", "(", ")"));
    }

    private static String name(KeyColumn column) {
        return Quoting.identifier(column.column().name());
    }

    /** The keys whose rows are not the same; a row that could not be digested is like no other. */
    public static Set<String> differing(Map<String, String> left, Map<String, String> right) {
        Set<String> keys = new TreeSet<>();
        left.forEach((key, digest) -> {
            if (!digest.equals(right.get(key))) {
                keys.add(key);
            }
        });
        right.keySet().stream().filter(key -> !left.containsKey(key)).forEach(keys::add);
        return keys;
    }

    /** Names rows that differ, with the columns, of the first {@value DrillDown#SHOWN} keys. */
    public List<RowDifference> name(Session left, Session right, Collection<String> keys, RowOptions options) {
        List<List<String>> some = keys.stream()
                .limit(DrillDown.SHOWN)
                .map(text -> List.of(text.split(",", -1)))
                .toList();
        Map<String, NamedRow> before = shown(left, some, options);
        Map<String, NamedRow> after = shown(right, some, options);
        List<RowDifference> found = new ArrayList<>();
        keys.stream().limit(DrillDown.SHOWN).forEach(text -> {
            NamedRow mine = before.get(text);
            NamedRow theirs = after.get(text);
            if (mine != null) {
                found.add(theirs == null ? mine.missing() : mine.changed(theirs));
            } else {
                found.add(
                        theirs != null
                                ? theirs.extra()
                                : new RowDifference(RowDifference.Kind.EXTRA, text, List.of(), ""));
            }
        });
        return found;
    }

    private Map<String, NamedRow> shown(Session session, List<List<String>> keys, RowOptions options) {
        Map<String, NamedRow> rows = new HashMap<>();
        if (keys.isEmpty()) {
            return rows;
        }
        session.stream(
                "SELECT " + KeyColumn.expression(key) + ", " + NamedRow.list(table, options) + from(session, keys),
                100,
                row -> rows.put(row.text(1), NamedRow.read(table, options, row, 2)));
        return rows;
    }
}
