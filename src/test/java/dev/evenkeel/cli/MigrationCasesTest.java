package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.Required;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The inputs in {@code ../shared/cases/migration}, as they are: those that are moved in one rehearsal, and those that are refused. */
class MigrationCasesTest {
    private static final Path CASES = Path.of("../shared/cases/migration");

    @TempDir
    Path folder;

    /** Accounts are made and dropped, events run out, and partitions come and go in every phase. */
    @ParameterizedTest
    @CsvSource({"10.1.8, 10.1.23", "10.11.5, 11.4.5"})
    void what_goes_on_by_itself_through_all_phases_arrives(String from, String to) throws IOException {
        assertThat(rehearse(
                        profile(from, to, ""),
                        "accounts-made-while-copying.sql",
                        "event-over-while-copying.sql",
                        "partitions-kept-by-event.sql",
                        "several-statements-at-once.sql",
                        "all-databases.sql",
                        "lock-held-while-live.sql"))
                .as(() -> audit().toString())
                .isZero();
        JsonNode audit = audit();
        assertThat(audit.at("/parity/objects/verdict").asText()).isEqualTo("Same");
        assertThat(audit.at("/parity/accounts/verdict").asText()).isEqualTo("Same");
        assertThat(audit.at("/deviations").toString())
                .contains("left out of --data: the database mysql: ")
                .contains("all-databases.sql");
    }

    @Test
    void files_are_included_and_plain_dumps_go_where_their_header_says() throws IOException {
        Files.copy(cases().resolve("client-commands.sql"), folder.resolve("client-commands.sql"));
        Files.writeString(folder.resolve("rooms.sql"), "INSERT INTO room VALUES (1), (2);\n");
        Files.writeString(folder.resolve("floors.sql"), "CREATE TABLE floor (id INT NOT NULL PRIMARY KEY);\n");
        Path plain = Files.write(
                folder.resolve("plain.sql"),
                ("-- MySQL dump 10.16\n--\n-- Host: localhost    Database: shop\n"
                                + "-- ------------------------------------------------------\n"
                                + "CREATE TABLE `item` (`id` int NOT NULL PRIMARY KEY) ENGINE=InnoDB;\n"
                                + "INSERT INTO `item` VALUES (1);\n-- Dump completed\n")
                        .getBytes(StandardCharsets.UTF_16));

        assertThat(rehearse("embedded", folder.resolve("client-commands.sql"), plain))
                .isZero();
        List<String> tables = new ArrayList<>();
        audit().at("/parity/tables")
                .forEach(table -> tables.add(
                        table.get("schema").asText() + "." + table.get("table").asText()));
        assertThat(tables).contains("house.room", "house.floor", "shop.item");
    }

    @Test
    void all_broken_views_are_named_before_anything_is_changed() throws IOException {
        assertThat(rehearse("embedded", "broken-view.sql")).isEqualTo(2);
        assertThat(audit().at("/summary").asText()).contains("olddb.broken1", "olddb.broken2", "olddb.broken3");
    }

    @Test
    void what_the_target_refuses_is_named_before_anything_is_changed() throws IOException {
        assertThat(rehearse(profile("10.2.11", "10.11.5", "innodb_strict_mode: 0, "), "newer-server-refuses.sql"))
                .isEqualTo(2);
        assertThat(audit().at("/summary").asText()).contains("survey.answers", "function survey.over_limit");
    }

    @Test
    void a_dump_without_a_statement_is_refused() throws IOException {
        Path empty = Files.writeString(folder.resolve("dump.sql"), "");
        assertThat(rehearse("embedded", empty)).isEqualTo(2);
        Path comments = Files.writeString(folder.resolve("comments.sql"), "-- nothing\n/* at all */\n");
        assertThat(rehearse("embedded", comments)).isEqualTo(2);
    }

    private static Path cases() {
        Required.need("data", Files.isDirectory(CASES), CASES + " is not there");
        return CASES;
    }

    private int rehearse(String profile, String... files) {
        return rehearse(profile, List.of(files).stream().map(cases()::resolve).toArray(Path[]::new));
    }

    private int rehearse(String profile, Path... files) {
        List<String> arguments = new ArrayList<>(List.of(
                "rehearse",
                "--quiet",
                "-e",
                profile,
                "--reports",
                folder.resolve("reports").toString()));
        for (Path file : files) {
            arguments.addAll(List.of("--data", file.toString()));
        }
        return Main.run(arguments.toArray(String[]::new));
    }

    private String profile(String from, String to, String more) throws IOException {
        String old = "{version: " + from + ", options: {" + more + "sql_mode: '', group_concat_max_len: 4096}}";
        return Files.write(
                        folder.resolve("pair.yaml"),
                        List.of(
                                "kind: embedded",
                                "servers:",
                                "  source: " + old,
                                "  replica: " + old,
                                "  target: {version: " + to + ", options: {sql_mode: '', group_concat_max_len: 4096}}",
                                "application: {connections: 2, writesPerSecond: 50}",
                                "gates: {cutover: automatic}"))
                .toString();
    }

    private JsonNode audit() {
        try {
            return new ObjectMapper()
                    .readTree(folder.resolve("reports/latest/audit.json").toFile());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
