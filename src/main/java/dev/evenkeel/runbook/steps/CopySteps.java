package dev.evenkeel.runbook.steps;

import dev.evenkeel.catalog.Catalog;
import dev.evenkeel.catalog.Table;
import dev.evenkeel.catalog.account.Accounts;
import dev.evenkeel.catalog.account.Need;
import dev.evenkeel.environment.Profile;
import dev.evenkeel.environment.Role;
import dev.evenkeel.event.MoveEvent;
import dev.evenkeel.event.RunEvent;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.parity.RowResult;
import dev.evenkeel.replication.NotPossible;
import dev.evenkeel.runbook.glue.Does;
import dev.evenkeel.runbook.glue.Effect;
import dev.evenkeel.runbook.glue.Finds;
import dev.evenkeel.runbook.glue.Grants;
import dev.evenkeel.runbook.glue.Needs;
import dev.evenkeel.runbook.glue.RunContext;
import dev.evenkeel.runbook.steps.own.Found.DefinersAtLoad;
import dev.evenkeel.runbook.steps.own.Found.DefinersOfEvents;
import dev.evenkeel.runbook.steps.own.Found.DefinersWaiting;
import dev.evenkeel.runbook.steps.own.Found.MovedDatabases;
import dev.evenkeel.runbook.steps.own.Found.OwnAccounts;
import dev.evenkeel.runbook.steps.own.Found.OwnDatabases;
import dev.evenkeel.runbook.steps.own.Found.PinnedCoordinates;
import dev.evenkeel.runbook.steps.own.Found.PinnedDump;
import dev.evenkeel.runbook.steps.own.Found.ProofAtThePin;
import dev.evenkeel.runbook.steps.own.Found.TargetAfterCopy;
import dev.evenkeel.runbook.steps.own.Moved;
import dev.evenkeel.runbook.steps.own.OwnChanges;
import dev.evenkeel.runbook.steps.own.OwnCopy;
import dev.evenkeel.runbook.steps.own.OwnDefiners;
import dev.evenkeel.runbook.steps.own.PinnedCatalog;
import dev.evenkeel.runbook.steps.own.Sent;
import dev.evenkeel.runbook.steps.own.Sites;
import dev.evenkeel.runbook.steps.proof.RowsAtRest;
import dev.evenkeel.transfer.KeptDefiners;
import dev.evenkeel.transfer.LoadOptions;
import dev.evenkeel.transfer.RewrittenDefiner;
import dev.evenkeel.transfer.dump.Dump;
import dev.evenkeel.transfer.dump.DumpResult;
import dev.evenkeel.transfer.dump.DumpTool;
import dev.evenkeel.transfer.dump.ShellLine;
import dev.evenkeel.transfer.exact.ExactFloats;
import dev.evenkeel.transfer.exact.FloatResult;
import dev.evenkeel.transfer.load.LoadResult;
import dev.evenkeel.transfer.load.Loader;
import dev.evenkeel.transfer.pinned.AccountCopy;
import dev.evenkeel.transfer.pinned.AccountResult;
import dev.evenkeel.transfer.pinned.EventCopy;
import dev.evenkeel.transfer.pinned.EventResult;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Copies the stopped replica to the target, exactly. */
public final class CopySteps {
    private final RunContext run;
    private final Sites sites;
    private final Moved moved;
    private final OwnChanges own;
    private final RowsAtRest rows;
    private final DumpTool dumpTool;

    public CopySteps(RunContext run, Sites sites, Moved moved, OwnChanges own, RowsAtRest rows, DumpTool dumpTool) {
        this.run = run;
        this.sites = sites;
        this.moved = moved;
        this.own = own;
        this.rows = rows;
        this.dumpTool = dumpTool;
    }

    @Does(
            value = Effect.REVERSIBLE,
            repeatable = true,
            what = "mysqldump … --single-transaction --routines --triggers … --databases … | gzip > dump.sql.gz")
    @Needs(PinnedCoordinates.class)
    @Finds({MovedDatabases.class, PinnedCatalog.class, PinnedDump.class})
    @Grants(on = Role.REPLICA, value = Need.OBJECTS)
    @When("the databases are dumped from the replica")
    public void dump() {
        PinnedCatalog pinned = PinnedCatalog.read(run, moved);
        run.begin(pinned);
        run.facts().put(new MovedDatabases(pinned.databases()));
        List<String> databases = pinned.databases();
        long packet = Dump.packetOf(run.master(Role.TARGET));
        List<Table> tables = moved.tables(Role.REPLICA, databases);
        scope(databases, tables);
        if (isThere(run.facts().find(PinnedDump.class))) {
            run.note("the dump of an earlier attempt is complete and is used again");
            return;
        }
        long estimate = tables.stream().mapToLong(Table::bytes).sum();
        Path file = run.journal().folder().resolve("dump.sql.gz");
        run.sent(Role.REPLICA, ShellLine.dump(dumpTool, run.master(Role.REPLICA), databases, packet, file));
        DumpResult result =
                new Dump(dumpTool, run.observer()).write(run.master(Role.REPLICA), databases, file, packet, estimate);
        run.facts().put(new PinnedDump(result.file().getFileName().toString(), result.sha256()));
        new MoveEvent.Transfer(
                        "dump",
                        Optional.of(result.toolVersion()),
                        Optional.of(result.bytes()),
                        Optional.empty(),
                        Optional.of(result.took().toMillis()),
                        Optional.of(result.file().getFileName().toString()),
                        Optional.of(result.fileBytes()),
                        Optional.of(result.sha256()))
                .enter(run.journal());
    }

    private boolean isThere(Optional<PinnedDump> dump) {
        return dump.filter(kept -> DumpResult.isIntact(run.journal().folder().resolve(kept.file()), kept.sha256()))
                .isPresent();
    }

    @Does(
            value = Effect.REVERSIBLE,
            repeatable = true,
            what = "streamed over several connections; triggers wait until all values are exact")
    @Needs({PinnedDump.class, MovedDatabases.class})
    @Finds({OwnDatabases.class, DefinersAtLoad.class, DefinersWaiting.class, HeldLoad.class})
    @Grants(
            on = Role.TARGET,
            value = {Need.COPY, Need.LOCKS})
    @When("the dump is loaded into the target")
    public void load() {
        PinnedDump dump = run.facts().get(PinnedDump.class);
        new OwnCopy(run, own).beforeLoad(run.facts().get(MovedDatabases.class).names());
        OwnDefiners definers = new OwnDefiners(run);
        KeptDefiners kept = definers.kept();
        LoadOptions options = run.profile().definers() == Profile.Definers.INVOKER
                ? LoadOptions.copyForInvokers()
                : LoadOptions.copy();
        Sent sent = new Sent(run, Role.TARGET);
        Loader loader = new Loader(
                run.master(Role.TARGET),
                options,
                kept,
                run.observer(),
                sent.scripts("the statements that define what was copied"));
        Path file = run.journal().folder().resolve(dump.file());
        LoadResult result = loader.load(List.of(file));
        run.facts().put(new DefinersAtLoad(result.rewrittenDefiners()));
        run.begin(new HeldLoad(loader));
        run.sent(Role.TARGET, ShellLine.rows(file));
        new MoveEvent.Transfer(
                        "load",
                        Optional.of(result.statements() + " statements"),
                        Optional.of(result.bytes()),
                        Optional.of(result.rows()),
                        Optional.of(result.took().toMillis()),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty())
                .enter(run.journal());
        run.facts().put(new DefinersWaiting(loader.waiting()));
        definers.tell(result.rewrittenDefiners(), kept);
    }

    @Does(
            value = Effect.REVERSIBLE,
            repeatable = true,
            what = "a text dump holds six digits of a FLOAT; the others are put right, then triggers created")
    @Needs({MovedDatabases.class, HeldLoad.class})
    @Grants(on = Role.REPLICA, value = Need.OBJECTS)
    @Grants(
            on = Role.TARGET,
            value = {Need.OBJECTS, Need.COPY})
    @When("floating-point columns are made exact on the target")
    public void exact_floats() {
        Path supplement = run.journal().folder().resolve("exact-floats.sql.gz");
        FloatResult result = new ExactFloats(
                        run.master(Role.REPLICA), run.master(Role.TARGET), supplement, run.observer())
                .correct(moved.tables(
                        Role.REPLICA, run.facts().get(MovedDatabases.class).names()));
        if (!result.tables().isEmpty()) {
            run.sent(Role.TARGET, ShellLine.whole(supplement));
        }
        run.live(HeldLoad.class).loader().finish();
        new MoveEvent.Transfer(
                        "exact floats",
                        Optional.of(result.tables().size() + " tables with floating-point columns"),
                        Optional.empty(),
                        Optional.of(result.rowsCorrected()),
                        Optional.of(result.took().toMillis()),
                        Optional.of(supplement.getFileName().toString()),
                        Optional.empty(),
                        Optional.empty())
                .enter(run.journal());
    }

    @Does(
            value = Effect.REVERSIBLE,
            repeatable = true,
            what =
                    "as they were at the pinned coordinates, with their password hashes and grants; those of RDS and of the"
                            + " run are left out")
    @Needs(PinnedCatalog.class)
    @Finds(OwnAccounts.class)
    @Grants(on = Role.SOURCE, value = Need.OBJECTS)
    @Grants(on = Role.TARGET, value = Need.ACCOUNTS)
    @When("the source's accounts are created on the target")
    public void accounts() {
        OwnCopy copy = new OwnCopy(run, own);
        copy.beforeAccounts();
        AccountResult result = new AccountCopy(run.master(Role.TARGET), run.sentTo(Role.TARGET))
                .copy(run.live(PinnedCatalog.class).accounts(), moved.accountsLeftOut());
        copy.afterAccounts(result.created());
        scope(result);
        transferred(
                "accounts",
                String.join(", ", result.created()),
                result.created().size());
        result.notes().forEach(note -> run.deviation(note, "an account could not be copied as it is"));
        restoreDefiners();
    }

    /** Definers have their accounts and rights by now, without which nobody could look through their views. */
    private void restoreDefiners() {
        Optional<Loader> loader = run.findLive(HeldLoad.class).map(HeldLoad::loader);
        if (loader.isEmpty() || loader.get().waiting().isEmpty()) {
            return;
        }
        int waiting = loader.get().waiting().size();
        Map<RewrittenDefiner, String> refused = loader.get().restoreDefiners();
        run.facts().put(new DefinersWaiting(List.copyOf(refused.keySet())));
        transferred("definers", "objects that have their own definer again", waiting - refused.size());
        new OwnDefiners(run).tell(refused);
    }

    @Does(
            value = Effect.REVERSIBLE,
            repeatable = true,
            what = "as they were at the pinned coordinates, disabled as on a replica; the switch enables them")
    @Needs(PinnedCatalog.class)
    @Finds(DefinersOfEvents.class)
    @Grants(on = Role.SOURCE, value = Need.OBJECTS)
    @Grants(on = Role.TARGET, value = Need.OBJECTS)
    @When("the source's events are created on the target, disabled")
    public void events() {
        OwnDefiners definers = new OwnDefiners(run);
        KeptDefiners kept = definers.kept();
        EventResult result = new EventCopy(run.master(Role.TARGET), kept, new Sent(run, Role.TARGET).events())
                .copy(run.live(PinnedCatalog.class).events());
        run.facts().put(new DefinersOfEvents(result.rewrittenDefiners()));
        transferred(
                "events",
                String.join(
                        ", ", result.created().stream().map(Object::toString).toList()),
                result.created().size());
        definers.tell(result.rewrittenDefiners(), kept);
        result.notes().forEach(note -> run.deviation(note, "an event could not be copied as it is"));
    }

    private void scope(List<String> databases, List<Table> tables) {
        Map<String, String> leftOut =
                new LinkedHashMap<>(run.profile().accepted().leftOut());
        leftOut.put(Catalog.OWN, "the server's own");
        RunEvent.Scope.of("databases", databases, leftOut).enter(run.journal());
        RunEvent.Scope.of(
                        "tables",
                        tables.stream().map(table -> table.name().toString()).toList(),
                        Map.of())
                .enter(run.journal());
    }

    private void scope(AccountResult result) {
        List<String> included = new ArrayList<>(result.created());
        result.leftAlone().forEach(account -> included.add(account + " (was there already, the same)"));
        try (Session source = run.master(Role.SOURCE).open()) {
            RunEvent.Scope.of("accounts", included, Accounts.leftOut(source, moved.ownAccounts()))
                    .enter(run.journal());
        }
    }

    private void transferred(String what, String detail, long rows) {
        MoveEvent.Transfer.of(what, detail, rows).enter(run.journal());
    }

    @Does(value = Effect.READ_ONLY, what = "every row of every table, the stopped replica against the target")
    @Needs(PinnedCoordinates.class)
    @Finds(ProofAtThePin.class)
    @Grants(
            on = Role.REPLICA,
            value = {Need.OBJECTS, Need.POSITIONS})
    @Grants(
            on = Role.TARGET,
            value = {Need.OBJECTS, Need.POSITIONS})
    @Then("the target holds what the replica holds at the pinned coordinates")
    public void prove() {
        copied();
        RowResult result = rows.prove(
                "pinned",
                Role.REPLICA,
                Role.TARGET,
                run.facts().get(PinnedCoordinates.class).at(),
                run.observer());
        run.facts().put(new ProofAtThePin(result.names(), result.rowsExamined(), result.took()));
    }

    /** From here on nobody but replication may write to the target. A target without a binlog cannot tell. */
    private void copied() {
        try {
            run.facts().put(new TargetAfterCopy(sites.writes(Role.TARGET).end().position()));
        } catch (NotPossible e) {
            run.deviation("who else writes to the target is not seen", e.getMessage());
        }
    }
}
