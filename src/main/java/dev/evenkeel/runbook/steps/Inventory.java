package dev.evenkeel.runbook.steps;

import dev.evenkeel.environment.Role;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.parity.inventory.ObjectRules;
import dev.evenkeel.parity.inventory.ServerParity;
import dev.evenkeel.replication.Binlog;
import dev.evenkeel.transfer.EventResult;
import dev.evenkeel.transfer.LoadResult;
import dev.evenkeel.transfer.RewrittenDefiner;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How source and target are compared in what is not rows. */
final class Inventory {
    private Inventory() {}

    static ServerParity servers(Migration migration) {
        return servers(migration, migration.observer());
    }

    /** @param observer is told how far the reading of objects is */
    static ServerParity servers(Migration migration, Observer observer) {
        return new ServerParity(migration.master(Role.SOURCE), migration.master(Role.TARGET), observer);
    }

    /** While the target follows: its events wait, its counters may be behind, and some definers are the loading account. */
    static ObjectRules followingRules(Migration migration) {
        List<RewrittenDefiner> rewritten = Stream.of(
                        migration.find(Fact.LOAD).map(LoadResult::rewrittenDefiners),
                        migration.find(Fact.UNRESTORED),
                        migration.find(Fact.EVENTS).map(EventResult::rewrittenDefiners))
                .flatMap(Optional::stream)
                .flatMap(List::stream)
                .toList();
        Set<String> definers = rewritten.stream().map(RewrittenDefiner::definer).collect(Collectors.toSet());
        Set<String> invokers = rewritten.stream()
                .filter(RewrittenDefiner::invoker)
                .map(object -> object.kind() + " " + object.name())
                .collect(Collectors.toSet());
        try (Session session = migration.master(Role.TARGET).openPinned()) {
            return new ObjectRules(
                    session.text("SELECT CURRENT_USER()"), definers, invokers, ObjectRules.Moment.FOLLOWING);
        }
    }

    /** The target's account is asked to have applied what the source's binlog holds by now. */
    static ServerParity.Following following(Migration migration) {
        return new ServerParity.Following(
                () -> {
                    try (Session source = migration.master(Role.SOURCE).open()) {
                        migration
                                .catchUp()
                                .until(
                                        "target",
                                        migration.replication(Role.TARGET),
                                        Binlog.position(source),
                                        migration.profile().budgets().catchUp());
                    }
                },
                migration.profile().budgets().catchUp());
    }
}
