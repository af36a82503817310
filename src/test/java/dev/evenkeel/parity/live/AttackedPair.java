package dev.evenkeel.parity.live;

import dev.evenkeel.catalog.Catalog;
import dev.evenkeel.catalog.Table;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.GtidSet;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.parity.RowResult;
import dev.evenkeel.parity.rows.RowComparison;
import dev.evenkeel.provision.embedded.RestartableServer;
import dev.evenkeel.replication.binlog.Binlog;
import dev.evenkeel.replication.control.ReplicaStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** A source and a target of their own, which may be broken in every way, and a third server that may write to the target too. */
final class AttackedPair implements AutoCloseable {
    static final List<String> DATABASES = List.of("live_proof", "mysql.old");

    /** Which versions follow which. */
    record Versions(String source, String target) {
        static final List<Versions> ALL = List.of(
                new Versions("10.1.8", "10.1.23"),
                new Versions("10.1.23", "10.11.5"),
                new Versions("10.11.5", "11.4.5"));

        @Override
        public String toString() {
            return source + "-" + target;
        }
    }

    private static final Duration CAUGHT_UP_WITHIN = Duration.ofSeconds(25);
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(15);
    private static final Duration NUDGE_AFTER = Duration.ofSeconds(2);
    private final Versions versions;
    private final RestartableServer source;
    private final RestartableServer target;
    private final AttackedSettings settings = new AttackedSettings();
    private Optional<RestartableServer> third = Optional.empty();
    private Optional<Session> teller = Optional.empty();
    private boolean byGtid;
    private boolean otherOptions;

    private AttackedPair(Versions versions) {
        this.versions = versions;
        this.source = RestartableServer.start("source", versions.source(), options(1));
        this.target = RestartableServer.start("target", versions.target(), options(2));
    }

    static AttackedPair start(Versions versions) {
        return new AttackedPair(versions);
    }

    private static List<String> options(int id) {
        return List.of(
                "--server-id=" + id,
                "--log-bin=binlog",
                "--relay-log=relaylog",
                "--binlog-format=ROW",
                "--log-slave-updates=1",
                "--log-bin-trust-function-creators=1",
                "--skip-name-resolve",
                "--innodb-buffer-pool-size=48M",
                "--innodb-flush-log-at-trx-commit=2",
                "--max-connections=300",
                "--max-allowed-packet=4M",
                "--sql-mode=",
                "--lower-case-table-names=0");
    }

    Versions versions() {
        return versions;
    }

    Server source() {
        return source.admin();
    }

    Server target() {
        return target.admin();
    }

    RestartableServer process(Server server) {
        return server.equals(source()) ? source : target;
    }

    /** A server that holds nothing of the seed yet, with its own server id. */
    Server third() {
        if (third.isEmpty()) {
            third = Optional.of(RestartableServer.start("third", versions.source(), options(3)));
        }
        return third.get().admin();
    }

    /** Stops or kills a server and starts it again, with options that it did not have. */
    void restart(Server server, boolean killed, List<String> more) {
        RestartableServer process = process(server);
        if (killed) {
            process.kill();
        } else {
            process.stop();
        }
        otherOptions |= !more.isEmpty();
        process.start(more);
    }

    /** The target starts again before the next seed. */
    void forget() {
        otherOptions = true;
    }

    boolean byGtid() {
        return byGtid;
    }

    /** As new: nothing of an earlier seed is left on either side, in binlogs and settings neither. */
    void clean() {
        byGtid = false;
        if (otherOptions) {
            restart(source(), false, List.of());
            restart(target(), false, List.of());
            otherOptions = false;
        }
        List<Server> all = new ArrayList<>(List.of(target(), source()));
        third.ifPresent(one -> all.add(one.admin()));
        all.forEach(server -> settings.putBack(server, server.equals(source())));
    }

    void follow(boolean gtid) {
        byGtid = gtid;
        followFrom(end());
    }

    /** starts again at a place of the source's binlog, or at its end where it follows by GTID. */
    void followFrom(BinlogPosition from) {
        follow("", source(), from, byGtid);
    }

    /** Makes the target follow a server by a link of this name. */
    void follow(String link, Server leader, BinlogPosition from, boolean gtid) {
        try (Session session = target().open();
                Session leading = leader.open()) {
            session.execute("STOP SLAVE '" + link + "'");
        } catch (DatabaseException e) {
            // There was none.
        }
        try (Session session = target().open();
                Session leading = leader.open()) {
            String name = link.isEmpty() ? "" : "'" + link + "' ";
            String place = ", MASTER_LOG_FILE = '" + from.file() + "', MASTER_LOG_POS = " + from.offset()
                    + ", MASTER_USE_GTID = no";
            if (gtid) {
                session.execute("SET GLOBAL gtid_slave_pos = ?", leading.text("SELECT @@GLOBAL.gtid_binlog_pos"));
                place = ", MASTER_USE_GTID = slave_pos";
            }
            session.execute(
                    "CHANGE MASTER " + name
                            + "TO MASTER_HOST = ?, MASTER_PORT = ?, MASTER_USER = ?, MASTER_PASSWORD = ?,"
                            + " MASTER_CONNECT_RETRY = 1, MASTER_SSL = 0" + place,
                    leader.endpoint().host(),
                    leader.endpoint().port(),
                    leader.login().user(),
                    leader.login().password());
            session.execute("START SLAVE '" + link + "'");
        }
    }

    static BinlogPosition end(Server server) {
        try (Session session = server.open()) {
            return Binlog.position(session);
        }
    }

    BinlogPosition end() {
        return end(source());
    }

    BinlogPosition executed() {
        return told(session -> {
            // Before it first met its source it names no file.
            return ReplicaStatus.read(session)
                    .map(ReplicaStatus::executed)
                    .filter(at -> at.file().startsWith("binlog"))
                    .orElse(new BinlogPosition("binlog.000001", 4));
        });
    }

    /** Asks the target, by one connection for all who ask as long as it lasts. */
    private synchronized <T> T told(Function<Session, T> question) {
        for (boolean again = teller.isPresent(); ; again = false) {
            Session session = teller.orElseGet(() -> target().open());
            session.answerWithin(ANSWERS_WITHIN);
            teller = Optional.of(session);
            try {
                return question.apply(session);
            } catch (DatabaseException e) {
                session.close();
                teller = Optional.empty();
                if (!again) {
                    throw e;
                }
            }
        }
    }

    /** Waits until the target has applied everything, and says where the source's binlog ends. */
    BinlogPosition caughtUp() {
        long begun = System.nanoTime();
        boolean nudged = false;
        BinlogPosition end = end();
        while (!reached(end)) {
            long waited = System.nanoTime() - begun;
            if (waited > CAUGHT_UP_WITHIN.toNanos()) {
                throw new Stuck("the target did not come to " + end + ": " + status());
            }
            if (!nudged && waited > NUDGE_AFTER.toNanos()) {
                // By GTID a place in a file is known from an event only.
                nudged = true;
                on(source(), "INSERT INTO elsewhere.nudge (n) VALUES (1)");
                end = end();
            }
            LockSupport.parkNanos(5_000_000L);
        }
        return end;
    }

    /** The servers do not come to rest, which says nothing of the proof. */
    static final class Stuck extends IllegalStateException {
        private static final long serialVersionUID = 1;

        Stuck(String message) {
            super(message);
        }
    }

    private boolean reached(BinlogPosition end) {
        try {
            if (!executed().reached(end)) {
                return false;
            }
            if (!byGtid) {
                return true;
            }
            try (Session leader = source().open()) {
                // Appliers that work side by side: the place in the file may be ahead of the slowest.
                GtidSet applied = told(session -> GtidSet.parse(session.text("SELECT @@GLOBAL.gtid_slave_pos")));
                return applied.contains(GtidSet.parse(leader.text("SELECT @@GLOBAL.gtid_binlog_pos")));
            }
        } catch (DatabaseException e) {
            return false;
        }
    }

    /** Whether both servers still answer: 10.11.5 was seen to hang in STOP SLAVE, and then in SHOW SLAVE STATUS, too. */
    boolean answers() {
        try {
            executed();
            end();
            return true;
        } catch (DatabaseException e) {
            return false;
        }
    }

    private String status() {
        try (Session session = target().open()) {
            return ReplicaStatus.read(session) + ", gtid_slave_pos " + session.text("SELECT @@GLOBAL.gtid_slave_pos")
                    + session.list(
                            "SELECT CONCAT(USER, ' ', COMMAND, ' ', COALESCE(STATE, ''), ' ', COALESCE(INFO, '')) FROM"
                                    + " information_schema.PROCESSLIST",
                            row -> row.text(1));
        } catch (DatabaseException e) {
            return e.getMessage();
        }
    }

    /** The exhaustive answer: every row of every table, both sides at rest. */
    RowResult everyRow() {
        return new RowComparison(source(), target(), Observer.NONE).compare(tables(source()), tables(target()));
    }

    private static List<Table> tables(Server server) {
        try (Session session = server.openPinned()) {
            return Catalog.tables(session, DATABASES);
        }
    }

    static long number(Server server, String sql) {
        try (Session session = server.openPinned()) {
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

    @Override
    public void close() {
        teller.ifPresent(Session::close);
        source.close();
        target.close();
        third.ifPresent(RestartableServer::close);
    }
}
