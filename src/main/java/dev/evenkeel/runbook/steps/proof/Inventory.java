package dev.evenkeel.runbook.steps.proof;

import dev.evenkeel.catalog.account.Account;
import dev.evenkeel.catalog.server.ServerIdentity;
import dev.evenkeel.environment.Role;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.Quoting;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.parity.inventory.ObjectRules;
import dev.evenkeel.parity.inventory.ServerParity;
import dev.evenkeel.replication.binlog.Binlog;
import dev.evenkeel.runbook.glue.RunContext;
import dev.evenkeel.runbook.steps.own.Found.DefinersAtLoad;
import dev.evenkeel.runbook.steps.own.Found.DefinersOfEvents;
import dev.evenkeel.runbook.steps.own.Found.DefinersWaiting;
import dev.evenkeel.runbook.steps.own.Sites;
import dev.evenkeel.runbook.steps.own.Thing;
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

    /** @param observer receives how far the reading of objects is */
    ServerParity servers(Observer observer) {
        Set<String> shut = shutByThisRun();
        return new ServerParity(
                run.master(Role.SOURCE),
                run.master(Role.TARGET),
                observer,
                account -> shut.contains(name(account)) ? account.withoutFence() : account);
    }

    /** Accounts of the target that this run keeps out until it is opened: that difference it has made itself, and no other. */
    private Set<String> shutByThisRun() {
        return sites.own()
                .made(Role.TARGET, Thing.READ_ONLY)
                .map(state -> Set.of(state.split(", ")))
                .orElse(Set.of());
    }

    private static String name(Account account) {
        return Quoting.identifier(account.user()) + "@" + Quoting.identifier(account.host());
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
        return new ObjectRules(
                run.master(Role.TARGET).read(ServerIdentity::account),
                definers,
                invokers,
                ObjectRules.Moment.FOLLOWING);
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
