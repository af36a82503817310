package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/**
 * Schemas in the style of well-known applications, as such products ship them and as their users dump them, with tables of
 * MyISAM and Aria among them.
 */
class ApplicationSchemasTest {
    private static final Path SCHEMAS = Path.of("src/test/resources/dev/evenkeel/cli/schemas");

    /** What each holds, by its database. */
    private static final Map<String, Integer> TABLES = Map.ofEntries(
            Map.entry("forum", 4),
            Map.entry("wiki", 7),
            Map.entry("webshop", 3),
            Map.entry("monitor", 5),
            Map.entry("tickets", 3),
            Map.entry("blog", 4),
            Map.entry("crm", 2),
            Map.entry("ledger", 4),
            Map.entry("mailserver", 5),
            Map.entry("courses", 3),
            Map.entry("courses_archive", 1));

    @TempDir
    Path folder;

    @Test
    void ten_applications_arrive_together() throws IOException {
        int exit = rehearse(
                "--data", packed("wiki.sql", "xz").toString(),
                "--into", "wiki",
                "--data", as("monitor.sql", StandardCharsets.UTF_8).toString(),
                "--into", "monitor",
                "--data", packed("forum.sql", "gzip").toString(),
                "--data", packed("shop.sql", "bzip2").toString(),
                "--data", packed("tickets.sql", "zstd").toString(),
                "--data", as("blog.sql", StandardCharsets.UTF_8).toString(),
                "--data", as("crm.sql", StandardCharsets.UTF_16).toString(),
                "--data", as("ledger.sql", StandardCharsets.UTF_8).toString(),
                "--data", mail().toString(),
                "--data", as("courses.sql", StandardCharsets.UTF_8).toString());

        assertThat(exit).isZero();
        JsonNode audit = audit();
        Map<String, Integer> found = new TreeMap<>();
        audit.at("/parity/tables").forEach(table -> {
            assertThat(table.get("verdict").asText()).as(table.toString()).isEqualTo("Same");
            found.merge(table.get("schema").asText(), 1, Integer::sum);
        });
        found.remove("assessment");
        assertThat(found).isEqualTo(new TreeMap<>(TABLES));
        assertThat(audit.at("/parity/yourData/tables").asInt())
                .isEqualTo(TABLES.values().stream().mapToInt(Integer::intValue).sum());
        assertThat(audit.at("/parity/yourData/same")).isEqualTo(audit.at("/parity/yourData/tables"));
        assertThat(audit.at("/parity/sampleDatabase/tables").asInt()).isPositive();
        assertThat(audit.at("/parity/objects/verdict").asText()).isEqualTo("Same");
        assertThat(audit.at("/parity/accounts/verdict").asText()).isEqualTo("Same");
        assertThat(audit.at("/deviations").toString())
                .contains("as a whole: ", "engine MyISAM has no snapshots")
                .doesNotContain("engine InnoDB has no snapshots");
        assertThat(leftOut(audit))
                .anyMatch(text -> text.contains("the database mysql: ") && text.contains("courses.sql"))
                .anyMatch(text -> text.contains("binlog and replication settings: ") && text.contains("tickets.sql"))
                .anyMatch(text -> text.contains("utf8mb4_0900_ai_ci, written as utf8mb4_unicode_520_ci"))
                .noneMatch(text -> text.contains("mail.sql"));
    }

    /** All of them are tried alone by night. */
    static Stream<Arguments> alone() {
        return Stream.of(
                        "blog.sql,",
                        "wiki.sql,wiki",
                        "shop.sql,",
                        "monitor.sql,monitor",
                        "tickets.sql,",
                        "forum.sql,",
                        "crm.sql,",
                        "ledger.sql,",
                        "mail.sql,",
                        "courses.sql,")
                .limit(System.getProperty("evenkeel.schemas", "").equals("each") ? 10 : 1)
                .map(line -> line.split(",", -1))
                .map(line -> Arguments.of(line[0], line[1]));
    }

    @ParameterizedTest
    @MethodSource("alone")
    void each_application_arrives_alone(String file, String into) throws IOException {
        Path data = file.equals("mail.sql") ? mail() : as(file, StandardCharsets.UTF_8);
        List<String> arguments = new ArrayList<>(List.of("--data", data.toString()));
        if (!into.isEmpty()) {
            arguments.addAll(List.of("--into", into));
        }

        assertThat(rehearse(arguments.toArray(String[]::new))).isZero();
        assertThat(audit().at("/parity/yourData/tables").asInt()).isPositive();
    }

    private static List<String> leftOut(JsonNode audit) {
        List<String> texts = new ArrayList<>();
        audit.at("/deviations").forEach(one -> texts.add(one.get("what").asText()));
        return texts.stream()
                .filter(text -> text.startsWith("left out of --data: "))
                .toList();
    }

    private Path as(String name, Charset charset) throws IOException {
        return Files.writeString(folder.resolve(name), text(name), charset);
    }

    /** It includes two others. */
    private Path mail() throws IOException {
        as("mail-tables.sql", StandardCharsets.UTF_8);
        as("mail-data.sql", StandardCharsets.UTF_8);
        return as("mail.sql", StandardCharsets.UTF_8);
    }

    private static String text(String name) throws IOException {
        return Files.readString(SCHEMAS.resolve(name));
    }

    private Path packed(String name, String program) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out =
                switch (program) {
                    case "gzip" -> new GZIPOutputStream(bytes);
                    case "bzip2" -> new BZip2CompressorOutputStream(bytes);
                    case "xz" -> new XZOutputStream(bytes, new LZMA2Options(1));
                    default -> new ZstdOutputStream(bytes);
                }) {
            out.write(text(name).getBytes(StandardCharsets.UTF_8));
        }
        return Files.write(folder.resolve(name), bytes.toByteArray());
    }

    private int rehearse(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "rehearse", "--quiet", "--reports", folder.resolve("reports").toString()));
        arguments.addAll(List.of(more));
        return Main.run(arguments.toArray(String[]::new));
    }

    private JsonNode audit() throws IOException {
        return new ObjectMapper()
                .readTree(folder.resolve("reports/latest/audit.json").toFile());
    }
}
