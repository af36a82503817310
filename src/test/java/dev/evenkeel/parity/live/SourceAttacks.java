package dev.evenkeel.parity.live;

import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.parity.live.LiveHistory.Kind;
import java.util.List;

/** What happens on the source, in ways that its binlog tells late, otherwise or not at all. */
final class SourceAttacks {
    private SourceAttacks() {}

    static List<Attack> all() {
        return List.of(
                Attack.of("RESET MASTER on the source", SourceAttacks::reset).explaining(),
                Attack.of("a purged binlog of the source", scene -> scene.purge(scene.source()))
                        .explaining(),
                Attack.of("another server id of the source", scene -> {
                    scene.on(
                            scene.source(),
                            "SET GLOBAL server_id = " + (50 + scene.random().nextInt(3)));
                    scene.damage(scene.source());
                    scene.damage(scene.source(), "SET SESSION server_id = 51");
                }),
                Attack.of("a domain that appears", scene -> {
                    scene.damage(scene.source(), "SET SESSION gtid_domain_id = 9");
                    scene.damage(scene.source());
                    scene.damage(scene.source(), "SET SESSION gtid_domain_id = 9");
                }),
                Attack.of("another row image", scene -> {
                    String image = scene.random().nextBoolean() ? "MINIMAL" : "NOBLOB";
                    String scope = scene.random().nextBoolean() ? "SESSION" : "GLOBAL";
                    scene.on(scene.source(), "SET " + scope + " binlog_row_image = " + image);
                    scene.damage(scene.source(), "SET " + scope + " binlog_row_image = " + image);
                    scene.damage(scene.source());
                }),
                Attack.of("another checksum", scene -> {
                    scene.on(
                            scene.random().nextBoolean() ? scene.source() : scene.target(),
                            "SET GLOBAL binlog_checksum = " + (scene.random().nextBoolean() ? "CRC32" : "NONE"));
                    scene.damage(scene.source());
                }),
                Attack.of(
                        "annotated rows", scene -> scene.damage(scene.source(), "SET binlog_annotate_row_events = 1")),
                Attack.of("a compressed binlog", scene -> {
                    Server server = scene.random().nextInt(3) > 0 ? scene.source() : scene.target();
                    scene.on(server, "SET GLOBAL log_bin_compress_min_len = 10", "SET GLOBAL log_bin_compress = 1");
                    scene.damage(scene.source());
                    scene.damage(scene.source(), "SET binlog_format = STATEMENT");
                }),
                Attack.of("statements", SourceAttacks::statements),
                Attack.of(
                        "statements elsewhere",
                        scene -> scene.on(
                                scene.source(),
                                "SET binlog_format = STATEMENT",
                                "INSERT INTO elsewhere.nudge (n) VALUES (RAND() * 100)",
                                "UPDATE elsewhere.nudge SET n = n + 1")),
                Attack.of("tables that change places", SourceAttacks::rename),
                Attack.of("tables that are emptied and filled", SourceAttacks::emptied),
                Attack.before("large rows", SourceAttacks::large),
                Attack.before("long keys", SourceAttacks::longKeys).costing(3),
                Attack.before("a foreign key of other letters", SourceAttacks::letters),
                Attack.before("a trigger of the source", SourceAttacks::trigger),
                Attack.before("what later servers have", SourceAttacks::modern));
    }

    static String swap(String one, String other) {
        return one.equals(other)
                ? "RENAME TABLE " + one + " TO elsewhere.swapped"
                : "RENAME TABLE " + one + " TO elsewhere.swapped, " + other + " TO " + one + ", elsewhere.swapped TO "
                        + other;
    }

    private static void reset(AttackScene scene) {
        synchronized (scene) {
            scene.history().did(Kind.LOST, "target", "follows a binlog that starts again");
            scene.on(scene.target(), "STOP SLAVE", "SET GLOBAL slave_parallel_threads = 0");
            scene.on(scene.source(), "RESET MASTER");
            scene.pair().forget();
            if (scene.random().nextBoolean()) {
                scene.damage(scene.source());
            }
            BinlogPosition from = scene.random().nextBoolean()
                    ? scene.pair().end()
                    : new BinlogPosition(scene.pair().end().file(), 4);
            scene.on(scene.target(), "RESET SLAVE");
            scene.pair().followFrom(from);
        }
        scene.damage(scene.source());
    }

    private static void statements(AttackScene scene) {
        RandomLiveTable table = scene.any();
        RandomLiveTable other = scene.any();
        String file = scene.pair().process(scene.source()).scratch() + "/rows"
                + scene.random().nextInt(1_000_000);
        scene.history().did(Kind.STATEMENT, "source", "statements");
        scene.on(
                scene.source(),
                "SET binlog_format = " + (scene.random().nextInt(3) > 0 ? "STATEMENT" : "MIXED"),
                "USE `" + (scene.random().nextBoolean() ? table.schema() : "elsewhere") + "`",
                "UPDATE /* a ` ' \" comment */ " + table.quoted() + " AS x, " + other.quoted()
                        + " y SET x.note = 'many -- /*', y.note = UUID() WHERE x.n % 3 = y.n % 3",
                "INSERT INTO elsewhere.nudge (n) SELECT n FROM " + table.quoted() + " LIMIT 2",
                "DELETE x FROM " + other.quoted() + " AS x WHERE x.n % 7 = 3 -- elsewhere.nudge",
                "SELECT " + table.columns().replace(", n, ", ", n + 3, ") + " INTO OUTFILE '" + file + "' FROM "
                        + table.quoted() + " LIMIT 3",
                "LOAD DATA INFILE '" + file + "' REPLACE INTO TABLE " + table.quoted() + " (" + table.columns() + ")",
                "CREATE PROCEDURE elsewhere.p() " + scene.damage(other),
                "CALL elsewhere.p()",
                "CREATE TEMPORARY TABLE elsewhere.passing AS SELECT n FROM " + table.quoted(),
                "UPDATE " + other.quoted() + " SET n = n + 1 WHERE n IN (SELECT n FROM elsewhere.passing)",
                "BEGIN NOT ATOMIC " + scene.damage(table) + "; END");
    }

    private static void rename(AttackScene scene) {
        RandomLiveTable table = scene.any();
        RandomLiveTable other = scene.any();
        String name = table.quoted();
        String fresh = RandomLiveTable.quoted(
                table.schema(), "fresh -- " + scene.random().nextInt(1000));
        scene.history().did(Kind.DEFINITION, "source", "renames");
        scene.on(scene.source(), "SET foreign_key_checks = 0");
        switch (scene.random().nextInt(5)) {
            case 0 -> scene.on(scene.source(), swap(name, other.quoted()), scene.damage(table));
            case 1 ->
                scene.on(
                        scene.source(),
                        "CREATE TABLE " + fresh + " LIKE " + name,
                        "INSERT INTO " + fresh + " (" + table.columns() + ") SELECT " + table.columns() + " FROM "
                                + name,
                        "RENAME TABLE " + name + " TO elsewhere.old, " + fresh + " TO " + name,
                        "UPDATE " + name + " SET note = 'after' LIMIT 1");
            case 2 ->
                scene.on(
                        scene.source(),
                        "ALTER TABLE " + name + " RENAME TO " + fresh,
                        "UPDATE " + fresh + " SET note = 'meanwhile' LIMIT 1",
                        "ALTER TABLE " + fresh + " RENAME AS " + name);
            case 3 ->
                scene.on(
                        scene.source(),
                        "CREATE OR REPLACE TABLE " + fresh + " AS SELECT * FROM " + name,
                        "DROP TABLE /* " + name + " */ " + fresh);
            default ->
                scene.on(
                        scene.source(),
                        "SET foreign_key_checks = 0",
                        "DROP TABLE IF EXISTS " + name,
                        table.create(),
                        "INSERT INTO " + name + " (" + table.columns() + ") VALUES " + table.row(1, scene.random()));
        }
    }

    private static void emptied(AttackScene scene) {
        RandomLiveTable table = scene.any();
        scene.history().did(Kind.DEFINITION, "source", "empties and fills");
        scene.on(
                scene.source(), "CREATE TABLE elsewhere.kept AS SELECT " + table.columns() + " FROM " + table.quoted());
        for (int i = 0; i < 4; i++) {
            scene.on(
                    scene.source(),
                    "SET foreign_key_checks = 0",
                    "TRUNCATE " + table.quoted(),
                    "DO SLEEP(0.05)",
                    "INSERT IGNORE INTO " + table.quoted() + " (" + table.columns() + ") SELECT * FROM elsewhere.kept");
            AttackScene.pause(50);
        }
    }

    private static void large(AttackScene scene) {
        scene.on(
                scene.source(),
                "CREATE TABLE live_proof.large (id INT PRIMARY KEY, v INT, b LONGBLOB) ENGINE=InnoDB",
                "INSERT INTO live_proof.large VALUES (1, 1, REPEAT('a', 1500000)), (2, 2, REPEAT('b', 700000))");
        scene.later(() -> scene.on(scene.source(), "UPDATE live_proof.large SET v = v + 1"));
    }

    private static void longKeys(AttackScene scene) {
        scene.on(scene.source(), "SET GLOBAL max_allowed_packet = 1048576");
        scene.on(scene.target(), "SET GLOBAL max_allowed_packet = 1048576");
        scene.on(
                scene.source(),
                "CREATE TABLE live_proof.longs (a VARCHAR(191) CHARACTER SET utf8mb4, b VARCHAR(191) CHARACTER SET"
                        + " utf8mb4, v INT, PRIMARY KEY (a, b)) ENGINE=InnoDB",
                "INSERT INTO live_proof.longs SELECT RPAD(@n := @n + 1, 185, '\uD83D\uDE00'), REPEAT('\uD83D\uDE00', 185),"
                        + " 1 FROM information_schema.COLLATIONS, information_schema.CHARACTER_SETS, (SELECT @n := 0) c"
                        + " LIMIT 700");
        scene.later(() -> scene.on(scene.source(), "UPDATE live_proof.longs SET v = v + 1 LIMIT 600"));
    }

    private static void letters(AttackScene scene) {
        scene.on(
                scene.source(),
                "SET foreign_key_checks = 0",
                "CREATE TABLE live_proof.kid (id INT PRIMARY KEY, Pid INT, UNIQUE KEY fk1 (Pid), CONSTRAINT fk1 FOREIGN"
                        + " KEY (PID) REFERENCES folk (ID) ON DELETE CASCADE ON UPDATE CASCADE) ENGINE=InnoDB"
                                .replace("folk", "live_proof.folk"),
                "CREATE TABLE live_proof.folk (id INT PRIMARY KEY, v INT) ENGINE=InnoDB",
                "INSERT INTO live_proof.folk VALUES (1, 1), (2, 2), (3, 3)",
                "INSERT INTO live_proof.kid VALUES (1, 1), (2, 2), (3, 3)");
        scene.later(() -> scene.on(
                scene.source(),
                "DELETE FROM live_proof.folk WHERE id = 1",
                "UPDATE live_proof.folk SET id = 5 WHERE id = 2"));
    }

    private static void trigger(AttackScene scene) {
        RandomLiveTable fired = scene.any();
        RandomLiveTable hit = scene.any();
        scene.on(
                scene.source(),
                "CREATE TRIGGER " + RandomLiveTable.quoted(fired.schema(), "own /* trigger") + " AFTER UPDATE ON "
                        + fired.quoted() + " FOR EACH ROW UPDATE " + hit.quoted() + " SET note = UUID() LIMIT 1");
        scene.later(() -> scene.on(
                scene.source(),
                "SET binlog_format = " + (scene.random().nextBoolean() ? "STATEMENT" : "ROW"),
                "UPDATE " + fired.quoted() + " SET n = n + 1 LIMIT 1"));
    }

    private static void modern(AttackScene scene) {
        scene.on(
                scene.source(),
                "CREATE SEQUENCE live_proof.sq",
                "CREATE TABLE live_proof.versioned (id INT PRIMARY KEY, v INT) WITH SYSTEM VERSIONING",
                "INSERT INTO live_proof.versioned VALUES (1, 1), (2, 2)",
                "CREATE TABLE live_proof.hashed (id INT PRIMARY KEY, b TEXT, UNIQUE KEY (b))",
                "INSERT INTO live_proof.hashed VALUES (1, 'a'), (2, 'b')",
                "CREATE TABLE live_proof.uuids (id UUID PRIMARY KEY, v INT)",
                "INSERT INTO live_proof.uuids VALUES (UUID(), 1), (UUID(), 2)");
        scene.later(() -> scene.on(
                scene.source(),
                "SELECT NEXTVAL(live_proof.sq)",
                "UPDATE live_proof.versioned SET v = 5 WHERE id = 1",
                "DELETE FROM live_proof.versioned WHERE id = 2",
                "UPDATE live_proof.hashed SET b = 'c' WHERE id = 1",
                "UPDATE live_proof.uuids SET v = v + 1"));
    }
}
