package dev.evenkeel.parity.live;

import static dev.evenkeel.parity.live.LivePair.SOURCE;
import static dev.evenkeel.parity.live.LivePair.caughtUp;
import static dev.evenkeel.parity.live.LivePair.on;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A table on both sides whose target follows, for a live proof. */
abstract class ProvedOrders {
    @BeforeAll
    static void the_target_follows() {
        LivePair.follow();
    }

    @AfterAll
    static void the_target_is_let_go() {
        LivePair.letGo();
    }

    @BeforeEach
    void the_same_rows_on_both_sides() {
        on(
                SOURCE,
                "DROP DATABASE IF EXISTS live_proof",
                "CREATE DATABASE live_proof CHARACTER SET utf8mb4",
                "CREATE TABLE live_proof.hot (at DATETIME(3) NULL, id INT NOT NULL AUTO_INCREMENT PRIMARY KEY,"
                        + " span TIME(5) NULL, n INT NOT NULL, note VARCHAR(30) NULL)",
                "CREATE TABLE live_proof.named (k VARCHAR(20) NOT NULL, seen TIMESTAMP(3) NOT NULL DEFAULT '2000-01-01',"
                        + " n INT, PRIMARY KEY (k, seen))",
                "CREATE TABLE live_proof.still (id INT PRIMARY KEY, note VARCHAR(20))",
                "CREATE TABLE live_proof.loose (n INT)",
                "CREATE TABLE live_proof.old (n INT PRIMARY KEY) ENGINE=MyISAM",
                "CREATE TABLE live_proof.child (id INT AUTO_INCREMENT PRIMARY KEY, hot INT, FOREIGN KEY (hot)"
                        + " REFERENCES live_proof.hot (id) ON DELETE CASCADE)",
                "INSERT INTO live_proof.hot (at, span, n, note) SELECT '2026-01-01 01:02:03.456', '-01:02:03.45678', seq,"
                        + " 'x' FROM (SELECT @n := @n + 1 AS seq FROM information_schema.COLLATIONS a,"
                        + " information_schema.COLLATIONS b, (SELECT @n := 0) c LIMIT 5000) s",
                "INSERT INTO live_proof.named (k, n) SELECT CONCAT('name ', id), n FROM live_proof.hot LIMIT 500",
                "INSERT INTO live_proof.still VALUES (1, 'a'), (2, 'b'), (3, 'c')",
                "INSERT INTO live_proof.loose VALUES (1), (1), (2)",
                "INSERT INTO live_proof.old VALUES (1), (2)",
                "INSERT INTO live_proof.child (hot) SELECT id FROM live_proof.hot LIMIT 300");
        caughtUp();
    }

    static void pause(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }
}
