package dev.evenkeel.runbook.steps;

import dev.evenkeel.catalog.Accounts;
import dev.evenkeel.catalog.Catalog;
import dev.evenkeel.catalog.Table;
import dev.evenkeel.environment.Profile;
import dev.evenkeel.environment.Role;
import dev.evenkeel.journal.Kind;
import dev.evenkeel.journal.Scope;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.parity.RowResult;
import dev.evenkeel.replication.NotPossible;
import dev.evenkeel.runbook.Does;
import dev.evenkeel.runbook.Effect;
import dev.evenkeel.transfer.AccountCopy;
import dev.evenkeel.transfer.AccountResult;
import dev.evenkeel.transfer.Dump;
import dev.evenkeel.transfer.DumpResult;
import dev.evenkeel.transfer.EventCopy;
import dev.evenkeel.transfer.EventResult;
import dev.evenkeel.transfer.ExactFloats;
import dev.evenkeel.transfer.FloatResult;
import dev.evenkeel.transfer.KeptDefiners;
import dev.evenkeel.transfer.LoadOptions;
import dev.evenkeel.transfer.LoadResult;
import dev.evenkeel.transfer.Loader;
import dev.evenkeel.transfer.RewrittenDefiner;
import dev.evenkeel.transfer.ShellLine;
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
    private final Migration migration;

    public CopySteps(Migration migration) {
        this.migration = migration;
    }

    @Does(
            value = Effect.REVERSIBLE,
            what = "mysqldump … --single-transaction --routines --triggers … --databases … | gzip > dump.sql.gz")
    @When("the databases are dumped from the replica")
    public void dump() {
        PinnedCatalog pinned = PinnedCatalog.read(migration);
        migration.put(Fact.PINNED_CATALOG, pinned);
        List<String> databases = pinned.databases();
        long packet;
        try (Session target = migration.master(Role.TARGET).open()) {
            packet = target.number("SELECT @@GLOBAL.max_allowed_packet");
        }
        List<Table> tables = migration.tables(Role.REPLICA, databases);
        scope(databases, tables);
        long estimate = tables.stream().mapToLong(Table::bytes).sum();
        Path file = migration.journal().folder().resolve("dump.sql.gz");
        migration.sent(
                Role.REPLICA,
                ShellLine.dump(migration.dumpTool(), migration.master(Role.REPLICA), databases, packet, file));
        DumpResult result = new Dump(migration.dumpTool(), migration.observer())
                .write(migration.master(Role.REPLICA), databases, file, packet, estimate);
        migration.put(Fact.DUMP, result);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("what", "dump");
        data.put("detail", result.toolVersion());
        data.put("bytes", result.bytes());
        data.put("millis", result.took().toMillis());
        data.put("file", result.file().getFileName().toString());
        data.put("fileBytes", result.fileBytes());
        data.put("sha256", result.sha256());
        migration.journal().append(Kind.TRANSFER, data);
    }

    @Does(
            value = Effect.REVERSIBLE,
            what = "streamed over several connections; triggers wait until all values are exact")
    @When("the dump is loaded into the target")
    public void load() {
        DumpResult dump = migration.get(Fact.DUMP);
        new OwnCopy(migration).beforeLoad(migration.get(Fact.PINNED_CATALOG).databases());
        OwnDefiners definers = new OwnDefiners(migration);
        KeptDefiners kept = definers.kept();
        LoadOptions options = migration.profile().definers() == Profile.Definers.INVOKER
                ? LoadOptions.copyForInvokers()
                : LoadOptions.copy();
        Sent sent = new Sent(migration, Role.TARGET);
        Loader loader = new Loader(
                migration.master(Role.TARGET),
                options,
                kept,
                migration.observer(),
                sent.scripts("the statements that define what was copied"));
        LoadResult result = loader.load(List.of(dump.file()));
        migration.put(Fact.LOAD, result);
        migration.put(Fact.LOADER, loader);
        migration.sent(Role.TARGET, ShellLine.rows(dump.file()));
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("what", "load");
        data.put("detail", result.statements() + " statements");
        data.put("bytes", result.bytes());
        data.put("rows", result.rows());
        data.put("millis", result.took().toMillis());
        migration.journal().append(Kind.TRANSFER, data);
        migration.put(Fact.UNRESTORED, loader.waiting());
        definers.tell(result.rewrittenDefiners(), kept);
    }

    @Does(
            value = Effect.REVERSIBLE,
            what = "a text dump holds six digits of a FLOAT; the others are put right, then triggers created")
    @When("floating-point columns are made exact on the target")
    public void exact_floats() {
        Path supplement = migration.journal().folder().resolve("exact-floats.sql.gz");
        FloatResult result = new ExactFloats(
                        migration.master(Role.REPLICA), migration.master(Role.TARGET), supplement, migration.observer())
                .correct(migration.tables(
                        Role.REPLICA, migration.get(Fact.PINNED_CATALOG).databases()));
        if (!result.tables().isEmpty()) {
            migration.sent(Role.TARGET, ShellLine.whole(supplement));
        }
        migration.get(Fact.LOADER).finish();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("what", "exact floats");
        data.put("detail", result.tables().size() + " tables with floating-point columns");
        data.put("rows", result.rowsCorrected());
        data.put("millis", result.took().toMillis());
        data.put("file", supplement.getFileName().toString());
        migration.journal().append(Kind.TRANSFER, data);
    }

    @Does(
            value = Effect.REVERSIBLE,
            what =
                    "as they were at the pinned coordinates, with their password hashes and grants; those of RDS and of the"
                            + " run are left out")
    @When("the source's accounts are created on the target")
    public void accounts() {
        OwnCopy own = new OwnCopy(migration);
        own.beforeAccounts();
        AccountResult result = new AccountCopy(migration.master(Role.TARGET), migration.sentTo(Role.TARGET))
                .copy(migration.get(Fact.PINNED_CATALOG).accounts(), migration.accountsLeftOut());
        own.afterAccounts(result.created());
        scope(result);
        transferred(
                "accounts",
                String.join(", ", result.created()),
                result.created().size());
        result.notes().forEach(note -> migration.deviation(note, "an account could not be copied as it is"));
        restoreDefiners();
    }

    /** Definers have their accounts and rights by now, without which nobody could look through their views. */
    private void restoreDefiners() {
        Optional<Loader> loader = migration.find(Fact.LOADER);
        if (loader.isEmpty() || loader.get().waiting().isEmpty()) {
            return;
        }
        int waiting = loader.get().waiting().size();
        Map<RewrittenDefiner, String> refused = loader.get().restoreDefiners();
        migration.put(Fact.UNRESTORED, List.copyOf(refused.keySet()));
        transferred("definers", "objects that have their own definer again", waiting - refused.size());
        new OwnDefiners(migration).tell(refused);
    }

    @Does(
            value = Effect.REVERSIBLE,
            what = "as they were at the pinned coordinates, waiting as on a replica; the switch puts them in force")
    @When("the source's events are created on the target, disabled")
    public void events() {
        OwnDefiners definers = new OwnDefiners(migration);
        KeptDefiners kept = definers.kept();
        EventResult result = new EventCopy(
                        migration.master(Role.TARGET), kept, new Sent(migration, Role.TARGET).events())
                .copy(migration.get(Fact.PINNED_CATALOG).events());
        migration.put(Fact.EVENTS, result);
        transferred(
                "events",
                String.join(
                        ", ", result.created().stream().map(Object::toString).toList()),
                result.created().size());
        definers.tell(result.rewrittenDefiners(), kept);
        result.notes().forEach(note -> migration.deviation(note, "an event could not be copied as it is"));
    }

    private void scope(List<String> databases, List<Table> tables) {
        Map<String, String> leftOut =
                new LinkedHashMap<>(migration.profile().accepted().leftOut());
        leftOut.put(Catalog.OWN, "the server's own");
        migration.journal().append(Kind.SCOPE, Scope.data("databases", databases, leftOut));
        migration
                .journal()
                .append(
                        Kind.SCOPE,
                        Scope.data(
                                "tables",
                                tables.stream()
                                        .map(table -> table.name().toString())
                                        .toList(),
                                Map.of()));
    }

    private void scope(AccountResult result) {
        List<String> included = new ArrayList<>(result.created());
        result.leftAlone().forEach(account -> included.add(account + " (was there already, the same)"));
        try (Session source = migration.master(Role.SOURCE).open()) {
            migration
                    .journal()
                    .append(
                            Kind.SCOPE,
                            Scope.data("accounts", included, Accounts.leftOut(source, migration.ownAccounts())));
        }
    }

    private void transferred(String what, String detail, long rows) {
        migration.journal().append(Kind.TRANSFER, Map.of("what", what, "detail", detail, "rows", rows));
    }

    @Does(value = Effect.READ_ONLY, what = "every row of every table, the stopped replica against the target")
    @Then("the target holds what the replica holds at the pinned coordinates")
    public void prove() {
        copied();
        RowResult result = migration.proveRows(
                "pinned", Role.REPLICA, Role.TARGET, migration.get(Fact.PINNED), migration.observer());
        migration.put(Fact.PINNED_PROOF, result);
    }

    /** From here on nobody but replication may write to the target. A target without a binlog cannot tell. */
    private void copied() {
        try {
            migration.put(
                    Fact.TARGET_COPIED, migration.writes(Role.TARGET).end().position());
        } catch (NotPossible e) {
            migration.deviation("who else writes to the target is not seen", e.getMessage());
        }
    }
}
