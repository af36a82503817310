package dev.evenkeel.transfer.dump;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Secret;
import dev.evenkeel.mariadb.Server;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lines that stand for the copy in the list of statements, as a shell understands them. */
class ShellLineTest {
    private static final String DUMP = """
            -- MariaDB dump 10.19
            /*!40101 SET NAMES utf8mb4 */;
            /*!40101 SET @OLD_SQL_MODE=@@SQL_MODE, SQL_MODE='NO_AUTO_VALUE_ON_ZERO' */;
            /*!40000 ALTER TABLE `t` DISABLE KEYS */;
            CREATE DATABASE /*!32312 IF NOT EXISTS*/ `shop`;
            USE `shop`;
            DROP TABLE IF EXISTS `t`;
            CREATE TABLE `t` (
              `x` int
            );
            LOCK TABLES `t` WRITE;
            INSERT INTO `t` VALUES (1),(2);
            /*!50003 SET sql_mode              = '' */ ;
            DELIMITER ;;
            CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW BEGIN
            INSERT INTO `log` VALUES (1);
            USE `never`;
            END ;;
            DELIMITER ;
            UNLOCK TABLES;
            INSERT INTO `u` VALUES ('DELIMITER ;;');
            """;

    @TempDir
    Path folder;

    @Test
    void of_a_dump_the_settings_and_the_rows_are_loaded() throws Exception {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("dump.sql.gz")))) {
            out.write(DUMP.getBytes(StandardCharsets.UTF_8));
        }
        String line = ShellLine.rows(folder.resolve("dump.sql.gz"));

        assertThat(line).startsWith("zcat dump.sql.gz | ").endsWith(" | mysql");
        assertThat(shell(line.replaceFirst(" \\| mysql$", ""))).isEqualTo("""
                /*!40101 SET NAMES utf8mb4 */;
                /*!40101 SET @OLD_SQL_MODE=@@SQL_MODE, SQL_MODE='NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES' */;
                USE `shop`;
                INSERT INTO `t` VALUES (1),(2);
                INSERT INTO `u` VALUES ('DELIMITER ;;');
                """);
    }

    @Test
    void a_dump_is_the_programs_whole_command_line_without_the_password() throws Exception {
        DumpTool tool = new DumpTool(Path.of("/opt/x/mysqldump"), Optional.empty());
        Server server =
                new Server("replica", new Endpoint("db.example", 3307), new Login("o'brien", new Secret("s3cret")));

        String line = ShellLine.dump(tool, server, List.of("shop", "it's $HOME"), 1 << 20, Path.of("/r/dump.sql.gz"));

        assertThat(line).doesNotContain("s3cret").endsWith(" | gzip > dump.sql.gz");
        assertThat(shell("printf '%s\\n' " + line.replace(" | gzip > dump.sql.gz", ""))
                        .lines())
                .startsWith(
                        "mysqldump",
                        "--no-defaults",
                        "--protocol=tcp",
                        "--host=db.example",
                        "--port=3307",
                        "--user=o'brien",
                        "--password=***")
                .contains("--single-transaction", "--routines", "--triggers", "--hex-blob", "--tz-utc")
                .endsWith("--databases", "--", "shop", "it's $HOME");
    }

    private String shell(String line) throws IOException, InterruptedException {
        Process shell = new ProcessBuilder("bash", "-o", "pipefail", "-c", line)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).as(said).isZero();
        return said;
    }
}
