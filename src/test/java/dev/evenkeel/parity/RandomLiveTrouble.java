package dev.evenkeel.parity;

import static dev.evenkeel.parity.LivePair.SOURCE;
import static dev.evenkeel.parity.LivePair.TARGET;

import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.parity.LiveHistory.Kind;
import dev.evenkeel.replication.ReplicaStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** What goes wrong during a seed: connections, definitions, and what the target holds. */
final class RandomLiveTrouble {
    private final Random random;
    private final List<RandomLiveTable> tables;
    private final LiveHistory history;
    private final boolean strict;
    private final List<Runnable> plan = new ArrayList<>();

    /** @param strict whether the applier stops where a row is not as it should be, or passes over it */
    RandomLiveTrouble(Random random, List<RandomLiveTable> tables, LiveHistory history, boolean strict) {
        this.random = random;
        this.tables = tables;
        this.history = history;
        this.strict = strict;
    }

    /** Faults of connections, changed definitions and damage, each in so many seeds out of ten. */
    void plan(int faults, int definitions, int damage) {
        if (random.nextInt(10) < faults) {
            times(4, this::fault);
        }
        if (random.nextInt(10) < definitions) {
            times(3, this::definition);
            tables.forEach(table -> table.late().forEach(sql -> plan.add(() -> define(sql))));
        }
        if (random.nextInt(10) < damage) {
            times(3, this::damageMeanwhile);
        }
        java.util.Collections.shuffle(plan, random);
    }

    private void times(int most, Runnable action) {
        int count = 1 + random.nextInt(most);
        for (int i = 0; i < count; i++) {
            plan.add(action);
        }
    }

    void run(AtomicBoolean stop) {
        for (Runnable action : plan) {
            pause(50 + random.nextInt(500));
            if (stop.get()) {
                return;
            }
            action.run();
        }
    }

    /** On the target before anything is proved. */
    void damageBefore() {
        RandomLiveTable table = any();
        unlogged(table, random.nextInt(table.domain()));
    }

    private void fault() {
        switch (random.nextInt(6)) {
            case 0 -> kill(SOURCE, "COMMAND = 'Binlog Dump'");
            case 1 -> kill(SOURCE, "USER NOT IN ('system user', 'event_scheduler')");
            case 2 -> kill(TARGET, "USER NOT IN ('system user', 'event_scheduler')");
            case 3 -> target("STOP SLAVE", "START SLAVE");
            case 4 -> fault(random.nextBoolean() ? SOURCE : TARGET, "FLUSH LOGS");
            default -> {
                target("STOP SLAVE");
                pause(random.nextInt(600));
                target("START SLAVE");
            }
        }
    }

    private void fault(Server server, String sql) {
        history.did(Kind.FAULT, server.name(), sql);
        on(server, sql);
    }

    private void kill(Server server, String which) {
        history.did(Kind.FAULT, server.name(), "connections killed: " + which);
        try (Session session = server.open()) {
            session
                    .list(
                            "SELECT ID FROM information_schema.PROCESSLIST WHERE ID <> CONNECTION_ID() AND " + which,
                            row -> row.number(1))
                    .stream()
                    .filter(id -> random.nextInt(4) > 0)
                    .forEach(id -> attempt(session, "KILL " + id));
        }
    }

    private synchronized void target(String... statements) {
        for (String statement : statements) {
            fault(TARGET, statement);
        }
    }

    private void definition() {
        RandomLiveTable table = any();
        String name = table.quoted();
        int number = random.nextInt(1_000_000);
        switch (random.nextInt(9)) {
            case 0 -> define("ALTER TABLE " + name + " ADD COLUMN more" + number + " INT NOT NULL DEFAULT 3");
            case 1 -> define("TRUNCATE TABLE " + name);
            case 2 -> {
                define("CREATE TABLE live_proof.x" + number + " (id INT PRIMARY KEY, n INT)");
                define("INSERT INTO live_proof.x" + number + " VALUES (1, 1), (2, 2)");
            }
            case 3 -> define("CREATE TABLE live_proof.x" + number + " ENGINE=InnoDB AS SELECT * FROM " + name);
            case 4 -> {
                define("RENAME TABLE " + name + " TO live_proof.x" + number);
                define("RENAME TABLE live_proof.x" + number + " TO " + name);
            }
            case 5 -> define("ALTER TABLE " + name + " ENGINE = InnoDB");
            case 6 -> define("ALTER TABLE " + name + " MODIFY note VARCHAR(" + (50 + number % 50) + ") NULL");
            case 7 -> define("ALTER TABLE " + name + " ADD INDEX i" + number + " (n)");
            default -> define("OPTIMIZE TABLE " + name);
        }
    }

    private void define(String sql) {
        try (Session session = SOURCE.openPinned()) {
            session.execute("SET lock_wait_timeout = 2");
            history.did(Kind.DEFINITION, "source", sql);
            attempt(session, sql);
        }
    }

    private void damageMeanwhile() {
        RandomLiveTable table = any();
        int n = random.nextInt(table.domain());
        switch (random.nextInt(4)) {
            case 0 -> {
                unlogged(table, n);
                touch(table, n);
            }
            case 1 -> lose(table, n);
            case 2 -> {
                unlogged(table, "DELETE FROM " + table.quoted() + " WHERE " + table.where(n));
                try (Session session = SOURCE.openPinned()) {
                    attempt(session, "DELETE FROM " + table.quoted() + " WHERE " + table.where(n));
                }
                touch(table, n);
            }
            default -> strange(table, n);
        }
    }

    /** A row changes on the source, so that what was done to it unlogged is looked at again. */
    private void touch(RandomLiveTable table, int n) {
        for (int attempt = 0; attempt < 50; attempt++) {
            try (Session session = SOURCE.openPinned()) {
                session.execute("SET foreign_key_checks = 0, binlog_format = ROW");
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
        throw new IllegalStateException("damage that no binlog tells of was done to " + table.quoted());
    }

    private void unlogged(RandomLiveTable table, int n) {
        unlogged(table, foreign(table, n));
    }

    private void unlogged(RandomLiveTable table, String sql) {
        history.did(Kind.DAMAGE, "target", "unlogged, on " + table.name() + ": " + sql);
        try (Session session = TARGET.openPinned()) {
            session.execute("SET sql_log_bin = 0, foreign_key_checks = 0, innodb_lock_wait_timeout = 2");
            attempt(session, sql);
        }
    }

    private String foreign(RandomLiveTable table, int n) {
        return switch (random.nextInt(3)) {
            case 0 -> "UPDATE " + table.quoted() + " SET note = 'damaged' WHERE " + table.where(n) + " LIMIT 1";
            case 1 -> "DELETE FROM " + table.quoted() + " WHERE " + table.where(n) + " LIMIT 1";
            default ->
                "INSERT IGNORE INTO " + table.quoted() + " (" + table.columns() + ") VALUES " + table.row(n, random);
        };
    }

    private void strange(RandomLiveTable table, int n) {
        try (Session session = TARGET.openPinned()) {
            session.execute("SET innodb_lock_wait_timeout = 2");
            if (random.nextInt(4) == 0) {
                session.execute("SET binlog_format = STATEMENT");
            }
            String sql = random.nextInt(6) == 0
                    ? "UPDATE " + table.quoted() + " SET " + table.set(n, true) + " WHERE " + table.where(n)
                    : foreign(table, n);
            history.did(Kind.DAMAGE, "target", "a stranger: " + sql);
            attempt(session, sql);
        }
    }

    /** Transactions that the target never applies. */
    private synchronized void lose(RandomLiveTable table, int n) {
        history.did(Kind.LOST, "target", "loses what comes until it follows again");
        on(TARGET, "STOP SLAVE");
        if (random.nextBoolean()) {
            pause(random.nextInt(100));
            touch(table, n);
            LivePair.followFrom(LivePair.end());
        } else {
            on(TARGET, "SET GLOBAL sql_slave_skip_counter = 1", "START SLAVE");
        }
    }

    /** Helps an applier that stopped over what stopped it. */
    synchronized void nurse() {
        try (Session session = TARGET.open()) {
            ReplicaStatus status = ReplicaStatus.read(session).orElseThrow();
            if (!status.applyError().isEmpty() && !status.applying()) {
                history.did(Kind.LOST, "target", "helped over: " + status.applyError());
                session.execute("SET GLOBAL sql_slave_skip_counter = 1");
                session.execute("START SLAVE");
            } else if (!status.fetching() && !status.fetchError().isEmpty() && status.applying()) {
                // It would wait a minute by itself.
                history.did("target", "fetches again behind: " + status.fetchError());
                session.execute("STOP SLAVE");
                session.execute("START SLAVE");
            }
        } catch (DatabaseException e) {
            history.did("target", "not looked at: " + e.getMessage());
        }
    }

    void prepare() {
        on(TARGET, "SET GLOBAL slave_exec_mode = " + (strict ? "STRICT" : "IDEMPOTENT"));
    }

    private RandomLiveTable any() {
        return tables.get(random.nextInt(tables.size()));
    }

    private void on(Server server, String... statements) {
        try (Session session = server.openPinned()) {
            for (String statement : statements) {
                attempt(session, statement);
            }
        }
    }

    private void attempt(Session session, String sql) {
        try {
            history.did(session.server().name(), sql + "  -- " + session.update(sql));
        } catch (DatabaseException e) {
            history.did(session.server().name(), sql + "  -- " + e.getMessage());
        }
    }

    private static void pause(int millis) {
        LockSupport.parkNanos(1_000_000L * millis);
    }
}
