package dev.evenkeel.runbook.steps;

import dev.evenkeel.catalog.Table;
import dev.evenkeel.environment.Role;
import dev.evenkeel.journal.Kind;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.parity.RowResult;
import dev.evenkeel.runbook.Does;
import dev.evenkeel.runbook.Effect;
import dev.evenkeel.transfer.Dump;
import dev.evenkeel.transfer.DumpResult;
import dev.evenkeel.transfer.LoadOptions;
import dev.evenkeel.transfer.LoadResult;
import dev.evenkeel.transfer.Loader;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Copies the stopped replica to the target, exactly. */
public final class CopySteps {
    private final Migration migration;

    public CopySteps(Migration migration) {
        this.migration = migration;
    }

    @Does(value = Effect.REVERSIBLE, what = "mysqldump --single-transaction --routines --triggers --databases … | gzip")
    @When("the databases are dumped from the replica")
    public void dump() {
        List<String> databases = migration.databases();
        long packet;
        try (Session target = migration.master(Role.TARGET).open()) {
            packet = target.number("SELECT @@GLOBAL.max_allowed_packet");
        }
        migration.sent(
                Role.REPLICA,
                "mysqldump --single-transaction --routines --triggers --databases " + String.join(" ", databases)
                        + " | gzip");
        long estimate =
                migration.tables(Role.REPLICA).stream().mapToLong(Table::bytes).sum();
        Path file = migration.journal().folder().resolve("dump.sql.gz");
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
        migration.sent(Role.TARGET, "zcat " + dump.file().getFileName() + " | mysql");
        Loader loader = new Loader(migration.master(Role.TARGET), LoadOptions.copy(), migration.observer());
        LoadResult result = loader.load(List.of(dump.file()));
        migration.put(Fact.LOAD, result);
        migration.put(Fact.LOADER, loader);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("what", "load");
        data.put("detail", result.statements() + " statements");
        data.put("bytes", result.bytes());
        data.put("rows", result.rows());
        data.put("millis", result.took().toMillis());
        migration.journal().append(Kind.TRANSFER, data);
        result.rewrittenDefiners()
                .forEach(rewritten -> migration.deviation(
                        rewritten.kind() + " " + rewritten.name() + " runs as the loading user, not as "
                                + rewritten.oldDefiner(),
                        "RDS lets nobody create an object for another DEFINER"));
    }

    @Does(value = Effect.READ_ONLY, what = "every row of every table, the stopped replica against the target")
    @Then("the target holds what the replica holds at the pinned coordinates")
    public void prove() {
        RowResult result = migration.proveRows("pinned", Role.REPLICA, Role.TARGET, migration.get(Fact.PINNED));
        migration.put(Fact.PINNED_PROOF, result);
    }
}
