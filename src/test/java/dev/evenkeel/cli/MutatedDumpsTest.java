package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.Quoting;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.provision.programs.LocalFiles;
import dev.evenkeel.screen.SafeText;
import dev.evenkeel.transfer.LoadOptions;
import dev.evenkeel.transfer.TransferFailed;
import dev.evenkeel.transfer.load.DataFile;
import dev.evenkeel.transfer.load.Loader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Dumps that chance has changed, loaded into a real server with every right, as {@code --data} is. Each is loaded, or refused in a
 * sentence; it changes the database that it was given and nothing else.
 *
 * <p>One for every {@value #SHARE} of {@code -Devenkeel.mutations=N}; {@code -Devenkeel.mutation=SEED} for one that failed.
 */
class MutatedDumpsTest {
    private static final int QUICK = 1_200;
    private static final int SHARE = 20;
    private static final int FAILURES_SHOWN = 10;
    private static final long MEMORY_KEPT = 64L << 20;
    private static final String CHOSEN = "mutated";

    /** Goes where it is told; every kind of object is in it, and what a dump should not hold. */
    private static final String DUMP = """
            /*!40101 SET NAMES utf8 */;
            /*!40014 SET @OLD_FOREIGN_KEY_CHECKS=@@FOREIGN_KEY_CHECKS, FOREIGN_KEY_CHECKS=0 */;
            DROP TABLE IF EXISTS `orders`;
            CREATE TABLE `orders` (`id` int(11) NOT NULL, `note` varchar(20) DEFAULT 'a;b', `paid` float, PRIMARY KEY (`id`),
              KEY `n` (`note`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
            LOCK TABLES `orders` WRITE;
            /*!40000 ALTER TABLE `orders` DISABLE KEYS */;
            INSERT INTO `orders` VALUES (1,'x\\'y',1.5),(2,NULL,NULL),(3,_binary 'z',-2e10);
            INSERT INTO `orders` (`id`, `note`) VALUES (4,0x4d7953),(5,'--'),(6,'/*');
            /*!40000 ALTER TABLE `orders` ENABLE KEYS */;
            UNLOCK TABLES;
            CREATE TABLE `lines` (`id` int, `order` int, KEY (`order`), CONSTRAINT c FOREIGN KEY (`order`) REFERENCES
              `orders` (`id`) ON DELETE CASCADE) ENGINE=InnoDB;
            REPLACE INTO `lines` VALUES (1,1),(2,3);
            DELIMITER ;;
            CREATE TRIGGER t BEFORE INSERT ON orders FOR EACH ROW BEGIN SET NEW.note = 'n'; END ;;
            CREATE DEFINER=`somebody`@`%` PROCEDURE p(IN a INT) BEGIN DECLARE b INT; SET b = a; SELECT b; END ;;
            DELIMITER ;
            /*!50001 CREATE ALGORITHM=UNDEFINED SQL SECURITY DEFINER VIEW `v` AS select `orders`.`id` AS `id` from `orders` */;
            """;

    private static final List<String> UNWANTED = List.of(
            "DROP DATABASE mysql;\n",
            "USE mysql;\nDELETE FROM user;\nUSE " + CHOSEN + ";\n",
            "INSERT INTO mysql.user (Host, User) VALUES ('%', 'theirs');\n",
            "DROP USER 'rdsadmin'@'127.0.0.1';\n",
            "SET PASSWORD = '';\n",
            "GRANT ALL ON *.* TO 'rdsadmin'@'127.0.0.1' IDENTIFIED BY 'x';\n",
            "SHUTDOWN;\n",
            "KILL 1;\n",
            "FLUSH TABLES WITH READ LOCK;\n",
            "RESET MASTER;\n",
            "STOP SLAVE;\nRESET SLAVE ALL;\n",
            "SET GLOBAL general_log_file = '/tmp/theirs';\nSET GLOBAL general_log = 1;\n",
            "INSTALL SONAME 'ha_connect';\n",
            "SELECT 1 INTO OUTFILE '%s/outside2';\n",
            "LOAD DATA LOCAL INFILE '%s/outside' INTO TABLE orders;\n",
            "\\! touch %s/outside2\n",
            "system touch %s/outside2\n",
            "source %s/outside\n",
            "tee %s/outside2\n",
            "CREATE TABLE mysql.theirs (i INT);\n");

    @TempDir
    Path folder;

    private final Servers servers = TestServers.embedded();
    private Path outside;

    @BeforeEach
    void what_must_stay() throws IOException {
        outside = Files.writeString(folder.resolve("outside"), "not to be touched");
        run(
                "CREATE DATABASE bystander",
                "CREATE TABLE bystander.t (i INT PRIMARY KEY)",
                "INSERT INTO bystander.t VALUES (1)");
    }

    @AfterEach
    void clean_up() {
        run("DROP DATABASE IF EXISTS bystander", "DROP DATABASE IF EXISTS " + CHOSEN);
    }

    @Test
    void are_loaded_or_refused_and_change_nothing_else() throws IOException {
        Long one = Long.getLong("evenkeel.mutation");
        long first = one != null ? one : new Random().nextInt(1_000_000_000);
        int number = one != null ? 1 : Integer.getInteger("evenkeel.mutations", QUICK) / SHARE;
        System.out.println("mutated dumps: seeds " + first + " to " + (first + number - 1));
        String server = elsewhere();
        String files = files();
        long kept = memory();

        List<Throwable> failures = new ArrayList<>();
        int loaded = 0;
        for (long seed = first; seed < first + number && failures.size() < FAILURES_SHOWN; seed++) {
            try {
                loaded += mutate(seed) ? 1 : 0;
                assertThat(elsewhere()).as("what the server holds elsewhere").isEqualTo(server);
                assertThat(files()).as("files elsewhere").isEqualTo(files);
            } catch (AssertionError | RuntimeException | StackOverflowError | OutOfMemoryError e) {
                failures.add(new AssertionError("run it again with -Devenkeel.mutation=" + seed, e));
            }
        }
        if (!failures.isEmpty()) {
            AssertionError failed = new AssertionError(failures.size() + " did not end in order", failures.get(0));
            failures.stream().skip(1).forEach(failed::addSuppressed);
            throw failed;
        }
        System.out.println("mutated dumps: " + loaded + " of " + number + " were loaded");

        assertThat(one != null || loaded > 0 && loaded < number)
                .as("some, and not all")
                .isTrue();
        assertThat(outside).hasContent("not to be touched");
        assertThat(memory() - kept).as("bytes kept in memory").isLessThan(MEMORY_KEPT);
    }

    /** Else the others would be refused for what is in all of them. */
    @Test
    void the_dump_itself_is_loaded() throws IOException {
        Path file = Files.writeString(folder.resolve("dump.sql"), DUMP);
        assertThat(Loader.problems(List.of(file))).isEmpty();
        servers.restore(Role.TARGET, owner -> new Loader(owner, LoadOptions.fill(), Observer.NONE)
                .loadAll(List.of(new DataFile(file, Optional.of(CHOSEN)))));
    }

    /** @return it was loaded */
    private boolean mutate(long seed) throws IOException {
        Mutation mutation = new Mutation(seed);
        Path place = Files.createDirectory(folder.resolve("given"));
        run("DROP DATABASE IF EXISTS " + CHOSEN, "CREATE DATABASE " + CHOSEN + " DEFAULT CHARACTER SET utf8");
        try {
            byte[] bytes = DUMP.getBytes(StandardCharsets.UTF_8);
            bytes = mutation.upTo(4) == 0 ? bytes : mutation.bytes(bytes);
            if (mutation.upTo(2) == 0) {
                String unwanted = mutation.oneOf(UNWANTED).replace("%s", folder.toString());
                bytes = between(bytes, unwanted.getBytes(StandardCharsets.UTF_8), mutation.upTo(bytes.length + 1));
            }
            return loaded(Files.write(place.resolve("dump.sql"), bytes));
        } finally {
            LocalFiles.deleteTree(place);
        }
    }

    /** At the beginning of the next line. */
    private static byte[] between(byte[] bytes, byte[] unwanted, int from) {
        int at = from;
        while (at > 0 && at < bytes.length && bytes[at - 1] != '\n') {
            at++;
        }
        byte[] whole = Arrays.copyOf(bytes, bytes.length + unwanted.length);
        System.arraycopy(unwanted, 0, whole, at, unwanted.length);
        System.arraycopy(bytes, at, whole, at + unwanted.length, bytes.length - at);
        return whole;
    }

    private boolean loaded(Path file) {
        List<String> problems = Loader.problems(List.of(file));
        problems.forEach(MutatedDumpsTest::sentence);
        if (!problems.isEmpty()) {
            return false;
        }
        try {
            servers.restore(Role.TARGET, owner -> new Loader(owner, LoadOptions.fill(), Observer.NONE)
                    .loadAll(List.of(new DataFile(file, Optional.of(CHOSEN)))));
            return true;
        } catch (TransferFailed e) {
            sentence(e.getMessage());
            if (System.getProperty("evenkeel.mutation") != null) {
                System.out.println(e.getMessage());
            }
            return false;
        }
    }

    private static void sentence(String message) {
        assertThat(message)
                .isNotBlank()
                .hasSizeLessThan(5_000)
                .doesNotContain("\tat ", "java.", "Exception", "not to be touched");
        Captured.inert(SafeText.escape(message, true));
    }

    /** Everything but the database that was chosen: others with their rows, accounts, rights, settings. */
    private String elsewhere() {
        try (Session session = admin()) {
            List<String> lines = new ArrayList<>(session.list(
                    "SELECT CONCAT(table_schema, '.', table_name) FROM information_schema.TABLES"
                            + " WHERE table_schema <> ? ORDER BY 1",
                    row -> row.text(1),
                    CHOSEN));
            for (String table : List.of("bystander.t", "mysql.plugin", "mysql.func", "mysql.servers")) {
                lines.add(session.first("CHECKSUM TABLE " + table, row -> row.text(1) + " " + row.text(2))
                        .orElseThrow());
            }
            for (String account : session.list(
                    "SELECT user, host FROM mysql.user ORDER BY 1, 2",
                    row -> Quoting.account(row.text(1), row.text(2)))) {
                lines.addAll(session.list("SHOW GRANTS FOR " + account, row -> row.text(1)));
            }
            lines.addAll(session.list(
                    "SELECT CONCAT(db, '.', name) FROM mysql.proc WHERE db <> ? ORDER BY 1",
                    row -> row.text(1),
                    CHOSEN));
            lines.addAll(session.list(
                    "SHOW GLOBAL VARIABLES WHERE variable_name NOT LIKE '%gtid%' AND variable_name NOT LIKE '%timestamp%'",
                    row -> row.text(1) + " = " + row.optional(2).orElse("NULL")));
            return String.join("\n", lines);
        }
    }

    private void run(String... statements) {
        try (Session session = admin()) {
            session.execute("SET sql_log_bin = 0");
            for (String statement : statements) {
                session.execute(statement);
            }
        }
    }

    private Session admin() {
        return servers.parameters(Role.TARGET).orElseThrow().openPinned();
    }

    private String files() {
        try (Stream<Path> mine = Files.walk(folder, 2);
                Stream<Path> home = Files.list(Path.of("").toAbsolutePath())) {
            return Stream.concat(mine, home).map(Path::toString).sorted().collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long memory() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
