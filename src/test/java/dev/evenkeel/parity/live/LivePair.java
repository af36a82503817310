package dev.evenkeel.parity.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.environment.Await;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.mariadb.TableName;
import dev.evenkeel.parity.LiveSides;
import dev.evenkeel.parity.RowDifference;
import dev.evenkeel.parity.RowResult;
import dev.evenkeel.parity.TableResult;
import dev.evenkeel.parity.TableVerdict;
import dev.evenkeel.parity.Throttle;
import dev.evenkeel.parity.rows.RowComparison;
import dev.evenkeel.parity.rows.RowOptions;
import dev.evenkeel.replication.binlog.Binlog;
import dev.evenkeel.replication.control.ReplicaStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A real pair whose target follows the source: the source writes in the temporal format of 10.0, the target in today's. */
public final class LivePair {
    static final String DATABASE = "live_proof";
    static final Server SOURCE = TestServers.admin(Role.SOURCE);
    static final Server TARGET = TestServers.admin(Role.TARGET);
    private static final Await AWAIT = new Await(Observer.NONE, Duration.ofMillis(10));

    private LivePair() {}

    public static void follow() {
        on(TARGET, "DROP DATABASE IF EXISTS live_proof");
        on(SOURCE, "DROP DATABASE IF EXISTS live_proof");
        followFrom(end());
    }

    static void followFrom(BinlogPosition from) {
        try (Session target = TARGET.open()) {
            target.execute(
                    "CHANGE MASTER TO MASTER_HOST = ?, MASTER_PORT = ?, MASTER_USER = ?, MASTER_PASSWORD = ?,"
                            + " MASTER_LOG_FILE = ?, MASTER_LOG_POS = ?, MASTER_USE_GTID = no",
                    SOURCE.endpoint().host(),
                    SOURCE.endpoint().port(),
                    SOURCE.login().user(),
                    SOURCE.login().password(),
                    from.file(),
                    from.offset());
            target.execute("START SLAVE");
        }
    }

    public static void letGo() {
        on(SOURCE, "DROP DATABASE IF EXISTS live_proof");
        caughtUp();
        on(TARGET, "STOP SLAVE", "RESET SLAVE ALL");
    }

    static LiveProof begin() {
        return begin(SOURCE.login(), RowOptions.USUAL);
    }

    static LiveProof begin(Login replication, RowOptions options) {
        return LiveProof.begin(
                new LiveSides(SOURCE, replication, TARGET, LivePair::executed, Optional.empty()),
                List.of(DATABASE),
                table -> true,
                options,
                Throttle.NONE);
    }

    /** What it finds while live, when there is no more to find. */
    static RowResult settled(LiveProof live) {
        try {
            return live.await(Observer.NONE, Duration.ofSeconds(20));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static FrozenResult frozen(LiveProof live) {
        try {
            return live.proveFrozen(caughtUp(), List.of(DATABASE), Observer.NONE);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static BinlogPosition end() {
        try (Session session = SOURCE.open()) {
            return Binlog.position(session);
        }
    }

    static BinlogPosition executed() {
        try (Session session = TARGET.open()) {
            return ReplicaStatus.read(session).orElseThrow().executed();
        }
    }

    static BinlogPosition caughtUp() {
        BinlogPosition end = end();
        AWAIT.until("the target is there", end.toString(), Duration.ofSeconds(30), () -> {
            BinlogPosition now = executed();
            return new Await.Look(now.toString(), now.reached(end));
        });
        return end;
    }

    public static TableResult result(RowResult result, String table) {
        return result.tables().stream()
                .filter(one -> one.table().equals(new TableName(DATABASE, table)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no result for " + table + ": " + result));
    }

    static TableVerdict verdict(RowResult result, String table) {
        return result(result, table).verdict();
    }

    static List<RowDifference> differences(RowResult result, String table) {
        assertThat(verdict(result, table)).isInstanceOf(TableVerdict.Different.class);
        return ((TableVerdict.Different) verdict(result, table)).rows();
    }

    /** The exhaustive answer: every row of every table, both sides at rest. */
    static RowResult everyRow() {
        return new RowComparison(SOURCE, TARGET, Observer.NONE).compare(tables(SOURCE), tables(TARGET));
    }

    private static List<dev.evenkeel.catalog.Table> tables(Server server) {
        try (Session session = server.openPinned()) {
            return dev.evenkeel.catalog.Catalog.tables(session, List.of(DATABASE));
        }
    }

    static long number(Server server, String sql) {
        try (Session session = server.open()) {
            return session.number(sql);
        }
    }

    static void on(Server server, String... statements) {
        try (Session session = server.openPinned()) {
            for (String statement : statements) {
                session.execute(statement);
            }
        }
    }

    /** Until the watch has met somebody's write on the target. */
    static void awaitStranger(LiveProof live) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (live.strangers().isEmpty() && System.nanoTime() < deadline) {
            settled(live);
        }
    }

    /** On the target alone, so that no binlog tells of it. */
    public static void damage(String... statements) {
        try (Session session = TARGET.openPinned()) {
            session.execute("SET sql_log_bin = 0, foreign_key_checks = 0");
            for (String statement : statements) {
                session.execute(statement);
            }
        }
    }
}
