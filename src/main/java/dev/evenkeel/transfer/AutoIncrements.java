package dev.evenkeel.transfer;

import dev.evenkeel.catalog.Catalog;
import dev.evenkeel.catalog.IncrementCounters;
import dev.evenkeel.catalog.ObjectScope;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.mariadb.TableName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The next AUTO_INCREMENT values. They differ rightly after a rollback on the source; a target that is ahead is
 * harmless, one that is behind would give out a number the application has seen before.
 */
public final class AutoIncrements {
    private final Server source;
    private final Server target;

    public AutoIncrements(Server source, Server target) {
        this.source = source;
        this.target = target;
    }

    /**
     * What was seen while both were in use, so that later only the tables are read that have moved since.
     *
     * @param behind tables whose value on the target was lower
     * @param uncounted tables of which InnoDB has no counter
     * @param counters the source's, from before anything was read
     */
    public record Known(Set<TableName> behind, Set<TableName> uncounted, IncrementCounters counters) {
        public Known {
            behind = Set.copyOf(behind);
            uncounted = Set.copyOf(uncounted);
        }
    }

    /** Reads the values of all tables; empty where the source does not tell InnoDB's counters. */
    public Optional<Known> know(List<String> databases) {
        try (Session from = source.open();
                Session to = target.open()) {
            // InnoDB has no counter of a table that is not open.
            Catalog.autoIncrements(from, databases);
            Optional<IncrementCounters> counters = IncrementCounters.read(from);
            Map<TableName, Long> here = Catalog.autoIncrements(from, databases);
            return counters.map(found -> new Known(
                    Set.copyOf(behind(here, to, databases, ObjectScope.EVERYTHING)),
                    here.keySet().stream()
                            .filter(table -> !found.byTable().containsKey(table))
                            .collect(Collectors.toSet()),
                    found));
        }
    }

    /**
     * Raises those of the target that are behind, and answers their tables. The target must be open for writes.
     *
     * @param sent receives each statement before it is sent
     * @throws TransferFailed when one is still behind after that
     */
    public List<TableName> raise(List<String> databases, Consumer<String> sent) {
        return raise(databases, ObjectScope.EVERYTHING, sent);
    }

    /** The same, and only those tables are looked at that were behind or have moved since. */
    public List<TableName> raise(Known known, List<String> databases, Consumer<String> sent) {
        Optional<IncrementCounters> now = source.read(IncrementCounters::read);
        ObjectScope scope = now.map(found -> scope(known, found)).orElse(ObjectScope.EVERYTHING);
        return raise(databases, scope, sent);
    }

    private static ObjectScope scope(Known known, IncrementCounters now) {
        Set<TableName> tables = new TreeSet<>(known.behind());
        tables.addAll(known.uncounted());
        tables.addAll(known.counters().moved(now));
        return new ObjectScope(tables.stream().map(TableName::toString).collect(Collectors.toSet()), Set.of(), false);
    }

    private List<TableName> raise(List<String> databases, ObjectScope scope, Consumer<String> sent) {
        if (scope.nothing()) {
            return List.of();
        }
        Map<TableName, Long> here = source.read(from -> Catalog.autoIncrements(from, databases, scope));
        try (Session to = target.open()) {
            List<TableName> raised = behind(here, to, databases, scope);
            raised.forEach(table -> {
                String alter = "ALTER TABLE " + table.quoted() + " AUTO_INCREMENT = " + here.get(table);
                sent.accept(alter);
                to.execute(alter);
            });
            List<TableName> still = raised.isEmpty() ? List.of() : behind(here, to, databases, scope);
            if (!still.isEmpty()) {
                throw new TransferFailed("AUTO_INCREMENT of " + still + " is behind on " + target.name()
                        + " although it was raised; see who works on it there");
            }
            return raised;
        }
    }

    private static List<TableName> behind(
            Map<TableName, Long> here, Session target, List<String> databases, ObjectScope scope) {
        Map<TableName, Long> there = Catalog.autoIncrements(target, databases, scope);
        return here.keySet().stream()
                .filter(table -> there.getOrDefault(table, here.get(table)) < here.get(table))
                .toList();
    }
}
