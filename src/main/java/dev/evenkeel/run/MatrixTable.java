package dev.evenkeel.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.event.ExitCode;
import dev.evenkeel.event.Verdict;
import dev.evenkeel.journal.PrivateFiles;
import dev.evenkeel.report.folder.ToolVersion;
import dev.evenkeel.report.summary.MarkdownCell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the runs of a matrix came to, told from their reports. */
public final class MatrixTable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Clock clock;
    private final List<Line> lines = new ArrayList<>();

    public MatrixTable(Clock clock) {
        this.clock = clock;
    }

    /** One pair; what a run did not come to is empty, never zero. */
    private record Line(
            String pair,
            int exitCode,
            String versions,
            Optional<Long> outageMillis,
            Optional<Long> rowsProved,
            boolean encryptionShown,
            Duration took,
            String run) {
        String outcome() {
            return Arrays.stream(ExitCode.values())
                    .filter(code -> code.number() == exitCode)
                    .map(ExitCode::meaning)
                    .findFirst()
                    .orElse("unknown");
        }
    }

    public void add(String pair, int exitCode, Optional<Path> run, Duration took) {
        JsonNode audit = run.map(MatrixTable::audit).orElseGet(JSON::createObjectNode);
        Map<String, JsonNode> servers = new LinkedHashMap<>();
        audit.at("/servers").forEach(server -> servers.put(server.path("role").asText(), server));
        String versions = servers.containsKey("source") && servers.containsKey("target")
                ? servers.get("source").path("version").asText() + " → "
                        + servers.get("target").path("version").asText()
                : "none answered";
        lines.add(new Line(
                pair,
                exitCode,
                versions,
                Optional.of(audit.at("/cutover/unavailableMillis"))
                        .filter(JsonNode::isNumber)
                        .map(JsonNode::asLong),
                proved(audit),
                servers.containsKey("target")
                        && servers.get("target").path("encrypted").asBoolean(),
                took,
                audit.path("runId").asText()));
    }

    private static JsonNode audit(Path run) {
        try {
            return JSON.readTree(run.resolve("audit.json").toFile());
        } catch (IOException e) {
            return JSON.createObjectNode();
        }
    }

    /** Counted where a table was proved at the frozen coordinates, and only there. */
    private static Optional<Long> proved(JsonNode audit) {
        long rows = 0;
        boolean any = false;
        for (JsonNode table : audit.at("/parity/tables")) {
            if (table.at("/frozen/verdict").asText().equals(Verdict.SAME.word())) {
                rows += table.at("/frozen/rowsTarget").asLong();
                any = true;
            }
        }
        return any ? Optional.of(rows) : Optional.empty();
    }

    public int exitCode() {
        return lines.stream()
                .mapToInt(Line::exitCode)
                .filter(code -> code != 0)
                .findFirst()
                .orElse(0);
    }

    public String markdown() {
        StringBuilder text = new StringBuilder("Rehearsed on "
                + clock.instant().toString().substring(0, 10) + " with evenkeel " + ToolVersion.text() + ".\n\n"
                + "| pair | outcome | without writes | rows proved | encrypted target | whole run |\n"
                + "|---|---|---|---|---|---|\n");
        for (Line line : lines) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %s | %s | %s | %.1f s |\n",
                    MarkdownCell.of(line.versions()),
                    line.exitCode() + " " + line.outcome(),
                    line.outageMillis()
                            .map(millis -> String.format(Locale.ROOT, "%.2f s", millis / 1000.0))
                            .orElse("not measured"),
                    line.rowsProved()
                            .map(rows -> String.format(Locale.ROOT, "%,d", rows))
                            .orElse("none"),
                    line.encryptionShown() ? "shown" : "not shown here",
                    line.took().toMillis() / 1000.0));
        }
        return text.toString();
    }

    public Map<String, Object> contents() {
        Map<String, Object> whole = new LinkedHashMap<>();
        whole.put("at", clock.instant().toString());
        whole.put("tool", ToolVersion.text());
        whole.put(
                "pairs",
                lines.stream()
                        .map(line -> {
                            Map<String, Object> fields = new LinkedHashMap<>();
                            fields.put("pair", line.pair());
                            fields.put("versions", line.versions());
                            fields.put("exitCode", line.exitCode());
                            fields.put("outcome", line.outcome());
                            fields.put("unavailableMillis", line.outageMillis().orElse(null));
                            fields.put("rowsProved", line.rowsProved().orElse(null));
                            fields.put("encryptionShown", line.encryptionShown());
                            fields.put("millis", line.took().toMillis());
                            fields.put("run", line.run());
                            return fields;
                        })
                        .collect(Collectors.toList()));
        return whole;
    }

    public void write(Path reports) {
        try {
            PrivateFiles.folder(reports);
            PrivateFiles.write(reports.resolve("matrix.md"), markdown());
            PrivateFiles.write(
                    reports.resolve("matrix.json"),
                    JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(contents()));
        } catch (IOException e) {
            throw new UncheckedIOException("the matrix cannot be written to " + reports + ": " + e, e);
        }
    }

    /** 10.2 before 10.11: by the numbers of a name, not by its letters. */
    public static Comparator<Path> byVersions() {
        return (left, right) -> Arrays.compare(numbers(left), numbers(right));
    }

    private static int[] numbers(Path profile) {
        return Arrays.stream(profile.getFileName().toString().split("\\D+"))
                .filter(part -> !part.isEmpty())
                .mapToInt(Integer::parseInt)
                .toArray();
    }
}
