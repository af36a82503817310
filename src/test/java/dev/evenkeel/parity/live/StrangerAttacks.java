package dev.evenkeel.parity.live;

import dev.evenkeel.mariadb.GtidSet;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.parity.live.LiveHistory.Kind;
import java.util.List;

/** Writes on the target by somebody who is not replication. */
final class StrangerAttacks {
    private StrangerAttacks() {}

    static List<Attack> all() {
        return List.of(
                Attack.of("a stranger", scene -> scene.damage(scene.target())),
                Attack.of(
                        "a stranger in statement format",
                        scene -> scene.damage(scene.target(), "SET binlog_format = STATEMENT")),
                Attack.of(
                        "a stranger under the source's server id",
                        scene -> scene.damage(scene.target(), "SET SESSION server_id = 1")),
                Attack.of(
                        "a stranger under a third id",
                        scene -> scene.damage(scene.target(), "SET SESSION server_id = 77")),
                Attack.of("another server id of the target", StrangerAttacks::otherId),
                Attack.of("RESET MASTER on the target, then a write", scene -> {
                    scene.on(scene.target(), "RESET MASTER");
                    scene.damage(scene.target());
                    grow(scene);
                }),
                Attack.of("a write on the target, then RESET MASTER", scene -> {
                    scene.damage(scene.target());
                    scene.on(scene.target(), "RESET MASTER");
                    grow(scene);
                }),
                Attack.of("a purged binlog of the target", scene -> {
                    scene.damage(scene.target());
                    scene.purge(scene.target());
                }),
                Attack.of(
                        "a forged GTID",
                        scene -> forge(scene, 1 + scene.random().nextInt(3))),
                Attack.of("a copied GTID", scene -> forge(scene, 0)),
                Attack.of("a stranger's XA transaction", StrangerAttacks::inTwoPhases),
                Attack.of("a stranger's definition", StrangerAttacks::define),
                Attack.of("a stranger's procedure, function or trigger", StrangerAttacks::byCode),
                Attack.of("a stranger's LOAD DATA", StrangerAttacks::load),
                Attack.of(
                        "a stranger in another domain",
                        scene -> scene.damage(
                                scene.target(),
                                "SET SESSION gtid_domain_id = " + scene.random().nextInt(3))),
                Attack.of(
                        "a row-image of keys alone on the target",
                        scene -> scene.damage(scene.target(), "SET SESSION binlog_row_image = MINIMAL")));
    }

    private static void otherId(AttackScene scene) {
        // The source's own: what replication brings is passed over as the target's own meanwhile.
        int id = scene.random().nextInt(4) == 0 ? 1 : 99;
        if (id == 1) {
            scene.history().did(Kind.LOST, "target", "takes the source's changes for its own");
        }
        scene.on(scene.target(), "SET GLOBAL server_id = " + id);
        scene.damage(scene.target());
        AttackScene.pause(scene.random().nextInt(50));
        if (id == 1 || scene.random().nextBoolean()) {
            scene.on(scene.target(), "SET GLOBAL server_id = 2");
        }
    }

    /** Sometimes the new binlog grows past where the old one was. */
    private static void grow(AttackScene scene) {
        if (scene.random().nextBoolean()) {
            scene.on(
                    scene.target(),
                    "CREATE TABLE IF NOT EXISTS elsewhere.filler (b LONGTEXT)",
                    "INSERT INTO elsewhere.filler VALUES (REPEAT('x', 600000))",
                    "INSERT INTO elsewhere.filler SELECT * FROM elsewhere.filler",
                    "DROP TABLE elsewhere.filler");
        }
    }

    /** Under the name of a transaction of the source: one that it wrote last, or will write by and by. */
    private static void forge(AttackScene scene, int ahead) {
        RandomLiveTable table = scene.any();
        scene.touch(table, scene.random().nextInt(table.domain()));
        try (Session session = scene.source().open()) {
            GtidSet.parse(session.text("SELECT @@GLOBAL.gtid_binlog_pos")).byDomain().values().stream()
                    .filter(gtid -> gtid.domain() == 0)
                    .forEach(gtid -> scene.on(
                            scene.target(),
                            "SET SESSION server_id = 1, gtid_seq_no = " + (gtid.sequence() + ahead),
                            scene.damage(table)));
        }
    }

    private static void inTwoPhases(AttackScene scene) {
        boolean parted = scene.random().nextBoolean();
        scene.on(
                scene.target(),
                parted ? "SET binlog_format = STATEMENT" : "SET @x = 1",
                "XA START 'stranger'",
                scene.damage(scene.any()),
                "XA END 'stranger'",
                scene.random().nextBoolean() ? "XA PREPARE 'stranger'" : "XA COMMIT 'stranger' ONE PHASE",
                "XA COMMIT 'stranger'");
    }

    private static void define(AttackScene scene) {
        RandomLiveTable table = scene.any();
        String name = table.quoted();
        String other =
                RandomLiveTable.quoted(table.schema(), "other" + scene.random().nextInt(1000));
        scene.history().did(Kind.DEFINITION, "target", "somebody changes " + name);
        scene.on(scene.target(), "SET foreign_key_checks = 0");
        String[] statements =
                switch (scene.random().nextInt(8)) {
                    case 0 -> new String[] {"TRUNCATE TABLE " + name};
                    case 1 ->
                        new String[] {
                            "CREATE TABLE " + other + " LIKE " + name,
                            "RENAME TABLE " + name + " TO elsewhere.tmp, " + other + " TO " + name
                        };
                    case 2 -> new String[] {"ALTER TABLE " + name + " MODIFY note VARCHAR(3) NULL"};
                    case 3 -> new String[] {"CREATE TABLE " + other + " AS SELECT * FROM " + name};
                    case 4 ->
                        new String[] {
                            "ALTER TABLE " + name + " DROP COLUMN note",
                            "ALTER TABLE " + name + " ADD COLUMN note VARCHAR(40) NULL"
                        };
                    case 5 ->
                        new String[] {
                            "ALTER TABLE " + name + " RENAME " + other,
                            "UPDATE " + other + " SET note = 'damaged' LIMIT 1",
                            "ALTER TABLE " + other + " RENAME " + name
                        };
                    case 6 ->
                        new String[] {"CREATE OR REPLACE TABLE " + name + " LIKE " + name, "OPTIMIZE TABLE " + name};
                    default -> new String[] {"LOCK TABLES " + name + " WRITE", scene.damage(table), "UNLOCK TABLES"};
                };
        String[] all = new String[statements.length + 1];
        all[0] = "SET foreign_key_checks = 0";
        System.arraycopy(statements, 0, all, 1, statements.length);
        scene.on(scene.target(), all);
    }

    private static void byCode(AttackScene scene) {
        String sql = scene.damage(scene.any());
        String format = scene.random().nextBoolean() ? "ROW" : "STATEMENT";
        String[] statements =
                switch (scene.random().nextInt(3)) {
                    case 0 ->
                        new String[] {
                            "CREATE PROCEDURE elsewhere.p() " + sql,
                            "SET binlog_format = " + format,
                            "CALL elsewhere.p()"
                        };
                    case 1 ->
                        new String[] {
                            "CREATE FUNCTION elsewhere.f() RETURNS INT BEGIN " + sql + "; RETURN 1; END",
                            "SET binlog_format = " + format,
                            scene.random().nextBoolean()
                                    ? "DO elsewhere.f()"
                                    : "INSERT INTO elsewhere.nudge (n) VALUES (elsewhere.f())"
                        };
                    default ->
                        new String[] {
                            "CREATE TABLE IF NOT EXISTS elsewhere.fired (id INT)",
                            "CREATE TRIGGER elsewhere.tr AFTER INSERT ON elsewhere.fired FOR EACH ROW " + sql,
                            "SET binlog_format = " + format,
                            "INSERT INTO elsewhere.fired VALUES (1)"
                        };
                };
        scene.on(scene.target(), statements);
    }

    private static void load(AttackScene scene) {
        RandomLiveTable table = scene.any();
        String file = scene.pair().process(scene.target()).scratch() + "/rows"
                + scene.random().nextInt(1_000_000);
        scene.on(
                scene.target(),
                "SET binlog_format = " + (scene.random().nextBoolean() ? "ROW" : "STATEMENT"),
                "SELECT " + table.columns().replace(", n, ", ", n + 3, ") + " INTO OUTFILE '" + file + "' FROM "
                        + table.quoted() + " LIMIT 3",
                "LOAD DATA INFILE '" + file + "' REPLACE INTO TABLE " + table.quoted() + " (" + table.columns() + ")");
    }
}
