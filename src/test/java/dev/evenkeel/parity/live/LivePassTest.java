package dev.evenkeel.parity.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.catalog.Catalog;
import dev.evenkeel.catalog.Table;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.GtidSet;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.parity.Memory;
import dev.evenkeel.parity.RowDifference;
import dev.evenkeel.parity.changes.ChangeLog;
import dev.evenkeel.parity.rows.BothSides;
import dev.evenkeel.parity.rows.Hashing;
import dev.evenkeel.parity.rows.RowOptions;
import dev.evenkeel.replication.binlog.Binlog;
import dev.evenkeel.replication.feed.ChangeFeed;
import dev.evenkeel.replication.feed.FeedTables;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A key that the two servers sort differently, as UUID does on both sides of 10.11.5. Here one of them keeps times as
 * text, and is said not to.
 */
class LivePassTest {
    private static final Server SOURCE = TestServers.admin(Role.SOURCE);
    private static final Server TARGET = TestServers.admin(Role.TARGET);
    /** What is read here as it is sent would differ by its type. */
    private static final RowOptions BY_SERVERS = new RowOptions(Optional.of(Hashing.SERVERS), false);

    @BeforeEach
    void times_below_and_above_nothing() {
        clean_up();
        String rows = IntStream.rangeClosed(-2_000, 2_000)
                .mapToObj(i -> "('%s%02d:%02d:%02d', %d)"
                        .formatted(i < 0 ? "-" : "", Math.abs(i) / 3_600, Math.abs(i) / 60 % 60, Math.abs(i) % 60, i))
                .collect(Collectors.joining(", "));
        on(SOURCE, "CREATE DATABASE live_pass");
        on(TARGET, "CREATE DATABASE live_pass");
        on(SOURCE, "CREATE TABLE live_pass.t (k TIME PRIMARY KEY, v INT)");
        on(TARGET, "CREATE TABLE live_pass.t (k VARCHAR(20) PRIMARY KEY, v INT)");
        on(SOURCE, "INSERT INTO live_pass.t VALUES " + rows);
        on(TARGET, "INSERT INTO live_pass.t VALUES " + rows);
    }

    @AfterEach
    void clean_up() {
        on(SOURCE, "DROP DATABASE IF EXISTS live_pass");
        on(TARGET, "DROP DATABASE IF EXISTS live_pass");
    }

    @Test
    void the_same_rows_in_another_order_are_the_same() throws InterruptedException {
        assertThat(pass()).isInstanceOfSatisfying(LivePass.Outcome.Proved.class, proved -> assertThat(
                        proved.proof().rows())
                .isEqualTo(4_001));
    }

    @Test
    void another_row_among_them_is_found() throws InterruptedException {
        on(TARGET, "UPDATE live_pass.t SET v = 9 WHERE k = '-00:00:07'");

        assertThat(pass()).isInstanceOfSatisfying(LivePass.Outcome.Differs.class, differs -> assertThat(differs.rows())
                .extracting(RowDifference::key)
                .contains("k=-00:00:07"));
    }

    @Test
    void a_row_that_is_missing_is_found() throws InterruptedException {
        on(TARGET, "DELETE FROM live_pass.t WHERE k = '00:00:07'");

        assertThat(pass()).isInstanceOfSatisfying(LivePass.Outcome.Differs.class, differs -> assertThat(differs.rows())
                .extracting(RowDifference::key)
                .containsExactly("k=00:00:07"));
    }

    @Test
    void sets_of_many_members_are_read_up_to_the_last() throws InterruptedException {
        String members =
                IntStream.rangeClosed(1, 40).mapToObj(i -> "'m" + i + "'").collect(Collectors.joining(","));
        String rows = IntStream.rangeClosed(1, 4_000)
                .mapToObj(i -> "(" + (1_000_000_000_000L - 5L * i) + ", " + i + ", 0)")
                .collect(Collectors.joining(","));
        for (Server server : List.of(SOURCE, TARGET)) {
            on(server, "DROP TABLE live_pass.t");
            on(
                    server,
                    "CREATE TABLE live_pass.t (s SET(" + members
                            + ") NOT NULL, id INT NOT NULL, v INT, PRIMARY KEY (s, id))");
            on(server, "INSERT INTO live_pass.t VALUES " + rows);
        }
        assertThat(pass()).isInstanceOf(LivePass.Outcome.Proved.class);

        on(TARGET, "UPDATE live_pass.t SET v = -1 WHERE id = 2000");
        assertThat(pass()).isInstanceOf(LivePass.Outcome.Differs.class);
    }

    private static LivePass.Outcome pass() throws InterruptedException {
        BinlogPosition end = end();
        ChangeLog log = new ChangeLog(end, GtidSet.parse(""), Memory.ofThisProgram());
        try (ChangeFeed feed = ChangeFeed.of(SOURCE, end, tables(), log);
                Snapshots viewer = new Snapshots(SOURCE, TARGET, () -> end, log);
                BothSides sides = new BothSides(SOURCE, TARGET, 2)) {
            LivePass pass = new LivePass(viewer, log, BY_SERVERS, rows -> {}, nanos -> {}, 1 << 20);
            return pass.over(new LiveTable(table(), Optional.of(table()), Optional.empty()), sides, end);
        }
    }

    private static FeedTables tables() {
        try (Session session = SOURCE.openPinned()) {
            return FeedTables.read(session, List.of("live_pass"));
        }
    }

    private static BinlogPosition end() {
        try (Session session = SOURCE.open()) {
            return Binlog.position(session);
        }
    }

    private static Table table() {
        try (Session session = SOURCE.openPinned()) {
            return Catalog.tables(session, List.of("live_pass")).get(0);
        }
    }

    private static void on(Server server, String statement) {
        try (Session session = server.open()) {
            session.execute("SET sql_log_bin = 0");
            session.execute(statement);
        }
    }
}
