package dev.evenkeel.runbook.steps.proof;

import dev.evenkeel.catalog.server.ServerIdentity;
import dev.evenkeel.environment.Role;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.parity.inventory.ObjectRules;
import dev.evenkeel.parity.inventory.ServerParity;
import dev.evenkeel.replication.binlog.Binlog;
import dev.evenkeel.runbook.glue.RunContext;
import dev.evenkeel.runbook.steps.own.Found.DefinersAtLoad;
import dev.evenkeel.runbook.steps.own.Found.DefinersOfEvents;
import dev.evenkeel.runbook.steps.own.Found.DefinersWaiting;
import dev.evenkeel.runbook.steps.own.Sites;
import dev.evenkeel.transfer.RewrittenDefiner;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How source and target are compared in what is not rows. */
public record Inventory(RunContext run, Sites sites) {
    public ServerParity servers() {
        return servers(run.observer());
    }

    /** @param observer is told how far the reading of objects is */
    ServerParity servers(Observer observer) {
        return new ServerParity(run.master(Role.SOURCE), run.master(Role.TARGET), observer);
    }

    /** While the target follows: its events wait, its counters may be behind, and some definers are the loading account. */
    public ObjectRules followingRules() {
        List<RewrittenDefiner> rewritten = Stream.of(
                        run.facts().find(DefinersAtLoad.class).map(DefinersAtLoad::objects),
                        run.facts().find(DefinersWaiting.class).map(DefinersWaiting::objects),
                        run.facts().find(DefinersOfEvents.class).map(DefinersOfEvents::objects))
                .flatMap(Optional::stream)
                .flatMap(List::stream)
                .toList();
        Set<String> definers = rewritten.stream().map(RewrittenDefiner::definer).collect(Collectors.toSet());
        Set<String> invokers = rewritten.stream()
                .filter(RewrittenDefiner::invoker)
                .map(object -> object.kind() + " " + object.name())
                .collect(Collectors.toSet());
        try (Session session = run.master(Role.TARGET).openPinned()) {
            return new ObjectRules(ServerIdentity.account(session), definers, invokers, ObjectRules.Moment.FOLLOWING);
        }
    }

    /** The target's account is asked to have applied what the source's binlog holds by now. */
    public ServerParity.Following following() {
        return new ServerParity.Following(
                () -> {
                    try (Session source = run.master(Role.SOURCE).open()) {
                        sites.catchUp()
                                .until(
                                        "target",
                                        sites.replication(Role.TARGET),
                                        Binlog.position(source),
                                        run.profile().budgets().catchUp());
                    }
                },
                run.profile().budgets().catchUp());
    }
}
