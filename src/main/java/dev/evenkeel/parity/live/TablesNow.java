package dev.evenkeel.parity.live;

import dev.evenkeel.catalog.Catalog;
import dev.evenkeel.catalog.ObjectScope;
import dev.evenkeel.catalog.Table;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.mariadb.TableName;
import dev.evenkeel.replication.feed.FeedTables;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The tables of one side at rest, as they were when the live proof began where neither binlog told anything of them since: a server
 * opens thousands of tables in seconds, and lists their names at once.
 *
 * @param redefined what either binlog told of up to now
 */
record TablesNow(List<String> databases, ObjectScope redefined) {
    /**
     * Reads them.
     *
     * @param before what the names of one side stood for
     * @param table the table of such a name
     */
    List<Table> read(Session session, FeedTables before, Function<TableName, Optional<Table>> table) {
        if (redefined.everything()) {
            return Catalog.tables(session, databases);
        }
        List<Table> tables = new ArrayList<>();
        List<TableName> again = new ArrayList<>();
        for (TableName name : Catalog.names(session, databases)) {
            if (redefined.covers(name) || !before.knows(name)) {
                again.add(name);
            } else {
                table.apply(name).ifPresent(tables::add);
            }
        }
        if (!again.isEmpty()) {
            List<Table> found = named(session, again);
            if (!complete(session, found, again)) {
                // A table that is listed and not described must not pass for one that was dropped.
                return Catalog.tables(session, databases);
            }
            tables.addAll(found);
        }
        return tables;
    }

    private List<Table> named(Session session, List<TableName> again) {
        Set<String> names = again.stream().map(TableName::toString).collect(Collectors.toSet());
        return Catalog.tables(session, databases, new ObjectScope(names, Set.of(), false)).stream()
                .filter(found -> again.contains(found.name()))
                .toList();
    }

    private boolean complete(Session session, List<Table> found, List<TableName> again) {
        Set<TableName> missing = new HashSet<>(again);
        found.forEach(table -> missing.remove(table.name()));
        if (!missing.isEmpty()) {
            Catalog.viewsAndSequences(session, databases).forEach(missing::remove);
        }
        return missing.isEmpty();
    }
}
