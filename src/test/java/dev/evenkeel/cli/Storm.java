package dev.evenkeel.cli;

import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** Ten connections that define things on a server at random, until they are refused for good. */
final class Storm implements AutoCloseable {
    static final String DATA = """
            CREATE DATABASE ws1;
            CREATE DATABASE ws2;
            CREATE TABLE ws1.base (id INT NOT NULL PRIMARY KEY, v INT) ENGINE=InnoDB;
            INSERT INTO ws1.base VALUES (1, 1), (2, 2);
            """;

    private static final int CONNECTIONS = 10;
    private static final int NAMES = 6;
    /** A pause between two statements of a connection, at most. */
    private static final int PAUSE_MILLIS = 300;

    private final int seed;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile boolean over;

    Storm(int seed) {
        this.seed = seed;
    }

    void begin(Server server) {
        for (int i = 0; i < CONNECTIONS; i++) {
            Random chance = new Random(seed * 31L + i);
            Thread thread = new Thread(() -> blow(server, chance), "storm " + i);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    int sent() {
        return sent.get();
    }

    int refused() {
        return refused.get();
    }

    private void blow(Server server, Random chance) {
        while (!over) {
            try (Session session = server.open()) {
                while (!over) {
                    statement(session, chance);
                    Thread.sleep(chance.nextInt(PAUSE_MILLIS));
                }
            } catch (DatabaseException e) {
                over |= !e.lost();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void statement(Session session, Random chance) {
        sent.incrementAndGet();
        try {
            session.execute(statement(chance));
        } catch (DatabaseException e) {
            if (e.lost()) {
                throw e;
            }
            refused.incrementAndGet();
        }
    }

    static String statement(Random chance) {
        String database = "ws" + (1 + chance.nextInt(2));
        String user = "storm" + chance.nextInt(NAMES) + "@'%'";
        String table = database + ".t" + chance.nextInt(NAMES);
        String event = database + ".e" + chance.nextInt(NAMES);
        String view = database + ".v" + chance.nextInt(NAMES);
        String routine = database + ".p" + chance.nextInt(NAMES);
        int number = chance.nextInt(1_000);
        List<String> all = List.of(
                "CREATE USER " + user + " IDENTIFIED BY 'p" + number + "'",
                "DROP USER " + user,
                "RENAME USER " + user + " TO storm" + chance.nextInt(NAMES) + "@'%'",
                "GRANT SELECT, INSERT ON " + database + ".* TO " + user,
                "GRANT UPDATE (v) ON ws1.base TO " + user,
                "REVOKE INSERT ON " + database + ".* FROM " + user,
                "SET PASSWORD FOR " + user + " = PASSWORD('n" + number + "')",
                "CREATE EVENT " + event + " ON SCHEDULE EVERY " + (1 + number)
                        + " HOUR STARTS '2037-01-01' DO DELETE FROM" + " ws1.base WHERE id < 0",
                "CREATE EVENT " + event + " ON SCHEDULE AT CURRENT_TIMESTAMP + INTERVAL " + chance.nextInt(4)
                        + " SECOND DO UPDATE ws1.base SET v = " + number,
                "ALTER EVENT " + event + " COMMENT 'c" + number + "'",
                "ALTER EVENT " + event + (chance.nextBoolean() ? " DISABLE" : " ENABLE"),
                "ALTER EVENT " + event + " RENAME TO ws1.e" + chance.nextInt(NAMES),
                "DROP EVENT " + event,
                "CREATE TABLE " + table + " (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, v INT) ENGINE=InnoDB",
                "INSERT INTO " + table + " (v) VALUES (" + number + ")",
                "INSERT INTO " + table + " (v) VALUES (" + number + ")",
                "ALTER TABLE " + table + " ADD c" + chance.nextInt(3) + " VARCHAR(10) NOT NULL DEFAULT 'x'",
                "ALTER TABLE " + table + " DROP c" + chance.nextInt(3),
                "RENAME TABLE " + table + " TO " + database + ".t" + chance.nextInt(NAMES),
                "TRUNCATE TABLE " + table,
                "DROP TABLE " + table,
                "CREATE OR REPLACE VIEW " + view + " AS SELECT id, v + " + number + " AS w FROM ws1.base",
                "DROP VIEW " + view,
                "CREATE PROCEDURE " + routine + "() SELECT " + number,
                "ALTER PROCEDURE " + routine + " COMMENT 'c" + number + "'",
                "DROP PROCEDURE " + routine,
                "CREATE TRIGGER " + database + ".g" + chance.nextInt(NAMES) + " BEFORE INSERT ON " + table
                        + " FOR EACH ROW SET NEW.v = " + number,
                "DROP TRIGGER " + database + ".g" + chance.nextInt(NAMES),
                "UPDATE ws1.base SET v = v + 1");
        return all.get(chance.nextInt(all.size()));
    }

    @Override
    public void close() {
        over = true;
        for (Thread thread : threads) {
            try {
                thread.join(5_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
