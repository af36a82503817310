package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.mariadb.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Ten connections that create, alter, rename and drop users, events, tables, views and routines at random all through a rehearsal.
 * Every run ends done and proved, with source and target alike at the frozen coordinates in a reading of the test's own, or
 * stops before the freeze with an obstacle that it names. {@code -Devenkeel.storms} and {@code -Devenkeel.firstStorm} choose how
 * many and which.
 */
class StormTest {
    private static final List<List<String>> PAIRS = List.of(
            List.of("10.1.8", "10.1.23"),
            List.of("10.11.5", "11.4.5"),
            List.of("10.1.23", "10.2.11"),
            List.of("10.2.11", "10.11.5"),
            List.of("10.1.13", "10.1.23"));
    /** What versions have otherwise by default, and must be equal. */
    private static final String OPTIONS = ", options: {sql_mode: NO_ENGINE_SUBSTITUTION, group_concat_max_len: 4096,"
            + " loose_explicit_defaults_for_timestamp: 0}}";

    /** Until then it may stop, with the obstacle named. */
    private static final Set<String> BEFORE_THE_FREEZE =
            Set.of("preflight", "prepare-source", "pin", "copy", "follow", "compare", "prove-live");

    @TempDir
    Path folder;

    static IntStream seeds() {
        int first = Integer.getInteger("evenkeel.firstStorm", 2);
        return IntStream.range(first, first + Integer.getInteger("evenkeel.storms", 1));
    }

    private final List<String> onSource = new CopyOnWriteArrayList<>();
    private final List<String> onTarget = new CopyOnWriteArrayList<>();

    @ParameterizedTest
    @MethodSource("seeds")
    void everything_that_is_defined_in_a_storm_arrives(int seed) throws IOException {
        List<String> pair = PAIRS.get(seed % PAIRS.size());
        Path reports = folder.resolve("reports");
        int code;
        Storm storm = new Storm(seed);
        try (Meddler meddler = new Meddler(reports)
                .when("the source writes a binlog", now -> storm.begin(now.server("source")))
                .when("nobody has written to the source since", now -> {
                    onSource.addAll(held(now, "source"));
                    onTarget.addAll(held(now, "target"));
                })
                .begin()) {
            code = Main.run(
                    "rehearse",
                    "--quiet",
                    "-e",
                    profile(pair).toString(),
                    "--reports",
                    reports.toString(),
                    "--data",
                    Files.writeString(folder.resolve("storm.sql"), Meddler.ACCOUNT + Storm.DATA)
                            .toString());
        } finally {
            storm.close();
        }

        System.out.printf(
                "storm %d, %s: exit %d, %d statements, %d refused; %s%n",
                seed,
                String.join(" -> ", pair),
                code,
                storm.sent(),
                storm.refused(),
                code == 0 ? "" : failure(reports));
        assertThat(storm.sent() - storm.refused()).isGreaterThan(20);
        if (code == 0) {
            assertThat(onTarget).isNotEmpty().isEqualTo(onSource);
        } else {
            assertThat(code).as(failure(reports)).isIn(2, 3, 4);
            assertThat(failedPhase(reports)).as(failure(reports)).isIn(BEFORE_THE_FREEZE);
            assertThat(failure(reports)).containsAnyOf("storm", "ws1", "ws2");
        }
    }

    /** What a server defines, apart from what the move changes on purpose: definers, and whether events run. */
    private static List<String> held(Meddler meddler, String role) {
        Set<String> found = new TreeSet<>();
        try (Session session = meddler.server(role).openPinned()) {
            found.addAll(session.list(
                    "SELECT table_schema, table_name, column_name, column_type, is_nullable, ordinal_position FROM"
                            + " information_schema.columns WHERE table_schema LIKE 'ws%'",
                    row -> "column " + row.text(1) + " " + row.text(2) + " " + row.text(3) + " "
                            + row.text(4).replaceFirst("int\\(\\d+\\)", "int") + " " + row.text(5) + " "
                            + row.text(6)));
            found.addAll(session.list(
                    "SELECT routine_schema, routine_name, routine_definition FROM information_schema.routines WHERE"
                            + " routine_schema LIKE 'ws%'",
                    row -> "routine " + row.text(1) + " " + row.text(2) + " " + row.text(3)));
            found.addAll(session.list(
                    "SELECT event_schema, event_name, event_definition, interval_value, event_comment FROM"
                            + " information_schema.events WHERE event_schema LIKE 'ws%'",
                    row -> "event " + row.text(1) + " " + row.text(2) + " " + row.text(3) + " "
                            + row.optional(4).orElse("") + " " + row.text(5)));
            for (String user : session.list(
                    "SELECT CONCAT('''', user, '''@''', host, '''') FROM mysql.user WHERE user LIKE 'storm%'",
                    row -> row.text(1))) {
                session.list("SHOW GRANTS FOR " + user, row -> row.text(1).replace("`", "'"))
                        .forEach(grant -> found.add("grant " + grant.replaceAll("\\('(\\w+)'\\)", "($1)")));
            }
            for (String table : session.list(
                    "SELECT CONCAT('`', table_schema, '`.`', table_name, '`') FROM information_schema.tables WHERE"
                            + " table_schema LIKE 'ws%' AND table_type = 'BASE TABLE'",
                    row -> row.text(1))) {
                found.add("rows " + table + " "
                        + session.list("SELECT * FROM " + table + " ORDER BY id", row -> {
                            List<String> values = new ArrayList<>();
                            for (int i = 1; i <= row.columns().size(); i++) {
                                values.add(row.optional(i).orElse("NULL"));
                            }
                            return values.toString();
                        }));
            }
        }
        return List.copyOf(found);
    }

    private Path profile(List<String> pair) throws IOException {
        return Files.write(
                folder.resolve("pair.yaml"),
                List.of(
                        "kind: embedded",
                        "servers:",
                        "  source: {version: " + pair.get(0) + OPTIONS,
                        "  replica: {version: " + pair.get(0) + OPTIONS,
                        "  target: {version: " + pair.get(1) + OPTIONS,
                        "application: {connections: 2, writesPerSecond: 50}",
                        "watch: {for: 5s}",
                        "gates: {cutover: automatic}"));
    }

    private static String failedPhase(Path reports) throws IOException {
        return troubled(reports).stream()
                .map(line -> line.replaceFirst(".*\"phase\":\"([a-z-]+)\".*", "$1"))
                .findFirst()
                .orElse("none");
    }

    private static String failure(Path reports) throws IOException {
        return troubled(reports).stream()
                .findFirst()
                .map(line -> line.substring(0, Math.min(1_500, line.length())))
                .orElse("");
    }

    private static List<String> troubled(Path reports) throws IOException {
        try (Stream<Path> runs = Files.list(reports)) {
            Path run =
                    runs.filter(one -> !Files.isSymbolicLink(one)).findFirst().orElseThrow();
            return Files.readAllLines(run.resolve("journal.ndjson")).stream()
                    .filter(line -> line.contains("STEP_ENDED") && line.contains("\"outcome\":\"failed\""))
                    .toList();
        }
    }
}
