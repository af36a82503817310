package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A dump of many small tables in ten databases. {@code -Devenkeel.tables=5000} for another number, which two cores that have nothing
 * else to do rehearse in under two minutes; how long it took is printed.
 */
class ManyTablesTest {
    private static final int DATABASES = 10;
    private static final int TABLES = Integer.getInteger("evenkeel.tables", 200);

    @TempDir
    Path folder;

    @Test
    void are_rehearsed_and_what_takes_long_says_how_far_it_is() throws IOException {
        Path reports = folder.resolve("reports");
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream usual = System.err;
        long begun = System.nanoTime();
        int exit;
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            exit = Main.run("rehearse", "--reports", reports.toString(), "--data", dump().toString());
        } finally {
            System.setErr(usual);
        }
        String shown = printed.toString(StandardCharsets.UTF_8);
        System.out.printf(
                "%d tables, exit %d, %d s%n",
                TABLES, exit, Duration.ofNanos(System.nanoTime() - begun).toSeconds());

        assertThat(exit).as(shown).isZero();
        JsonNode audit =
                new ObjectMapper().readTree(reports.resolve("latest/audit.json").toFile());
        assertThat(audit.at("/parity/yourData/tables").asInt()).isEqualTo(TABLES);
        assertThat(audit.at("/parity/yourData/same").asInt()).isEqualTo(TABLES);
        assertThat(audit.at("/parity/objects/verdict").asText()).isEqualTo("Same");
        assertThat(shown).containsPattern("comparison of objects [0-9.,]+( k)? objects in ");
        // What a step does first may begin before it shows anything.
        List<String> silent = shown.lines()
                .filter(line -> line.matches(".* running for ([2-9][0-9]|[0-9]+ min).*") && !line.contains("; "))
                .toList();
        assertThat(silent).isEmpty();
    }

    /** As mysqldump writes it. */
    private Path dump() throws IOException {
        Path file = folder.resolve("many.sql");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int database = 0; database < DATABASES; database++) {
                out.write("CREATE DATABASE many" + database + ";\nUSE many" + database + ";\n");
                for (int table = 0; table < TABLES / DATABASES; table++) {
                    out.write("""
                            DROP TABLE IF EXISTS `t%1$d`;
                            /*!40101 SET @saved_cs_client     = @@character_set_client */;
                            /*!40101 SET character_set_client = utf8 */;
                            CREATE TABLE `t%1$d` (
                              `id` int(11) NOT NULL AUTO_INCREMENT,
                              `name` varchar(100) NOT NULL DEFAULT '',
                              `amount` decimal(12,2) DEFAULT NULL,
                              `made` timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
                              PRIMARY KEY (`id`),
                              KEY `name` (`name`)
                            ) ENGINE=InnoDB AUTO_INCREMENT=4 DEFAULT CHARSET=utf8;
                            /*!40101 SET character_set_client = @saved_cs_client */;
                            LOCK TABLES `t%1$d` WRITE;
                            INSERT INTO `t%1$d` VALUES (1,'a%1$d',1.5,'2020-01-01 00:00:00'),(2,'b',NULL,'2020-01-02 00:00:00'),(3,'c',7,'2020-01-03 00:00:00');
                            UNLOCK TABLES;
                            """.formatted(table));
                }
            }
        }
        return file;
    }
}
