package dev.evenkeel.replication.feed;

import dev.evenkeel.catalog.Catalog;
import dev.evenkeel.catalog.Table;
import dev.evenkeel.mariadb.Capability;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.mariadb.TableName;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The tables a feed reports on. To be read after the position the feed starts from: then whatever changed a definition
 * meanwhile is met in the feed.
 */
public final class FeedTables {
    private final Set<String> databases;
    private final Map<TableName, Table> tables;
    /** What shares its names with tables and holds no rows. */
    private final Set<TableName> others;

    private final Cascades cascades;
    private final Naming naming;

    /**
     * @param lettersAlike the server takes names in other letters for the same, and keeps them in small ones
     * @param uuidsAsPrinted its binlog holds UUIDs as they are printed; of earlier servers that is not known
     */
    record Naming(boolean lettersAlike, boolean uuidsAsPrinted) {}

    FeedTables(Set<String> databases, List<Table> tables, Cascades cascades) {
        this(databases, tables, cascades, false);
    }

    FeedTables(Set<String> databases, List<Table> tables, Cascades cascades, boolean lettersAlike) {
        this(databases, tables, Set.of(), cascades, new Naming(lettersAlike, true));
    }

    private FeedTables(
            Set<String> databases, List<Table> tables, Set<TableName> others, Cascades cascades, Naming naming) {
        this.databases = Set.copyOf(databases);
        this.tables = tables.stream().collect(Collectors.toUnmodifiableMap(Table::name, Function.identity()));
        this.others = Set.copyOf(others);
        this.cascades = cascades;
        this.naming = naming;
    }

    public static FeedTables read(Session session, List<String> databases) {
        return new FeedTables(
                Set.copyOf(databases),
                Catalog.tables(session, databases),
                Set.copyOf(Catalog.viewsAndSequences(session, databases)),
                Cascades.read(session),
                new Naming(
                        session.number("SELECT @@GLOBAL.lower_case_table_names") != 0,
                        session.can(Capability.UUIDS_LOGGED_AS_PRINTED)));
    }

    /** The same with those keys alone that the other side has too: only they tell rows apart on both. */
    public FeedTables withKeysOf(FeedTables other) {
        List<Table> agreed = tables.values().stream()
                .map(table -> other.table(table.name()).map(table::withKeysOf).orElse(table))
                .toList();
        return new FeedTables(databases, agreed, others, cascades, naming);
    }

    /** The same, with the other side's keys in its order: then both feeds tell the same key of the same row. */
    public FeedTables keyedAs(FeedTables other) {
        List<Table> alike = tables.values().stream()
                .map(table -> other.table(table.name()).map(table::keyedAs).orElse(table))
                .toList();
        return new FeedTables(databases, alike, others, cascades, naming);
    }

    /** The tables as they were read. */
    public List<Table> tables() {
        return tables.values().stream()
                .sorted(java.util.Comparator.comparing(Table::name))
                .toList();
    }

    /** Whether foreign keys change rows of the same tables in the same way. */
    public boolean cascadesLike(FeedTables other) {
        return Set.copyOf(cascadesHere()).equals(Set.copyOf(other.cascadesHere()));
    }

    /** Whether a server's foreign keys change the same rows as they did when this was read from it. */
    public boolean cascadesStillAs(Session session) {
        return Set.copyOf(cascades.keys())
                .equals(Set.copyOf(Cascades.read(session).keys()));
    }

    private List<Cascades.ForeignKey> cascadesHere() {
        return cascades.keys().stream().filter(key -> holds(key.child())).toList();
    }

    Cascades cascades() {
        return cascades;
    }

    /** The table that a statement means, which holds its name as somebody typed it. */
    TableName meant(TableName typed) {
        if (!naming.lettersAlike()) {
            return typed;
        }
        return tables.keySet().stream()
                .filter(name -> name.schema().equalsIgnoreCase(typed.schema())
                        && name.table().equalsIgnoreCase(typed.table()))
                .findFirst()
                .orElseGet(() -> new TableName(
                        databases.stream()
                                .filter(typed.schema()::equalsIgnoreCase)
                                .findFirst()
                                .orElse(typed.schema()),
                        typed.table().toLowerCase(Locale.ROOT)));
    }

    /** Whether a name is that of a table, a view or a sequence that was there. */
    public boolean knows(TableName name) {
        return tables.containsKey(name) || others.contains(name);
    }

    /** Whether something holds no rows to compare. */
    boolean isOther(TableName name) {
        return others.contains(name);
    }

    boolean uuidsAsPrinted() {
        return naming.uuidsAsPrinted();
    }

    boolean holds(TableName name) {
        return databases.contains(name.schema());
    }

    public java.util.Optional<Table> table(TableName name) {
        return java.util.Optional.ofNullable(tables.get(name));
    }
}
