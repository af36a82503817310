package dev.evenkeel.transfer.load;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.journal.Observer;
import dev.evenkeel.transfer.LeftOut;
import dev.evenkeel.transfer.LoadOptions;
import dev.evenkeel.transfer.Pair;
import dev.evenkeel.transfer.TransferFailed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Loads scripts of a test into the target, which has nothing of them before and after. */
abstract class LoadedScripts {
    static final String HEADER = """
            -- MySQL dump 10.13  Distrib 5.6.51, for Linux (x86_64)
            --
            -- Host: localhost    Database: script_shop
            -- ------------------------------------------------------
            /*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;
            /*!40101 SET NAMES utf8 */;
            """;
    static final String FOOTER = "-- Dump completed on 2020-02-02 20:20:20\n";

    static final String ORDERS = """
            DROP TABLE IF EXISTS `orders`;
            CREATE TABLE `orders` (`id` int NOT NULL, `city` varchar(20), PRIMARY KEY (`id`))
             ENGINE=InnoDB DEFAULT CHARSET=latin1 COLLATE=latin1_german1_ci;
            LOCK TABLES `orders` WRITE;
            INSERT INTO `orders` VALUES (1,'Köln'),(2,'a;b');
            UNLOCK TABLES;
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void nothing_there() {
        clean_up();
    }

    @AfterAll
    static void clean_up() {
        for (String name : List.of("shop", "crm", "graphs", "house", "office", "modes")) {
            Pair.run(Pair.TARGET_ADMIN, "DROP DATABASE IF EXISTS script_" + name);
        }
        for (String user : List.of("clerk", "clerk2")) {
            Pair.run(Pair.TARGET_ADMIN, "GRANT USAGE ON *.* TO '" + user + "'@'%'", "DROP USER '" + user + "'@'%'");
        }
    }

    AbstractThrowableAssert<?, ? extends Throwable> assertRefused(Path file) {
        return assertThatThrownBy(() -> load(file)).isInstanceOf(TransferFailed.class);
    }

    static List<LeftOut> load(Path file) {
        return loadAll(into(file));
    }

    static List<LeftOut> loadAll(DataFile... files) {
        return new Loader(Pair.TARGET_ADMIN, LoadOptions.fill(), Observer.NONE)
                .loadAll(List.of(files))
                .leftOut();
    }

    static DataFile into(Path file) {
        return new DataFile(file, Optional.empty());
    }

    static DataFile into(Path file, String database) {
        return new DataFile(file, Optional.of(database));
    }

    static List<String> rows(String sql) {
        return new ArrayList<>(Pair.rows(Pair.TARGET_ADMIN, sql));
    }

    Path file(String name, String sql) throws IOException {
        return Files.write(folder.resolve(name), sql.getBytes(StandardCharsets.UTF_8));
    }
}
