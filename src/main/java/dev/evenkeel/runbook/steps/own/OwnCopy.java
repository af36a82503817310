package dev.evenkeel.runbook.steps.own;

import dev.evenkeel.catalog.Catalog;
import dev.evenkeel.catalog.trial.MoveObstacles;
import dev.evenkeel.environment.Role;
import dev.evenkeel.event.RunEvent;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.runbook.glue.Obstacle;
import dev.evenkeel.runbook.glue.RunContext;
import dev.evenkeel.runbook.steps.own.Found.OwnAccounts;
import dev.evenkeel.runbook.steps.own.Found.OwnDatabases;
import dev.evenkeel.transfer.Removal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What the copy makes on the target: it meets nothing of anybody else's, and where it stays that is said. */
public final class OwnCopy {
    private static final int NAMED = 5;

    private final RunContext run;
    private final OwnChanges own;

    public OwnCopy(RunContext run, OwnChanges own) {
        this.run = run;
        this.own = own;
    }

    /** Once more, just before: a dump replaces the tables of a database that somebody has made since preflight. */
    public void beforeLoad(List<String> databases) {
        if (own.isTakenUp(Role.TARGET, Thing.DATABASES)) {
            // They were not there when an earlier process of this run began to load them.
            Removal.removeDatabases(run.master(Role.TARGET), databases, run.sentTo(Role.TARGET));
        }
        try (Session target = run.master(Role.TARGET).open()) {
            Obstacle.refuse(MoveObstacles.ofTarget(target, databases, false));
        }
        own.intend(Role.TARGET, Thing.DATABASES, "none", String.join(", ", databases));
        run.facts().put(new OwnDatabases(databases));
    }

    public void beforeAccounts() {
        own.intend(Role.TARGET, Thing.ACCOUNTS, "none", "those that it lacks");
    }

    /** @param created as SQL names them */
    public void afterAccounts(List<String> created) {
        own.made(Role.TARGET, Thing.ACCOUNTS, created.isEmpty() ? "none" : String.join(", ", created));
        run.facts().put(new OwnAccounts(created));
    }

    /** What is on the target because of this run, with the statements that remove it. */
    public void tellWhatStays() {
        if (!run.servers().there(Role.TARGET)) {
            return;
        }
        try (Session target = run.master(Role.TARGET).open()) {
            List<String> there = Catalog.databases(target);
            List<String> databases = run.facts()
                    .find(OwnDatabases.class)
                    .map(OwnDatabases::names)
                    .orElse(List.of());
            stays(
                    Thing.DATABASES,
                    Removal.ofDatabases(
                            databases.stream().filter(there::contains).toList()));
            stays(
                    Thing.ACCOUNTS,
                    Removal.ofAccounts(run.facts()
                            .find(OwnAccounts.class)
                            .map(OwnAccounts::names)
                            .orElse(List.of())));
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
            file = RunEvent.Evidence.keep(
                            run.journal(),
                            "how the " + thing.words() + " of this run are removed from the target",
                            "sql",
                            String.join(";\n", lines).getBytes(StandardCharsets.UTF_8))
                    .file();
        }
        own.stays(
                Role.TARGET,
                thing,
                "target: the " + thing.words() + " that this run made stay; before another run remove them: "
                        + removal.stream().limit(NAMED).collect(Collectors.joining("; "))
                        + (file.isEmpty() ? "" : " and " + (removal.size() - NAMED) + " more, see " + file));
    }

    private void unseen(Thing thing, DatabaseException e) {
        own.made(Role.TARGET, thing)
                .ifPresent(made -> own.stays(
                        Role.TARGET,
                        thing,
                        "target: whether " + thing.words() + " of this run stay could not be seen (" + e.getMessage()
                                + "); they would be " + made));
    }
}
