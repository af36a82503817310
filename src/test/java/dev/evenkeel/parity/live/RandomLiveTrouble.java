package dev.evenkeel.parity.live;

import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.parity.live.LiveHistory.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;

/** What goes wrong during a seed: connections, definitions, and what the target holds. */
final class RandomLiveTrouble {
    private final AttackScene scene;
    private final Random random;
    private final LiveHistory history;
    private final boolean strict;
    private final List<Runnable> plan = new ArrayList<>();

    /** @param strict whether the applier stops where a row is not as it should be, or passes over it */
    RandomLiveTrouble(AttackScene scene, boolean strict) {
        this.scene = scene;
        this.random = scene.random();
        this.history = scene.history();
        this.strict = strict;
    }

    /** Faults of connections, changed definitions and damage, each in so many seeds out of twenty. */
    void plan(int faults, int definitions, int damage) {
        if (random.nextInt(20) < faults) {
            times(3, this::fault);
        }
        if (random.nextInt(20) < definitions) {
            times(2, this::definition);
            scene.tables().forEach(table -> table.late().forEach(sql -> plan.add(() -> define(sql))));
        }
        if (random.nextInt(20) < damage) {
            times(2, this::damageMeanwhile);
        }
        java.util.Collections.shuffle(plan, random);
    }

    /** At some time, in no order. */
    void also(Runnable deed) {
        plan.add(random.nextInt(plan.size() + 1), deed);
    }

    private void times(int most, Runnable action) {
        int count = 1 + random.nextInt(most);
        for (int i = 0; i < count; i++) {
            plan.add(action);
        }
    }

    void run(AtomicBoolean stop) {
        for (Runnable action : plan) {
            AttackScene.pause(20 + random.nextInt(250));
            if (stop.get()) {
                return;
            }
            action.run();
        }
    }

    /** On the target before anything is proved. */
    void damageBefore() {
        RandomLiveTable table = scene.any();
        scene.unlogged(table, foreign(table, random.nextInt(table.domain())));
    }

    private void fault() {
        switch (random.nextInt(6)) {
            case 0 -> scene.kill(scene.source(), "COMMAND = 'Binlog Dump'");
            case 1 -> scene.kill(scene.source(), "USER NOT IN ('system user', 'event_scheduler')");
            case 2 -> scene.kill(scene.target(), "USER NOT IN ('system user', 'event_scheduler')");
            case 3 -> target("STOP SLAVE", "START SLAVE");
            case 4 -> fault(random.nextBoolean() ? scene.source() : scene.target(), "FLUSH LOGS");
            default -> {
                synchronized (scene) {
                    target("STOP SLAVE");
                    AttackScene.pause(random.nextInt(300));
                    target("START SLAVE");
                }
            }
        }
    }

    private void fault(Server server, String sql) {
        history.did(Kind.FAULT, server.name(), sql);
        scene.on(server, sql);
    }

    private void target(String... statements) {
        for (String statement : statements) {
            fault(scene.target(), statement);
        }
    }

    private void definition() {
        RandomLiveTable table = scene.any();
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
        try (Session session = scene.source().openPinned()) {
            session.execute("SET lock_wait_timeout = 2");
            history.did(Kind.DEFINITION, "source", sql);
            scene.attempt(session, sql);
        }
    }

    private void damageMeanwhile() {
        RandomLiveTable table = scene.any();
        int n = random.nextInt(table.domain());
        switch (random.nextInt(4)) {
            case 0 -> {
                scene.unlogged(table, foreign(table, n));
                scene.touch(table, n);
            }
            case 1 -> lose(table, n);
            case 2 -> {
                scene.unlogged(table, "DELETE FROM " + table.quoted() + " WHERE " + table.where(n));
                try (Session session = scene.source().openPinned()) {
                    scene.attempt(session, "DELETE FROM " + table.quoted() + " WHERE " + table.where(n));
                }
                scene.touch(table, n);
            }
            default -> strange(table, n);
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
        try (Session session = scene.target().openPinned()) {
            session.execute("SET innodb_lock_wait_timeout = 2");
            if (random.nextInt(4) == 0) {
                session.execute("SET binlog_format = STATEMENT");
            }
            String sql = random.nextInt(6) == 0
                    ? "UPDATE " + table.quoted() + " SET " + table.set(n, true) + " WHERE " + table.where(n)
                    : foreign(table, n);
            history.did(Kind.DAMAGE, "target", "a stranger: " + sql);
            scene.attempt(session, sql);
        }
    }

    /** Transactions that the target never applies. */
    private void lose(RandomLiveTable table, int n) {
        history.did(Kind.LOST, "target", "loses what comes until it follows again");
        synchronized (scene) {
            scene.on(scene.target(), "STOP SLAVE");
            if (random.nextBoolean()) {
                AttackScene.pause(random.nextInt(100));
                scene.touch(table, n);
                scene.pair().followFrom(scene.pair().end());
            } else {
                scene.on(scene.target(), "SET GLOBAL sql_slave_skip_counter = 1", "START SLAVE");
            }
        }
    }

    void prepare() {
        scene.on(scene.target(), "SET GLOBAL slave_exec_mode = " + (strict ? "STRICT" : "IDEMPOTENT"));
    }
}
