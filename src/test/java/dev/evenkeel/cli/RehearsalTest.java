package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.Required;
import dev.evenkeel.event.Raw;
import dev.evenkeel.journal.Entry;
import dev.evenkeel.journal.JournalReader;
import dev.evenkeel.report.Reports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole rehearsals on real servers, as the command line runs them. */
class RehearsalTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path reports;

    @Test
    void the_founding_runbook_ends_done_and_proved() throws IOException {
        assertThat(rehearse()).isZero();

        JsonNode audit = audit();
        assertThat(audit.at("/outcome").asText()).isEqualTo("DONE");
        assertThat(audit.at("/parity/verdict").asText()).isEqualTo("Same");
        assertThat(audit.at("/parity/objects/verdict").asText()).isEqualTo("Same");
        assertThat(audit.at("/parity/accounts/verdict").asText()).isEqualTo("Same");
        assertThat(audit.at("/parity/settings/verdict").asText()).isEqualTo("Same");
        assertThat(audit.at("/workload/acknowledged").asLong()).isGreaterThan(1_000);
        assertThat(audit.at("/workload/onTarget")).isEqualTo(audit.at("/workload/acknowledged"));
        assertThat(audit.at("/workload/lost").asLong()).isZero();
        assertThat(audit.at("/workload/duplicated").asLong()).isZero();
        assertThat(audit.at("/cutover/unavailableMillis").asLong()).isPositive();
        assertThat(audit.at("/coordinates/pinned/file").asText()).matches("mysql-bin-changelog\\.\\d+");
        assertThat(audit.at("/coordinates/frozen/gtid").asText()).matches("0-1-\\d+");
        assertThat(audit.at("/notShown"))
                .extracting(step -> step.get("text").asText(), step -> step.get("reason")
                        .asText())
                .containsExactly(
                        tuple("the target's storage is encrypted at rest", "the server has no key management plugin"),
                        tuple(
                                "what was copied to the target is encrypted at rest",
                                "the server has no key management plugin"));
        assertThat(audit.at("/by/user").asText()).isEqualTo(System.getProperty("user.name"));
        assertThat(audit.at("/by/host").asText()).isNotBlank();
        assertThat(audit.at("/by/arguments")).extracting(JsonNode::asText).contains("rehearse", "--reports");
        assertThat(audit.at("/servers"))
                .allMatch(server -> server.at("/account").asText().startsWith("admin@"));
        assertThat(audit.at("/scope"))
                .extracting(part -> part.at("/what").asText())
                .containsExactly("databases", "tables", "accounts");
        assertThat(audit.at("/scope/0/included/0").asText()).isEqualTo("assessment");
        assertThat(audit.at("/scope/1/included")).hasSize(25);
        assertThat(audit.at("/scope/2/leftOut"))
                .extracting(account -> account.at("/name").asText())
                .contains("'rdsadmin'@'localhost'", "'repl'@'%'", "'admin'@'%'");
        List<String> sent = JournalReader.read(run()).stream()
                .filter(entry -> entry.kind().equals("STATEMENT"))
                .map(entry -> Raw.text(entry, "sql"))
                .toList();
        assertThat(sent)
                .as("what changed anything, complete, secrets masked")
                .anyMatch(sql -> sql.matches("(?s)CREATE USER .* IDENTIFIED BY PASSWORD '\\*{3}'.*"))
                .anyMatch(sql -> sql.startsWith("GRANT SELECT"))
                .anyMatch(sql -> sql.matches("(?s)CREATE .*EVENT .* DISABLE ON SLAVE .*"))
                .anyMatch(sql -> sql.matches("ALTER TABLE \\S+ AUTO_INCREMENT = \\d+"))
                .noneMatch(sql -> sql.matches("(?s).*\\*[0-9A-F]{40}.*"));
        assertThat(audit.at("/phases/11/id").asText()).isEqualTo("observe");
        assertThat(audit.at("/phases/11/outcome").asText()).isEqualTo("passed");
        assertThat(audit.at("/summary").asText())
                .isEqualTo(
                        "all 12 phases passed, except: not shown: the target's storage is encrypted at rest,"
                                + " what was copied to the target is encrypted at rest (the server has no key management plugin)");
        JsonNode attested = JSON.readTree(run().resolve("attestation.json").toFile());
        assertThat(attested.at("/predicate/result").asText()).isEqualTo("WARNED");
        assertThat(attested.at("/predicate/warnedTests"))
                .extracting(JsonNode::asText)
                .containsExactly("preflight", "compare");
        assertThat(attested.at("/predicate/notShown")).hasSize(2);
        assertThat(run().resolve("allure-results")).isNotEmptyDirectory();
        assertThat(Reports.verify(run())).isEmpty();
    }

    @Test
    void the_profile_of_later_versions_ends_done_and_proved() throws IOException {
        assertThat(rehearse("-e", "embedded-10.11-11.4", "--rows", "2000")).isZero();

        assertThat(audit().at("/servers/0/version").asText()).startsWith("10.11.5");
        assertThat(audit().at("/servers/2/version").asText()).startsWith("11.4.5");
        assertThat(audit().at("/parity/verdict").asText()).isEqualTo("Same");
        assertThat(audit().at("/workload/lost").asLong()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"features/encrypt-at-rest.feature", "features/replicate-and-switch.feature"})
    void every_statement_the_runbook_shows_was_sent_in_that_order(String runbook) throws IOException {
        Path profile = Files.writeString(
                reports.resolveSibling(reports.getFileName() + "-source-of-one-day.yaml"),
                "kind: embedded\n"
                        + "servers:\n  source: {version: 10.1.8, options: {expire_logs_days: 1}}\n"
                        + "  replica: {version: 10.1.8}\n  target: {version: 10.1.23}\n"
                        + "gates: {cutover: automatic}\n");
        assertThat(rehearse("-e", profile.toString(), "--features", runbook, "--rows", "2000"))
                .isZero();

        List<String> shown = Files.readAllLines(Path.of(runbook)).stream()
                .map(String::strip)
                .filter(line -> line.startsWith("# "))
                .map(line -> line.substring(2))
                .toList();
        List<String> sent = JournalReader.read(run()).stream()
                .filter(entry -> entry.kind().equals("STATEMENT"))
                .map(entry -> Raw.text(entry, "sql"))
                .toList();
        assertThat(shown).hasSizeGreaterThan(8);
        int from = 0;
        for (String statement : shown) {
            String pattern = pattern(statement);
            int found = from;
            while (found < sent.size() && !sent.get(found).matches(pattern)) {
                found++;
            }
            assertThat(found)
                    .describedAs(
                            "'%s' is shown by the runbook; sent from there on: %s",
                            statement, sent.subList(from, sent.size()))
                    .isLessThan(sent.size());
            from = found + 1;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "stranger-changed-a-row, changed, id=1",
        "stranger-deleted-a-row, missing, id=1",
        "stranger-added-a-row, extra, id=7",
    })
    void damage_behind_the_tools_back_is_named_and_the_source_goes_on(String drill, String kind, String key)
            throws IOException {
        assertThat(rehearse("--drill", drill, "--rows", "2000")).isEqualTo(3);

        JsonNode audit = audit();
        assertThat(audit.at("/parity/verdict").asText()).isEqualTo("Different");
        Map<String, JsonNode> differing = new TreeMap<>();
        audit.at("/parity/tables").forEach(table -> {
            if (table.get("verdict").asText().equals("Different")) {
                differing.put(
                        table.get("table").asText(), table.get("differences").get(0));
            }
        });
        assertThat(differing).containsOnlyKeys("assessments");
        assertThat(differing.get("assessments").get("kind").asText()).isEqualTo(kind);
        assertThat(differing.get("assessments").get("key").asText()).isEqualTo(key);
        assertThat(audit.at("/drills/0/outcome").asText()).isEqualTo("noticed");
        assertSourceServes();
    }

    @Test
    void a_replica_far_behind_is_copied_at_the_place_it_had_executed() throws IOException {
        assertThat(rehearse("--drill", "replica-behind", "--rows", "2000")).isZero();

        assertThat(audit().at("/parity/verdict").asText()).isEqualTo("Same");
        assertThat(audit().at("/workload/lost").asLong()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"stranger-wrote-past-the-freeze", "stranger-wrote-after-the-proof"})
    void a_write_past_the_fence_keeps_the_application_from_moving(String drill) throws IOException {
        int exit = rehearse("--drill", drill, "--rows", "2000");

        assertThat(exit).as(audit().at("/summary").asText()).isEqualTo(4);
        assertThat(audit().at("/drills/0/outcome").asText()).isEqualTo("noticed");
        assertSourceServes();
    }

    @Test
    void starting_from_the_fetched_coordinates_never_succeeds() throws IOException {
        assertThat(rehearse("--drill", "fetched-coordinates", "--rows", "2000")).isIn(3, 4);

        assertThat(audit().at("/drills/0/outcome").asText()).isEqualTo("noticed");
        assertSourceServes();
    }

    @Test
    void a_database_nobody_here_wrote_arrives_whole() throws IOException {
        Path sakila = Required.data("sakila");

        int exit = rehearse(
                "--data", sakila.resolve("sakila-mv-schema.sql").toString(),
                "--data", sakila.resolve("sakila-mv-data.sql").toString());

        assertThat(exit).isZero();
        Map<String, JsonNode> tables = new TreeMap<>();
        audit().at("/parity/tables").forEach(table -> {
            if (table.get("schema").asText().equals("sakila")) {
                tables.put(table.get("table").asText(), table);
            }
        });
        assertThat(tables).hasSize(16);
        tables.values().forEach(table -> {
            assertThat(table.at("/pinned/verdict").asText()).isEqualTo("Same");
            assertThat(table.at("/frozen/verdict").asText()).isEqualTo("Same");
        });
        Map<String, Integer> known = Map.of("film", 1_000, "rental", 16_044, "payment", 16_049);
        known.forEach((table, rows) -> {
            assertThat(tables.get(table).get("rowsSource").asInt()).isEqualTo(rows);
            assertThat(tables.get(table).get("rowsTarget").asInt()).isEqualTo(rows);
        });
        assertThat(sameObjects("sakila"))
                .contains(
                        "view sakila.film_list",
                        "trigger sakila.ins_film",
                        "procedure sakila.rewards_report",
                        "function sakila.inventory_in_stock");
    }

    private List<String> sameObjects(String schema) throws IOException {
        List<String> found = new ArrayList<>();
        audit().at("/parity/objects/items").forEach(item -> {
            if (item.get("verdict").asText().equals("Same")
                    && item.get("name").asText().startsWith(schema + ".")) {
                found.add(item.get("kind").asText() + " " + item.get("name").asText());
            }
        });
        return found;
    }

    private void assertSourceServes() {
        Entry end = JournalReader.read(run()).stream()
                .filter(entry -> entry.kind().equals("RUN_ENDED"))
                .findFirst()
                .orElseThrow();
        assertThat(Raw.text(end, "serving")).isEqualTo("source");
        assertThat(JournalReader.read(run()).stream()
                        .filter(entry -> entry.kind().equals("NOTE"))
                        .map(entry -> Raw.text(entry, "text")))
                .anyMatch(note -> note.matches("all \\d+ acknowledged writes are on the source"));
    }

    /** Placeholders of the runbook stand for anything. */
    private static String pattern(String statement) {
        StringBuilder pattern = new StringBuilder();
        for (String part : statement.split("(?=<)|(?<=>)|(?=…)|(?<=…)")) {
            boolean open = part.equals("…") || (part.startsWith("<") && part.endsWith(">"));
            pattern.append(open ? ".*" : java.util.regex.Pattern.quote(part));
        }
        return pattern.toString();
    }

    private int rehearse(String... more) {
        List<String> arguments = new ArrayList<>(List.of("rehearse", "--quiet", "--reports", reports.toString()));
        arguments.addAll(List.of(more));
        return Main.run(arguments.toArray(String[]::new));
    }

    private JsonNode audit() throws IOException {
        return JSON.readTree(run().resolve("audit.json").toFile());
    }

    private Path run() {
        try (Stream<Path> runs = Files.list(reports)) {
            return runs.filter(run -> Files.isDirectory(run) && !Files.isSymbolicLink(run))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
