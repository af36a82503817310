package dev.evenkeel.parity.live;

import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.mariadb.SilentProxy;
import dev.evenkeel.parity.live.LiveHistory.Kind;
import java.time.Duration;
import java.util.List;

/** What replication does to the target that the source's binlog does not say, or does not do although it says so. */
final class LinkAttacks {
    private static final String SECOND = "two";

    private LinkAttacks() {}

    static List<Attack> all() {
        return List.of(
                Attack.of("a second link", scene -> second(scene, 3, true)).costing(4),
                Attack.of("a second link under the source's id", scene -> second(scene, 1, true))
                        .costing(6),
                Attack.before("a second link from the beginning", scene -> {
                            second(scene, 3, false);
                            scene.later(() -> writeOnThird(scene, true));
                        })
                        .costing(6),
                Attack.of("a replication filter that appears", LinkAttacks::filter),
                Attack.of("skipped events", LinkAttacks::skipped),
                Attack.of("a skipped definition", LinkAttacks::skippedDefinition),
                Attack.of("a write of the source under the target's id", scene -> {
                    scene.history().did(Kind.LOST, "target", "takes it for its own");
                    scene.damage(scene.source(), "SET SESSION server_id = 2");
                }),
                Attack.of("a write marked to be skipped", LinkAttacks::marked),
                Attack.of("IDEMPOTENT for a while", LinkAttacks::idempotent),
                Attack.of("triggers run by the applier", scene -> triggers(scene, false)),
                Attack.before("triggers run by the applier from the beginning", scene -> triggers(scene, true)),
                Attack.before("a foreign key of the target alone", LinkAttacks::foreignKey),
                Attack.of("the link begins again at an earlier place", LinkAttacks::again),
                Attack.of("the link goes over to GTID", scene -> {
                    scene.whileStopped("CHANGE MASTER TO MASTER_USE_GTID = slave_pos");
                    scene.damage(scene.source());
                    if (scene.random().nextBoolean()) {
                        scene.whileStopped("CHANGE MASTER TO MASTER_USE_GTID = no");
                    }
                }),
                Attack.before("connections that fall silent", scene -> silent(scene, true))
                        .costing(6),
                Attack.before("a slow network", scene -> silent(scene, false)).costing(2),
                Attack.of("the applier lags", scene -> {
                    scene.on(scene.target(), "STOP SLAVE SQL_THREAD");
                    AttackScene.pause(scene.random().nextInt(800));
                    scene.on(scene.target(), "START SLAVE SQL_THREAD");
                }));
    }

    private static void second(AttackScene scene, int id, boolean andWrites) {
        Server third = scene.pair().third();
        // Where the target goes by GTID, two servers in one domain would take each other's transactions away.
        int domain = scene.pair().byGtid() ? 5 : scene.random().nextInt(3);
        scene.on(third, "SET GLOBAL server_id = " + id, "SET GLOBAL gtid_domain_id = " + domain);
        for (String database : AttackedPair.DATABASES) {
            scene.on(third, "CREATE DATABASE `" + database + "` CHARACTER SET utf8mb4");
        }
        try (Session session = third.openPinned()) {
            session.execute("SET foreign_key_checks = 0");
            for (RandomLiveTable table : scene.tables()) {
                session.execute(table.create());
                session.execute("START TRANSACTION");
                for (int n = 0; n < 12; n++) {
                    scene.attempt(
                            session,
                            "INSERT IGNORE INTO " + table.quoted() + " (" + table.columns() + ") VALUES "
                                    + table.row(n, scene.random()));
                }
            }
            session.execute("COMMIT");
        }
        scene.pair().follow(SECOND, third, AttackedPair.end(third), false);
        scene.history().did("target", "follows a third server, too");
        if (andWrites) {
            writeOnThird(scene, scene.random().nextBoolean());
        }
    }

    private static void writeOnThird(AttackScene scene, boolean thenGone) {
        Server third = scene.pair().third();
        RandomLiveTable table = scene.any();
        int n = scene.random().nextInt(12);
        scene.history().did(Kind.DAMAGE, "third", "writes to what the target holds");
        scene.on(
                third,
                "SET foreign_key_checks = 0",
                "UPDATE " + table.quoted() + " SET note = 'third' WHERE " + table.where(n),
                scene.damage(table));
        BinlogPosition end = AttackedPair.end(third);
        for (int i = 0; i < 400; i++) {
            try (Session session = scene.target().open()) {
                String at = session.first(
                                "SHOW SLAVE '" + SECOND + "' STATUS",
                                row -> row.text("Relay_Master_Log_File") + ":" + row.text("Exec_Master_Log_Pos") + " "
                                        + row.optional("Last_SQL_Errno").orElse(""))
                        .orElse("");
                if (at.startsWith(end + " ") || at.matches(".* [1-9]\\d*")) {
                    scene.history().did("target", "its second link is at " + at);
                    break;
                }
            }
            AttackScene.pause(10);
        }
        scene.on(scene.target(), "STOP SLAVE '" + SECOND + "'");
        if (thenGone) {
            scene.on(scene.target(), "RESET SLAVE '" + SECOND + "' ALL");
        }
    }

    private static void filter(AttackScene scene) {
        RandomLiveTable table = scene.any();
        String name = table.schema() + "." + table.name();
        String[] filter =
                switch (scene.random().nextInt(4)) {
                    case 0 -> new String[] {"replicate_ignore_table", name};
                    case 1 -> new String[] {"replicate_wild_ignore_table", "live\\_proof.%"};
                    case 2 -> new String[] {"replicate_ignore_db", table.schema()};
                    default -> new String[] {"replicate_do_db", "elsewhere"};
                };
        scene.history().did(Kind.LOST, "target", filter[0]);
        scene.whileStopped("SET GLOBAL " + filter[0] + " = '" + filter[1].replace("'", "''") + "'");
        scene.touch(table, scene.random().nextInt(table.domain()));
        scene.damage(scene.source());
        settle(scene);
        if (scene.random().nextBoolean()) {
            scene.whileStopped("SET GLOBAL " + filter[0] + " = ''");
        }
    }

    /** Until the target has executed what there is, if it does so soon. */
    static void settle(AttackScene scene) {
        try {
            BinlogPosition end = scene.pair().end();
            long deadline = System.nanoTime() + Duration.ofSeconds(1).toNanos();
            while (System.nanoTime() < deadline && !scene.pair().executed().reached(end)) {
                AttackScene.pause(10);
            }
        } catch (RuntimeException e) {
            scene.history().did("target", "not looked at: " + e.getMessage());
        }
    }

    private static void skipped(AttackScene scene) {
        int count = 1 + scene.random().nextInt(3);
        scene.history().did(Kind.LOST, "target", "skips " + count);
        synchronized (scene) {
            scene.on(scene.target(), "STOP SLAVE", "SET GLOBAL sql_slave_skip_counter = " + count);
            scene.damage(scene.source());
            scene.damage(scene.source(), "SET binlog_format = STATEMENT");
            scene.on(scene.target(), "START SLAVE");
        }
        settle(scene);
        scene.on(scene.target(), "SET GLOBAL sql_slave_skip_counter = 0");
    }

    private static void skippedDefinition(AttackScene scene) {
        RandomLiveTable table = scene.any();
        RandomLiveTable other = scene.any();
        scene.history().did(Kind.LOST, "target", "skips a definition");
        synchronized (scene) {
            scene.on(scene.target(), "STOP SLAVE", "SET GLOBAL sql_slave_skip_counter = 1");
            scene.on(
                    scene.source(),
                    "SET foreign_key_checks = 0",
                    scene.random().nextBoolean()
                            ? "TRUNCATE TABLE " + table.quoted()
                            : SourceAttacks.swap(table.quoted(), other.quoted()));
            scene.on(scene.target(), "START SLAVE");
        }
        settle(scene);
        scene.on(scene.target(), "SET GLOBAL sql_slave_skip_counter = 0");
    }

    private static void marked(AttackScene scene) {
        String who = scene.random().nextBoolean() ? "FILTER_ON_SLAVE" : "FILTER_ON_MASTER";
        scene.history().did(Kind.LOST, "target", who);
        scene.whileStopped("SET GLOBAL replicate_events_marked_for_skip = " + who);
        scene.damage(scene.source(), "SET skip_replication = 1");
        settle(scene);
        if (scene.random().nextBoolean()) {
            scene.whileStopped("SET GLOBAL replicate_events_marked_for_skip = REPLICATE");
        }
    }

    /** What the source does to a row that the target lost passes unseen. */
    private static void idempotent(AttackScene scene) {
        RandomLiveTable table = scene.any();
        scene.on(scene.target(), "SET GLOBAL slave_exec_mode = IDEMPOTENT");
        scene.unlogged(table, "DELETE FROM " + table.quoted() + " LIMIT 1");
        scene.on(scene.source(), "UPDATE " + table.quoted() + " SET n = n + 1");
        settle(scene);
        scene.on(scene.target(), "SET GLOBAL slave_exec_mode = STRICT");
    }

    private static void triggers(AttackScene scene, boolean fromTheBeginning) {
        RandomLiveTable fired = scene.any();
        RandomLiveTable hit = scene.any();
        String how = List.of("YES", "LOGGING", "NO").get(scene.random().nextInt(3));
        scene.history().did(Kind.DAMAGE, "target", "slave_run_triggers_for_rbr = " + how);
        scene.on(
                scene.target(),
                scene.random().nextBoolean() ? "SET sql_log_bin = 0" : "SET sql_log_bin = 1",
                "CREATE TRIGGER "
                        + RandomLiveTable.quoted(
                                fired.schema(), "fired" + scene.random().nextInt(1000))
                        + (scene.random().nextBoolean() ? " AFTER INSERT ON " : " AFTER UPDATE ON ") + fired.quoted()
                        + " FOR EACH ROW UPDATE " + hit.quoted()
                        + " SET note = 'fired', n = n + 1 LIMIT 1");
        scene.whileStopped("SET GLOBAL slave_run_triggers_for_rbr = " + how);
        Runnable fire = () -> {
            scene.touch(fired, scene.random().nextInt(fired.domain()));
            scene.on(scene.source(), "UPDATE " + fired.quoted() + " SET n = n + 1 LIMIT 2");
        };
        if (fromTheBeginning) {
            scene.later(fire);
            return;
        }
        fire.run();
        settle(scene);
        if (scene.random().nextBoolean()) {
            scene.whileStopped("SET GLOBAL slave_run_triggers_for_rbr = NO");
        }
    }

    /** Rows that the source keeps go on the target, unlogged. */
    private static void foreignKey(AttackScene scene) {
        String parent = "live_proof.alone_parent";
        String child = "live_proof.alone_child";
        scene.on(
                scene.source(),
                "CREATE TABLE " + parent + " (id INT PRIMARY KEY, v INT) ENGINE=InnoDB",
                "CREATE TABLE " + child + " (id INT PRIMARY KEY, Pid INT, KEY (Pid)) ENGINE=InnoDB",
                "INSERT INTO " + parent + " VALUES (1, 1), (2, 2), (3, 3)",
                "INSERT INTO " + child + " VALUES (1, 1), (2, 2), (3, 3), (4, 3)");
        scene.pair().caughtUp();
        scene.on(
                scene.target(),
                "SET sql_log_bin = 0",
                "ALTER TABLE " + child + " ADD FOREIGN KEY (PID) REFERENCES " + parent + " (ID) ON DELETE "
                        + (scene.random().nextBoolean() ? "CASCADE" : "SET NULL"));
        scene.later(() -> scene.on(scene.source(), "DELETE FROM " + parent + " WHERE id = 3"));
    }

    private static void silent(AttackScene scene, boolean forEver) {
        SilentProxy proxy = scene.proxy(scene.random().nextBoolean());
        int millis = 20 + scene.random().nextInt(300);
        scene.later(() -> {
            scene.history().did(Kind.FAULT, "network", forEver ? "falls silent" : "is late by " + millis + " ms");
            if (forEver) {
                proxy.stall();
            } else {
                proxy.delay(Duration.ofMillis(millis));
            }
        });
    }

    private static void again(AttackScene scene) {
        BinlogPosition place = scene.pair().end();
        scene.on(scene.target(), "SET GLOBAL slave_exec_mode = IDEMPOTENT");
        scene.damage(scene.source());
        settle(scene);
        synchronized (scene) {
            if (!scene.pair().byGtid()) {
                scene.history().did(Kind.LOST, "target", "follows from " + place + " on again");
                scene.pair().followFrom(place);
            }
        }
        settle(scene);
    }
}
