package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.catalog.account.Account;
import dev.evenkeel.catalog.account.Accounts;
import dev.evenkeel.catalog.object.ObjectSnapshot;
import dev.evenkeel.environment.Environment;
import dev.evenkeel.environment.Profile;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.event.Verdict;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.journal.Redactor;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.mariadb.TableName;
import dev.evenkeel.parity.inventory.AccountParity;
import dev.evenkeel.parity.inventory.Item;
import dev.evenkeel.parity.inventory.ObjectParity;
import dev.evenkeel.parity.inventory.ObjectRules;
import dev.evenkeel.parity.inventory.PartResult;
import dev.evenkeel.provision.Provision;
import dev.evenkeel.run.RehearsalInputs;
import dev.evenkeel.run.SampleData;
import dev.evenkeel.workload.SampleDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The statements that a report of the default rehearsal lists, run by hand in their order on fresh servers with the same data,
 * lead to the same target. The rehearsal's application, which writes rows only, does not run.
 */
class StatementsByHandTest {
    private static final List<String> MOVED = List.of(SampleDatabase.SCHEMA);
    private static final long ROWS = 2_000;
    private static final long SEED = 1;

    @TempDir
    Path folder;

    @Test
    void lead_to_the_same_catalog_when_the_secrets_are_filled_in() throws Exception {
        Path run;
        ObjectSnapshot objects;
        Accounts accounts;
        try (Servers servers = filled("first")) {
            run = rehearsed(servers);
            objects = objects(servers.master(Role.TARGET));
            accounts = accounts(servers);
        }
        try (Servers fresh = filled("fresh")) {
            new ByHand(run, fresh, hashes(accounts), Files.createDirectory(folder.resolve("by-hand"))).run();

            PartResult sameObjects =
                    ObjectParity.compare(objects, objects(fresh.master(Role.TARGET)), ObjectRules.STRICT);
            assertThat(sameObjects.items()).hasSizeGreaterThan(30);
            assertThat(sameObjects.items()).filteredOn(item -> !same(item)).isEmpty();
            assertThat(sameObjects.items().stream().map(Item::kind).collect(Collectors.toSet()))
                    .contains("database", "table", "view", "trigger", "procedure", "function", "event");
            PartResult sameAccounts = AccountParity.compare(accounts, accounts(fresh), Set.of());
            assertThat(sameAccounts.items()).hasSizeGreaterThan(2);
            assertThat(sameAccounts.items()).filteredOn(item -> !same(item)).isEmpty();
            assertThat(rows(fresh.master(Role.TARGET)))
                    .hasSizeGreaterThan(20)
                    .isEqualTo(rows(fresh.master(Role.SOURCE)));
        }
    }

    private static boolean same(Item item) {
        return item.verdict().equals(Verdict.SAME);
    }

    private Servers filled(String name) {
        Profile profile = Provision.profiles().read("embedded", Path.of("environments"));
        Servers servers =
                Environment.open(profile, Observer.NONE, folder.resolve(name + "-logs"), secret -> {}, line -> {});
        var inputs = new RehearsalInputs(profile, null, List.of(), ROWS, SEED, null);
        new SampleData(servers, inputs, Observer.NONE, line -> {}).load(new Redactor());
        return servers;
    }

    private Path rehearsed(Servers servers) throws IOException {
        Path profile = GivenProfile.of(servers, folder)
                .lines("purpose: rehearsal\ngates: {cutover: automatic}")
                .write("given.yaml");
        Path reports = folder.resolve("reports");
        assertThat(Main.run("rehearse", "--quiet", "--reports", reports.toString(), "-e", profile.toString()))
                .isZero();
        return reports.resolve("latest");
    }

    private static ObjectSnapshot objects(Server server) {
        try (Session session = server.openPinned()) {
            return ObjectSnapshot.read(session, MOVED);
        }
    }

    /** All but those of the run and of the servers. */
    private static Accounts accounts(Servers servers) {
        try (Session session = servers.master(Role.TARGET).openPinned()) {
            return Accounts.read(
                    session,
                    Set.of(
                            servers.master(Role.TARGET).login().user(),
                            servers.replication().user()));
        }
    }

    private static Map<String, String> hashes(Accounts accounts) {
        return accounts.accounts().stream().collect(Collectors.toMap(Account::quoted, account -> account.secret()
                .reveal()));
    }

    private static Map<String, Long> rows(Server server) {
        Map<String, Long> rows = new TreeMap<>();
        try (Session session = server.openPinned()) {
            session.list(
                            "SELECT TABLE_NAME FROM information_schema.TABLES"
                                    + " WHERE TABLE_SCHEMA = ? AND TABLE_TYPE = 'BASE TABLE'",
                            row -> row.text(1),
                            SampleDatabase.SCHEMA)
                    .forEach(table -> rows.put(
                            table,
                            session.number(
                                    "SELECT COUNT(*) FROM " + new TableName(SampleDatabase.SCHEMA, table).quoted())));
        }
        return rows;
    }
}
