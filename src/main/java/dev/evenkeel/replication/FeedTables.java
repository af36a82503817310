package dev.evenkeel.replication;

import dev.evenkeel.catalog.Catalog;
import dev.evenkeel.catalog.Table;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.mariadb.TableName;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The tables a feed reports on. To be read behind the position the feed starts from: then whatever changed a definition
 * meanwhile is met in the feed.
 */
public final class FeedTables {
    private final Set<String> databases;
    private final Map<TableName, Table> tables;
    private final Cascades cascades;
    /** The server takes names in other letters for the same, and keeps them in small ones. */
    private final boolean lettersAlike;

    FeedTables(Set<String> databases, List<Table> tables, Cascades cascades) {
        this(databases, tables, cascades, false);
    }

    FeedTables(Set<String> databases, List<Table> tables, Cascades cascades, boolean lettersAlike) {
        this.lettersAlike = lettersAlike;
        this.databases = Set.copyOf(databases);
        this.tables = tables.stream().collect(Collectors.toUnmodifiableMap(Table::name, Function.identity()));
        this.cascades = cascades;
    }

    public static FeedTables read(Session session, List<String> databases) {
        return new FeedTables(
                Set.copyOf(databases),
                Catalog.tables(session, databases),
                Cascades.read(session),
                session.number("SELECT @@GLOBAL.lower_case_table_names") != 0);
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
        if (!lettersAlike) {
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

    boolean holds(TableName name) {
        return databases.contains(name.schema());
    }

    java.util.Optional<Table> table(TableName name) {
        return java.util.Optional.ofNullable(tables.get(name));
    }
}
