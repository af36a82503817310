package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Secret;
import dev.evenkeel.mariadb.Session;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as its user meets it, on two real servers with RDS's heartbeat, which never stops. */
class VerifyCommandTest {
    @TempDir
    Path folder;

    private VerifiedPair pair;

    @BeforeEach
    void two_equal_servers() {
        pair = new VerifiedPair(folder);
    }

    @AfterEach
    void clean() {
        pair.close();
    }

    @Test
    void what_is_the_same_is_said_to_be_with_its_rows_and_leaves_a_report_that_can_be_audited() {
        VerifiedPair.Ran ran = pair.verify(pair.profile(), "--what", "data,objects");

        assertThat(ran.exit()).as(ran.toString()).isZero();
        assertThat(ran.table("orders").at("/verdict").asText()).isEqualTo("Same");
        assertThat(ran.table("orders").at("/rowsTarget").asInt()).isEqualTo(3);
        assertThat(ran.of("part"))
                .singleElement()
                .matches(part -> part.at("/verdict").asText().equals("Same"));
        assertThat(ran.end().at("/verdict").asText()).isEqualTo("Same");
        assertThat(ran.end().at("/rows").asInt()).isEqualTo(5);
        assertThat(pair.audit().at("/parity/verdict").asText()).isEqualTo("Same");
        assertThat(pair.audit().at("/parity/tables/1/verified/rowsSource").asInt())
                .isEqualTo(3);
        assertThat(pair.reports().resolve("latest/audit.html")).content().contains("source and target are the same");

        String head = ran.end().at("/head").asText();
        assertThat(pair.audit().at("/integrity/head").asText()).isEqualTo(head);
        VerifiedPair.Ran audit =
                pair.run("audit", pair.reports().resolve("latest").toString(), "--head", head);
        assertThat(audit.exit()).as(audit.err()).isZero();
    }

    @Test
    void a_changed_row_is_named_with_table_key_and_column() {
        VerifiedPair.on(Role.TARGET, "UPDATE verified.orders SET note = '' WHERE id = 2");

        VerifiedPair.Ran ran = pair.verify(pair.profile(), "--what", "data");

        assertThat(ran.exit()).isEqualTo(3);
        JsonNode difference = ran.table("orders").at("/differences/0");
        assertThat(difference.at("/kind").asText()).isEqualTo("changed");
        assertThat(difference.at("/key").asText()).isEqualTo("id=2");
        assertThat(difference.at("/columns/0").asText()).isEqualTo("note");
        assertThat(ran.table("lines").at("/verdict").asText()).isEqualTo("Same");
        assertThat(ran.end().at("/verdict").asText()).isEqualTo("Different");
        assertThat(pair.audit().at("/parity/verdict").asText()).isEqualTo("Different");
    }

    @Test
    void values_leave_the_servers_only_where_they_were_asked_for() throws Exception {
        VerifiedPair.on(Role.SOURCE, "UPDATE verified.orders SET note = 'kestrel <left>' WHERE id = 2");
        VerifiedPair.on(Role.TARGET, "UPDATE verified.orders SET note = 'kestrel <right>' WHERE id = 2");

        pair.verify(pair.profile(), "--what", "data");

        assertThat(everything()).contains("sha256:").doesNotContain("kestrel");

        VerifiedPair.Ran ran = pair.verify(pair.profile(), "--what", "data", "--show-values");

        JsonNode value = ran.table("orders").at("/differences/0/values/0");
        assertThat(value.at("/left").asText()).isEqualTo("'kestrel <left>'");
        assertThat(pair.audit().at("/parity/tables").toString()).contains("'kestrel <right>'");
        assertThat(pair.reports().resolve("latest/audit.html"))
                .content()
                .contains("kestrel &lt;right&gt;")
                .doesNotContain("kestrel <");
    }

    @Test
    void what_differs_is_shown_on_the_terminal_with_the_select_that_finds_it() {
        VerifiedPair.on(Role.TARGET, "UPDATE verified.orders SET note = 'kestrel' WHERE id = 1");
        VerifiedPair.on(Role.TARGET, "DELETE FROM verified.orders WHERE id = 3");

        VerifiedPair.Ran ran = pair.run(
                "verify",
                "--no-color",
                "-e",
                pair.profile().toString(),
                "--reports",
                pair.reports().toString(),
                "--show-values",
                "--what",
                "data");

        assertThat(ran.err()).contains("""
                rows of verified.orders that differ
                  changed id=1 in note
                      note: 'a' on the source, 'kestrel' on the target
                      SELECT * FROM `verified`.`orders` WHERE `id` = 1;
                  only on the source: id=3
                      id: 3
                      total: 3.5
                      note: ''
                      SELECT * FROM `verified`.`orders` WHERE `id` = 3;
                """);
        assertThat(pair.reports().resolve("latest/audit.html"))
                .content()
                .contains("SELECT * FROM `verified`.`orders` WHERE `id` = 3")
                .contains("before the comparison", "after the comparison")
                .doesNotContain("Transfers", "Pinned:", "Frozen:");
    }

    @Test
    void a_role_that_is_not_in_the_profile_is_one_message() throws IOException {
        Path one = Files.writeString(folder.resolve("one.yaml"), """
                kind: servers
                servers:
                  source: {host: a.example.com, user: verify, password: "env:PATH"}
                  replica: {host: b.example.com, user: verify, password: "env:PATH"}
                """);

        VerifiedPair.Ran ran = pair.verify(one);

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err().lines())
                .containsExactly(
                        "evenkeel: one.yaml:3: servers.target is missing; it is to be compared; add it, or name two of"
                                + " the servers that are there (source, replica) with --of and --against");
    }

    /** Whatever the last run wrote into its folder. */
    private String everything() throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.walk(pair.reports().resolve("latest").toRealPath())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                text.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return text.toString();
    }

    @Test
    void a_missing_table_and_a_missing_view_differ() {
        VerifiedPair.on(Role.TARGET, "DROP TABLE verified.lines");
        VerifiedPair.on(Role.SOURCE, "CREATE VIEW verified.v AS SELECT 1 AS one");

        VerifiedPair.Ran ran = pair.verify(pair.profile(), "--what", "data,objects");

        assertThat(ran.exit()).isEqualTo(3);
        assertThat(ran.table("lines").at("/reason").asText()).isEqualTo("the table is only on the source");
        assertThat(ran.of("difference"))
                .anyMatch(line -> line.at("/kind").asText().equals("view")
                        && line.at("/name").asText().equals("verified.v")
                        && line.at("/detail").asText().equals("missing on target"));
    }

    @Test
    void patterns_choose_tables() {
        VerifiedPair.on(Role.TARGET, "DELETE FROM verified.lines");

        assertThat(pair.verify(pair.profile(), "--tables", "verified.ord*").exit())
                .isZero();
        assertThat(pair.verify(pair.profile(), "--tables", "verified.ord*,*.lines")
                        .exit())
                .isEqualTo(3);
    }

    @Test
    void a_pattern_or_schema_that_matches_nothing_is_refused_before_anything_is_written() {
        VerifiedPair.Ran ran = pair.verify(pair.profile(), "--tables", "verified.orders", "verified.none*");

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err().lines())
                .containsExactly(
                        "evenkeel: --tables verified.none* matches no table on either server; give a pattern that does");
        assertThat(pair.verify(pair.profile(), "--schemas", "nowhere").exit()).isEqualTo(2);
        assertThat(pair.verify(pair.profile(), "--tables", "orders").exit()).isEqualTo(2);
        assertThat(pair.reports()).doesNotExist();
    }

    @Test
    void tables_without_a_row_are_nothing_compared() {
        VerifiedPair.SIDES.forEach(side -> VerifiedPair.on(side, "DELETE FROM verified.lines"));

        VerifiedPair.Ran ran = pair.verify(pair.profile(), "--tables", "verified.lines");

        assertThat(ran.exit()).isEqualTo(12);
        assertThat(ran.end().at("/verdict").asText()).isEqualTo("Inconclusive");
    }

    @Test
    void a_server_that_cannot_be_reached_is_one_message() throws IOException {
        Endpoint nobody;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = new Endpoint("127.0.0.1", free.getLocalPort());
        }
        Login login = TestServers.embedded().master(Role.SOURCE).login();

        VerifiedPair.Ran ran = pair.verify(pair.profile("gone", login, nobody));

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err().lines()).singleElement().asString().contains("check host and port of servers.source");
    }

    @Test
    void servers_that_a_rehearsal_starts_a_server_and_itself_and_no_servers_at_all_are_refused() {
        assertThat(pair.verify(Path.of("environments/embedded.yaml")).err()).contains("give a profile of kind servers");
        assertThat(pair.verify(pair.profile(), "--against", "source").exit()).isEqualTo(2);
        assertThat(pair.run("verify").exit()).isEqualTo(2);
        Login login = TestServers.embedded().master(Role.SOURCE).login();
        Path twice = pair.profile(
                "twice", login, TestServers.embedded().master(Role.TARGET).endpoint());
        assertThat(pair.verify(twice).err()).contains("are the same server");
    }

    @Test
    void what_a_side_writes_meanwhile_makes_it_inconclusive_and_names_where_it_moved() throws Exception {
        Path pause = Files.createFile(folder.resolve("pause"));
        CompletableFuture<VerifiedPair.Ran> running = CompletableFuture.supplyAsync(
                () -> pair.verify(pair.profile(), "--what", "data", "--pause-file", pause.toString()));
        awaitPause();

        // Gone again when the rows are read: everything looks the same.
        VerifiedPair.on(Role.SOURCE, "INSERT INTO verified.lines VALUES (9, 9)");
        VerifiedPair.on(Role.SOURCE, "DELETE FROM verified.lines WHERE id = 9");
        Files.delete(pause);

        VerifiedPair.Ran ran = running.get(60, TimeUnit.SECONDS);
        assertThat(ran.exit()).isEqualTo(3);
        assertThat(ran.of("table"))
                .hasSizeGreaterThan(1)
                .allMatch(table -> table.at("/verdict").asText().equals("Inconclusive"));
        assertThat(ran.table("orders").at("/reason").asText())
                .matches("the source moved from \\S+:\\d+ to \\S+:\\d+ while it was read: rows of verified.lines");
        assertThat(ran.end().at("/summary").asText())
                .startsWith(
                        "source and target could not be shown to be the same: 2 tables could not be compared: the source moved");
        assertThat(pair.audit().at("/parity/verdict").asText()).isEqualTo("Inconclusive");
        assertThat(ran.of("pause"))
                .extracting(line -> line.at("/state").asText())
                .containsExactly("began", "ended");
        assertThat(ran.of("pause").get(0).at("/reason").asText()).contains(pause.toString());
    }

    @Test
    void rows_written_past_the_binlog_are_noticed_by_the_servers_own_count() throws Exception {
        Path pause = Files.createFile(folder.resolve("pause"));
        CompletableFuture<VerifiedPair.Ran> running = CompletableFuture.supplyAsync(
                () -> pair.verify(pair.profile(), "--what", "data", "--pause-file", pause.toString()));
        awaitPause();

        try (Session target = TestServers.admin(Role.TARGET).open()) {
            target.execute("SET SESSION sql_log_bin = 0");
            target.execute("UPDATE verified.orders SET total = 7 WHERE id = 1");
            target.execute("UPDATE verified.orders SET total = 1.5 WHERE id = 1");
        }
        Files.delete(pause);

        VerifiedPair.Ran ran = running.get(60, TimeUnit.SECONDS);
        if (!countsRows(Role.TARGET)) {
            assertThat(ran.of("limit")).anyMatch(line -> line.at("/because")
                    .asText()
                    .contains("the target did not change is known from its binlog alone"));
            return;
        }
        assertThat(ran.exit()).isEqualTo(3);
        assertThat(ran.table("orders").at("/reason").asText()).contains("Innodb_rows_updated went from", "sql_log_bin");
    }

    @Test
    void an_account_that_may_only_select_is_enough_for_rows_and_is_told_what_it_lacks_for_more() {
        Login login = new Login("verified_reader", new Secret("verified-reader-pw"));
        VerifiedPair.SIDES.forEach(side -> {
            VerifiedPair.on(
                    side, "GRANT SELECT ON verified.* TO verified_reader@'%' IDENTIFIED BY 'verified-reader-pw'");
            VerifiedPair.on(
                    side, "GRANT SELECT ON verified.* TO verified_reader@localhost IDENTIFIED BY 'verified-reader-pw'");
        });
        try {
            VerifiedPair.Ran blind = pair.verify(pair.profile(login), "--what", "data,accounts");
            assertThat(blind.exit()).isEqualTo(3);
            assertThat(blind.of("difference"))
                    .anyMatch(line -> line.at("/detail").asText().contains("needs SELECT on mysql.*"));
            assertThat(blind.of("limit"))
                    .anyMatch(line -> line.at("/because").asText().contains("no SELECT on all databases"))
                    .anyMatch(line -> line.at("/because").asText().contains("grant REPLICATION CLIENT"));

            VerifiedPair.SIDES.forEach(side -> List.of("'%'", "localhost")
                    .forEach(host -> VerifiedPair.on(
                            side, "GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO verified_reader@" + host)));
            VerifiedPair.Ran seeing = pair.verify(pair.profile(login), "--what", "data");
            assertThat(seeing.exit()).as(seeing.toString()).isZero();
        } finally {
            VerifiedPair.SIDES.forEach(
                    side -> VerifiedPair.on(side, "DROP USER verified_reader@'%', verified_reader@localhost"));
        }
    }

    @Test
    void nothing_but_reading_is_ever_sent() {
        VerifiedPair.SIDES.forEach(side -> {
            VerifiedPair.on(side, "SET GLOBAL log_output = 'TABLE'");
            VerifiedPair.on(side, "TRUNCATE mysql.general_log");
            VerifiedPair.on(side, "SET GLOBAL general_log = ON");
        });
        try {
            pair.verify(pair.profile());
        } finally {
            VerifiedPair.SIDES.forEach(side -> VerifiedPair.on(side, "SET GLOBAL general_log = OFF"));
        }
        for (Role side : VerifiedPair.SIDES) {
            String user = TestServers.embedded().master(side).login().user();
            List<String> sent;
            try (Session admin = TestServers.admin(side).open()) {
                sent = admin.list(
                        "SELECT argument FROM mysql.general_log WHERE command_type IN ('Query', 'Execute', 'Prepare')"
                                + " AND user_host LIKE ?",
                        row -> row.text(1),
                        user + "[%");
            }
            assertThat(sent)
                    .hasSizeGreaterThan(20)
                    .allMatch(sql -> sql.matches(
                            "(?is)\\s*(SELECT|SHOW|SET SESSION|SET NAMES|set\\s+(autocommit|session_track|session|names)|CALL mysql\\.rds_replica_status"
                                    // What a reader of the binlog says of itself, where the server's end has moved.
                                    + "|SET @(master|mariadb)_\\w+ = ).*"));
            assertThat(sent)
                    .noneMatch(sql -> sql.matches(
                            "(?is).*\\b(INTO\\s+(OUTFILE|DUMPFILE)|FOR\\s+UPDATE|LOCK\\s+IN|GET_LOCK)\\b.*"));
            assertThat(sent).contains("SET SESSION TRANSACTION READ ONLY");
        }
    }

    @Test
    void its_sessions_refuse_to_write_whatever_the_account_may_do() {
        try (Session session = TestServers.admin(Role.TARGET).forReading().openPinned()) {
            for (String sql : List.of(
                    "INSERT INTO verified.lines VALUES (9, 9)",
                    "CREATE TABLE verified.made (id INT)",
                    "DROP TABLE verified.lines")) {
                assertThatThrownBy(() -> session.execute(sql))
                        .isInstanceOf(DatabaseException.class)
                        .hasMessageContaining("READ ONLY transaction");
            }
        }
    }

    /** Later versions no longer tell changed rows of users from those of the system. */
    private static boolean countsRows(Role side) {
        try (Session session = TestServers.admin(side).open()) {
            return session.first("SHOW GLOBAL STATUS LIKE 'Innodb_rows_updated'", row -> row.text(2))
                    .isPresent();
        }
    }

    private void awaitPause() {
        Awaitility.await().atMost(30, TimeUnit.SECONDS).until(() -> pair.lines().stream()
                .anyMatch(line -> line.at("/type").asText().equals("pause")));
    }
}
