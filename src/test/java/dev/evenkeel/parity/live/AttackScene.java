package dev.evenkeel.parity.live;

import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.mariadb.SilentProxy;
import dev.evenkeel.parity.RowResult;
import dev.evenkeel.parity.live.LiveHistory.Kind;
import dev.evenkeel.replication.control.ReplicaStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** Where the attacks of one seed take place. Whoever changes the target's link holds this object meanwhile. */
final class AttackScene {
    static final String ELSEWHERE = "elsewhere";

    private final AttackedPair pair;
    private final Random random;
    private final List<RandomLiveTable> tables;
    private final LiveHistory history;
    private final List<Runnable> later = new ArrayList<>();
    private final List<SilentProxy> proxies = new ArrayList<>();
    private volatile Optional<LiveProof> live = Optional.empty();
    private Server provedSource;
    private Server provedTarget;

    AttackScene(AttackedPair pair, Random random, List<RandomLiveTable> tables, LiveHistory history) {
        this.pair = pair;
        this.random = random;
        this.tables = tables;
        this.history = history;
        this.provedSource = pair.source();
        this.provedTarget = pair.target();
    }

    /** As the proof reaches it. */
    Server provedSource() {
        return provedSource;
    }

    Server provedTarget() {
        return provedTarget;
    }

    void proves(LiveProof proof) {
        live = Optional.of(proof);
    }

    /** Until what was doubted is proved again, if that is soon. */
    void provedAgain() {
        try {
            if (live.isPresent()) {
                RowResult now = live.get().await(Observer.NONE, Duration.ofSeconds(6));
                history.did("proof", "proved again: " + now.verdict());
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Has the proof reach one of the two, or both, through a proxy. */
    SilentProxy proxy(boolean ofSource) {
        SilentProxy proxy = SilentProxy.to(ofSource ? source() : target());
        proxies.add(proxy);
        if (ofSource) {
            provedSource = proxy.server(source());
        } else {
            provedTarget = proxy.server(target());
        }
        return proxy;
    }

    void closeProxies() {
        proxies.forEach(SilentProxy::close);
    }

    AttackedPair pair() {
        return pair;
    }

    Server source() {
        return pair.source();
    }

    Server target() {
        return pair.target();
    }

    Random random() {
        return random;
    }

    LiveHistory history() {
        return history;
    }

    List<RandomLiveTable> tables() {
        return tables;
    }

    RandomLiveTable any() {
        return tables.get(random.nextInt(tables.size()));
    }

    /** What an attack that was prepared before the proof does while it goes on. */
    void later(Runnable deed) {
        later.add(deed);
    }

    List<Runnable> takeLater() {
        List<Runnable> taken = List.copyOf(later);
        later.clear();
        return taken;
    }

    /** In one session; what the server refuses is noted and passed over. */
    void on(Server server, String... statements) {
        try (Session session = server.openPinned()) {
            session.execute("SET lock_wait_timeout = 2, innodb_lock_wait_timeout = 2");
            for (String statement : statements) {
                attempt(session, statement);
            }
        } catch (DatabaseException e) {
            history.did(server.name(), "not reached: " + e.getMessage());
        }
    }

    void attempt(Session session, String sql) {
        try {
            history.did(session.server().name(), sql + "  -- " + session.update(sql));
        } catch (DatabaseException e) {
            history.did(session.server().name(), sql + "  -- " + e.getMessage());
        }
    }

    /** With the target's applier at rest in between. */
    synchronized void whileStopped(String... statements) {
        on(target(), "STOP SLAVE");
        on(target(), statements);
        on(target(), "START SLAVE");
    }

    /** A statement that is likely to change a row of a table. */
    String damage(RandomLiveTable table) {
        int n = random.nextInt(table.domain());
        return switch (random.nextInt(8)) {
            case 0 -> "UPDATE " + table.quoted() + " SET note = 'damaged' WHERE " + table.where(n) + " LIMIT 1";
            case 1 -> "DELETE FROM " + table.quoted() + " WHERE " + table.where(n) + " LIMIT 1";
            case 2 -> "REPLACE INTO " + table.quoted() + " (" + table.columns() + ") VALUES " + table.row(n, random);
            // The first are the ones that writers write most.
            default -> "UPDATE " + table.quoted() + " SET note = 'damaged', n = n + 7 ORDER BY n DESC LIMIT 1";
        };
    }

    void damage(Server server, String... before) {
        List<String> statements = new ArrayList<>(List.of(before));
        statements.add(damage(any()));
        statements.add(damage(any()));
        on(server, statements.toArray(String[]::new));
    }

    /** Changes a row on the source, so that what was done to it unlogged is looked at again. */
    void touch(RandomLiveTable table, int n) {
        for (int attempt = 0; attempt < 50; attempt++) {
            try (Session session = source().openPinned()) {
                session.execute("SET foreign_key_checks = 0, binlog_format = ROW, innodb_lock_wait_timeout = 2");
                String sql = "INSERT INTO " + table.quoted() + " (" + table.columns() + ") VALUES "
                        + table.row(n, random) + " ON DUPLICATE KEY UPDATE n = n + 1";
                history.did("source", sql);
                session.execute(sql);
                return;
            } catch (DatabaseException e) {
                history.did("source", "refused: " + e.getMessage());
                pause(20);
            }
        }
        throw new AttackedPair.Stuck("damage that no binlog tells of was done to " + table.quoted());
    }

    /** Ends most connections of some kind. */
    void kill(Server server, String which) {
        history.did(Kind.FAULT, server.name(), "connections killed: " + which);
        try (Session session = server.open()) {
            session
                    .list(
                            "SELECT ID FROM information_schema.PROCESSLIST WHERE ID <> CONNECTION_ID() AND " + which,
                            row -> row.number(1))
                    .stream()
                    .filter(id -> random.nextInt(4) > 0)
                    .forEach(id -> attempt(session, "KILL " + id));
        } catch (DatabaseException e) {
            history.did(server.name(), "not reached: " + e.getMessage());
        }
    }

    /** Takes away all binlogs but the last, as far as nobody reads them. */
    void purge(Server server) {
        on(server, "FLUSH LOGS");
        kill(server, "COMMAND LIKE 'Binlog Dump%'");
        on(server, "FLUSH LOGS");
        on(server, "PURGE BINARY LOGS TO '" + AttackedPair.end(server).file() + "'");
    }

    /** Changes rows of the target so that no binlog tells of it. */
    void unlogged(RandomLiveTable table, String sql) {
        history.did(Kind.DAMAGE, "target", "unlogged, on " + table.name());
        on(target(), "SET sql_log_bin = 0, foreign_key_checks = 0", sql);
    }

    /** Helps an applier or a fetcher that stopped over what stopped it. */
    synchronized void nurse() {
        try (Session session = target().open()) {
            ReplicaStatus status = ReplicaStatus.read(session).orElse(null);
            if (status == null) {
                return;
            }
            if (!status.applyError().isEmpty() && !status.applying()) {
                history.did(Kind.LOST, "target", "helped over: " + status.applyError());
                helpOver(session);
            } else if (!status.fetching() && !status.fetchError().isEmpty()) {
                history.did("target", "fetches again after: " + status.fetchError());
                session.execute("STOP SLAVE");
                if (status.fetchError().contains("1236") || status.fetchError().contains("binary log")) {
                    history.did(Kind.LOST, "target", "follows from the source's end");
                    pair.followFrom(pair.end());
                } else {
                    session.execute("START SLAVE");
                }
            }
        } catch (RuntimeException e) {
            history.did("target", "not looked at: " + e.getMessage());
        }
    }

    private void helpOver(Session session) {
        try {
            session.execute("STOP SLAVE");
            session.execute("SET GLOBAL sql_slave_skip_counter = 1");
            session.execute("START SLAVE");
        } catch (DatabaseException e) {
            // With several domains nothing can be skipped by number.
            history.did("target", e.getMessage() + "; follows from the source's end");
            pair.followFrom(pair.end());
        }
    }

    static void pause(int millis) {
        LockSupport.parkNanos(1_000_000L * millis);
    }
}
