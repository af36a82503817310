package dev.evenkeel.runbook.steps;

import dev.evenkeel.catalog.Catalog;
import dev.evenkeel.catalog.MoveObstacles;
import dev.evenkeel.environment.Role;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Quoting;
import dev.evenkeel.mariadb.Session;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What the copy makes on the target: it meets nothing of anybody else's, and where it stays that is said. */
final class OwnCopy {
    private static final int NAMED = 5;

    private final Migration migration;

    OwnCopy(Migration migration) {
        this.migration = migration;
    }

    /** Once more, just before: a dump replaces the tables of a database that somebody has made since preflight. */
    void beforeLoad(List<String> databases) {
        try (Session target = migration.master(Role.TARGET).open()) {
            Migration.refuse(MoveObstacles.ofTarget(target, databases, false));
        }
        migration.own().intend(Role.TARGET, Thing.DATABASES, "none", String.join(", ", databases));
        migration.put(Fact.OWN_DATABASES, databases);
    }

    void beforeAccounts() {
        migration.own().intend(Role.TARGET, Thing.ACCOUNTS, "none", "those that it lacks");
    }

    /** @param created as SQL names them */
    void afterAccounts(List<String> created) {
        migration.own().made(Role.TARGET, Thing.ACCOUNTS, created.isEmpty() ? "none" : String.join(", ", created));
        migration.put(Fact.OWN_ACCOUNTS, created);
    }

    /** What stands on the target because of this run, with the statements that remove it. */
    void tellWhatStays() {
        try (Session target = migration.master(Role.TARGET).open()) {
            List<String> there = Catalog.databases(target);
            stays(
                    Thing.DATABASES,
                    migration.find(Fact.OWN_DATABASES).orElse(List.of()).stream()
                            .filter(there::contains)
                            .map(name -> "DROP DATABASE " + Quoting.identifier(name))
                            .toList());
            stays(
                    Thing.ACCOUNTS,
                    migration.find(Fact.OWN_ACCOUNTS).orElse(List.of()).stream()
                            .filter(account -> !account.equals("PUBLIC"))
                            .map(account -> (account.startsWith("`") ? "DROP ROLE " : "DROP USER ") + account)
                            .toList());
        } catch (DatabaseException e) {
            unseen(Thing.DATABASES, e);
            unseen(Thing.ACCOUNTS, e);
        }
    }

    private void stays(Thing thing, List<String> removal) {
        if (removal.isEmpty()) {
            return;
        }
        String file = "";
        if (removal.size() > NAMED) {
            List<String> lines = new ArrayList<>(removal);
            lines.add("");
            file = migration
                    .journal()
                    .evidence(
                            "how the " + thing.words() + " of this run are removed from the target",
                            "sql",
                            String.join(";\n", lines).getBytes(StandardCharsets.UTF_8))
                    .text("file");
        }
        migration
                .own()
                .stays(
                        Role.TARGET,
                        thing,
                        "target: the " + thing.words() + " that this run made stay; before another run remove them: "
                                + removal.stream().limit(NAMED).collect(Collectors.joining("; "))
                                + (file.isEmpty() ? "" : " and " + (removal.size() - NAMED) + " more, see " + file));
    }

    private void unseen(Thing thing, DatabaseException e) {
        migration.own().made(Role.TARGET, thing).ifPresent(made -> migration
                .own()
                .stays(
                        Role.TARGET,
                        thing,
                        "target: whether " + thing.words() + " of this run stay could not be seen (" + e.getMessage()
                                + "); they would be " + made));
    }
}
