package dev.evenkeel.runbook.steps.own;

import dev.evenkeel.catalog.Catalog;
import dev.evenkeel.catalog.Table;
import dev.evenkeel.catalog.account.Accounts;
import dev.evenkeel.environment.Role;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.parity.inventory.ServerParity;
import dev.evenkeel.runbook.glue.RunContext;
import dev.evenkeel.runbook.steps.own.Found.MovedDatabases;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What of the servers is moved and compared, and which accounts are not. */
public record Moved(RunContext run) {
    /** The databases to move: those the profile names, else all of the source's own. */
    public List<String> databases() {
        if (!run.profile().databases().isEmpty()) {
            return run.profile().databases();
        }
        return databasesOf(Role.SOURCE);
    }

    /** The databases to compare: what only the right side has is a difference too. */
    public List<String> databases(Role left, Role right) {
        if (!run.profile().databases().isEmpty()) {
            return run.profile().databases();
        }
        List<String> both = new ServerParity(run.master(left), run.master(right)).databases();
        Optional<MovedDatabases> moved = run.facts().find(MovedDatabases.class);
        if (left != Role.REPLICA || moved.isEmpty()) {
            return both;
        }
        // The replica may have some of its own, which nobody moves.
        List<String> there = databasesOf(right);
        return both.stream()
                .filter(name -> moved.get().names().contains(name) || there.contains(name))
                .toList();
    }

    private List<String> databasesOf(Role role) {
        return run.master(role).read(Catalog::databases);
    }

    public List<Table> tables(Role role) {
        return tables(role, databases());
    }

    public List<Table> tables(Role role, List<String> databases) {
        try (Session session = run.master(role).openPinned()) {
            return Catalog.tables(session, databases);
        }
    }

    /** Accounts that are this run's own or the operator's, and so no part of what is moved. */
    public Set<String> ownAccounts() {
        return Stream.of(
                        run.master(Role.SOURCE).login(),
                        run.master(Role.TARGET).login(),
                        run.servers().replication())
                .map(Login::user)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Those, and what belongs to the servers or to RDS. */
    public Set<String> accountsLeftOut() {
        return Stream.concat(ownAccounts().stream(), Accounts.SYSTEM.stream()).collect(Collectors.toUnmodifiableSet());
    }
}
