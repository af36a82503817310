package dev.evenkeel.runbook.steps.own;

import dev.evenkeel.environment.Role;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.replication.binlog.Binlog;
import dev.evenkeel.replication.binlog.LoggedStatements;
import dev.evenkeel.replication.binlog.LoggedStatements.Subject;
import dev.evenkeel.runbook.glue.Live;
import dev.evenkeel.runbook.glue.RunContext;
import dev.evenkeel.runbook.steps.own.Found.PinnedCoordinates;
import dev.evenkeel.transfer.pinned.PinnedAccounts;
import dev.evenkeel.transfer.pinned.PinnedDatabases;
import dev.evenkeel.transfer.pinned.PinnedEvents;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What is moved beside tables and programs, as it was at the pinned coordinates: there the copy begins, and replication brings
 * whatever happened later.
 */
public record PinnedCatalog(List<String> databases, PinnedAccounts accounts, PinnedEvents events) implements Live {
    @Override
    public String begunAgain() {
        return "by reading source and replica once more, as long as the replica is at the pinned coordinates";
    }

    /** Reads it, soon after the pin: where source and replica differ, the source's binlog since is read. */
    public static PinnedCatalog read(RunContext run, Moved moved) {
        Server source = run.master(Role.SOURCE);
        Server replica = run.master(Role.REPLICA);
        List<String> databases = run.profile().databases();
        if (databases.isEmpty()) {
            PinnedDatabases pinned = PinnedDatabases.read(source, replica, new Since(run).of(Subject.DATABASE));
            pinned.replicasOwn()
                    .forEach(name -> run.deviation(
                            "database " + name + " is on the replica only and is not moved",
                            "the source has none, and its binlog shows none"));
            databases = pinned.names();
        }
        Since since = new Since(run);
        return new PinnedCatalog(
                databases,
                PinnedAccounts.read(
                        source,
                        replica,
                        name -> since.told().mayName(Subject.ACCOUNT, name),
                        () -> since.told().written(Subject.ACCOUNT),
                        moved.accountsLeftOut()),
                PinnedEvents.read(
                        source,
                        replica,
                        // Read after both, and so later than what accounts asked for.
                        new Since(run).of(Subject.EVENT),
                        databases));
    }

    /** What the source's binlog shows since the pin, read when it is asked for the first time. */
    private static final class Since {
        private final RunContext run;
        private Optional<LoggedStatements> told = Optional.empty();

        Since(RunContext run) {
            this.run = run;
        }

        LoggedStatements told() {
            if (told.isEmpty()) {
                try (Session session = run.master(Role.SOURCE).open()) {
                    told = Optional.of(LoggedStatements.between(
                            session,
                            run.facts().get(PinnedCoordinates.class).at().position(),
                            Binlog.position(session)));
                }
            }
            return told.get();
        }

        Predicate<String> of(Subject subject) {
            return name -> told().written(subject) || told().mayName(subject, name);
        }
    }
}
