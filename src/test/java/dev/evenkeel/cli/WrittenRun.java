package dev.evenkeel.cli;

import dev.evenkeel.event.EventCodec;
import dev.evenkeel.event.RunEvent;
import dev.evenkeel.journal.Journal;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.journal.Redactor;
import dev.evenkeel.report.Reports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The folder of a short run with every kind of entry, every text of it the one given. */
final class WrittenRun {
    static final Instant AT = Instant.parse("2026-11-22T01:03:07.120Z");

    private WrittenRun() {}

    /** Every field that may hold it is the text, the outcome among them. */
    static Path in(Path folder, String text) {
        return in(folder, text, text);
    }

    static Path in(Path folder, String text, String outcome) {
        try (Journal journal = Journal.create(folder, Clock.fixed(AT, ZoneOffset.UTC), new Redactor(), Observer.NONE)) {
            for (String kind : EventCodec.inOrder()) {
                if (!kind.equals("EVIDENCE") && !kind.equals("RUN_ENDED")) {
                    journal.append(kind, data(kind, text));
                }
            }
            RunEvent.Evidence.keep(journal, text, "txt", text.getBytes(StandardCharsets.UTF_8));
            Map<String, Object> end = new HashMap<>(data("RUN_ENDED", text));
            end.put("outcome", outcome);
            journal.append("RUN_ENDED", end);
            Files.createDirectories(folder.resolve("allure-results"));
            Files.writeString(folder.resolve("allure-results/1-result.json"), "{}\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Reports.write(folder);
        return folder;
    }

    static Map<String, Object> data(String kind, String text) {
        Map<String, Object> row = Map.of("key", text, "kind", "changed", "columns", List.of(text));
        Map<String, Object> table = Map.of(
                "schema",
                text,
                "table",
                text,
                "verdict",
                "Different",
                "rowsSource",
                3,
                "rowsTarget",
                4,
                "reason",
                text,
                "differences",
                List.of(row));
        return switch (kind) {
            case "RUN_STARTED" ->
                Map.of(
                        "runId",
                        text,
                        "command",
                        "rehearse",
                        "budgetMillis",
                        1000,
                        "data",
                        List.of(text),
                        "sample",
                        text,
                        "runbook",
                        Map.of("file", text, "title", text, "sha256", text, "text", "Feature: " + text),
                        "environment",
                        Map.of("name", text, "kind", text),
                        "tool",
                        Map.of("version", text, "java", text));
            case "SERVER" -> Map.of("role", text, "version", text, "serverId", 7, "address", text);
            case "PHASE_PLANNED" -> Map.of("id", "p", "name", text, "rule", text, "steps", List.of(text), "index", 1);
            case "PHASE_STARTED" -> Map.of("id", "p");
            case "STEP_INTENDED" ->
                Map.of("phase", "p", "index", 1, "keyword", text, "text", text, "effect", "REVERSIBLE");
            case "STEP_ENDED" ->
                Map.of("phase", "p", "index", 1, "text", text, "outcome", text, "millis", 12, "error", text);
            case "PHASE_ENDED" -> Map.of("id", "p", "outcome", text, "millis", 12, "reason", text);
            case "PARITY_ROWS" ->
                Map.of(
                        "at",
                        "frozen",
                        "left",
                        text,
                        "right",
                        text,
                        "verdict",
                        "Different",
                        "rowsExamined",
                        7,
                        "millis",
                        5,
                        "coordinates",
                        Map.of("file", text, "position", 4),
                        "tables",
                        List.of(table));
            case "PARITY_TABLE" -> table;
            case "PARITY_OBJECTS", "PARITY_ACCOUNTS", "PARITY_SETTINGS" ->
                Map.of(
                        "verdict",
                        "Different",
                        "examined",
                        1,
                        "items",
                        List.of(Map.of("kind", text, "name", text, "verdict", "Different", "detail", text)));
            case "COORDINATES" -> Map.of("which", "frozen", "role", text, "file", text, "position", 4, "gtid", text);
            case "WORKLOAD" ->
                Map.of(
                        "acknowledged",
                        5,
                        "lost",
                        0,
                        "duplicated",
                        0,
                        "series",
                        Map.of(
                                "startedAt",
                                AT.toString(),
                                "bucketMillis",
                                100,
                                "source",
                                List.of(1, 2),
                                "target",
                                List.of(3)));
            case "CUTOVER" ->
                Map.of("frozenMillis", 5, "unavailableMillis", 9, "switchMethod", text, "frozenAt", AT.toString());
            case "RUN_ENDED" -> Map.of("outcome", text, "exitCode", 3, "summary", text, "serving", text);
            default ->
                Map.ofEntries(
                        Map.entry("what", text),
                        Map.entry("because", text),
                        Map.entry("text", text),
                        Map.entry("detail", text),
                        Map.entry("role", text),
                        Map.entry("sql", text),
                        Map.entry("phase", text),
                        Map.entry("state", "stays"),
                        Map.entry("before", text),
                        Map.entry("made", text),
                        Map.entry("id", text),
                        Map.entry("by", text),
                        Map.entry("name", text),
                        Map.entry("reason", text),
                        Map.entry("decision", text),
                        Map.entry("expected", text),
                        Map.entry("observed", text),
                        Map.entry("outcome", text),
                        Map.entry("schema", text),
                        Map.entry("table", text));
        };
    }
}
