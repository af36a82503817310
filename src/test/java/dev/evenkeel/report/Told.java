package dev.evenkeel.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.evenkeel.event.RunEvent;
import dev.evenkeel.journal.Journal;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.journal.Redactor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes a journal as a run of the sample runbook writes it, with a clock that the story moves on. */
public final class Told extends Clock implements AutoCloseable {
    static final Instant START = Instant.parse("2026-11-22T01:03:07.120Z");
    static final String RUNBOOK = runbook();

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES, JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
            .build();

    private final Journal journal;
    private final List<Scenario> scenarios = scenarios();
    private Instant now = START;

    private Told(Path folder) {
        journal = Journal.create(folder, this, new Redactor(), Observer.NONE);
    }

    public static Told in(Path folder) {
        return new Told(folder);
    }

    private record Scenario(String id, String name, String rule, String effect, boolean undo, List<String> steps) {}

    private static String runbook() {
        try (InputStream file = Told.class.getResourceAsStream("sample.feature")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Scenario> scenarios() {
        List<Scenario> scenarios = new ArrayList<>();
        String rule = "";
        String tags = "";
        for (String line : RUNBOOK.lines().map(String::strip).toList()) {
            if (line.startsWith("Rule: ")) {
                rule = line.substring(6);
            } else if (line.startsWith("@")) {
                tags = line;
            } else if (line.startsWith("Scenario: ")) {
                String id = tags.split(" ")[0].replace("@phase:", "").replace("@undo:", "undo-");
                String effect = tags.contains("@read-only") ? "READ_ONLY" : "REVERSIBLE";
                effect = tags.contains("@irreversible") ? "IRREVERSIBLE" : effect;
                boolean undo = id.startsWith("undo-");
                scenarios.add(new Scenario(id, line.substring(10), rule, effect, undo, new ArrayList<>()));
            } else if (line.matches("(Given|When|Then|And) .*")) {
                scenarios.get(scenarios.size() - 1).steps().add(line);
            }
        }
        return scenarios;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }

    @Override
    public void close() {
        journal.close();
    }

    Told after(long millis) {
        now = now.plusMillis(millis);
        return this;
    }

    public Told write(String kind, Map<String, ?> data) {
        journal.append(kind, data);
        return this;
    }

    /** JSON with single quotes and bare names, for the reader's sake. */
    public Told write(String kind, String json) {
        return write(kind, data(json));
    }

    Told evidence(String name, String content) {
        RunEvent.Evidence.keep(journal, name, "txt", content.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    static Map<String, Object> data(String json) {
        try {
            return JSON.readValue(json, new TypeReference<LinkedHashMap<String, Object>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    public Told begin() {
        Map<String, Object> run = data("""
                {runId: 'r-20261122-010307-k7', command: 'rehearse', seed: 20261122, rows: 100000, data: [],
                 budgetMillis: 10000, environment: {name: 'embedded', kind: 'embedded'},
                 tool: {version: '0.1.0', java: '17.0.15'}, runbook: {file: 'features/encrypt-at-rest.feature',
                 title: 'Move the assessment databases to an encrypted instance with at most ten seconds without writes',
                 sha256: '9f2c0a1be4d95f0e7718c3b2a4c6d8e0f1a2b3c4d5e6f708192a3b4c5d6e7fe1'}}""");
        @SuppressWarnings("unchecked")
        Map<String, Object> runbook = (Map<String, Object>) run.get("runbook");
        runbook.put("text", RUNBOOK);
        write("RUN_STARTED", run);
        int index = 0;
        for (Scenario one : scenarios) {
            Map<String, Object> phase = new LinkedHashMap<>(Map.of("index", ++index, "undo", one.undo()));
            phase.putAll(Map.of("id", one.id(), "name", one.name(), "rule", one.rule(), "effect", one.effect()));
            phase.put("steps", one.steps().stream().map(Told::withoutKeyword).toList());
            write("PHASE_PLANNED", phase);
        }
        write("SERVER", """
                {role: 'source', version: '10.1.8-MariaDB', encrypted: false, serverId: 11, address: '127.0.0.1:43101'}""");
        write("SERVER", """
                {role: 'replica', version: '10.1.8-MariaDB', encrypted: false, serverId: 12, address: '127.0.0.1:43102'}""");
        return write("SERVER", """
                {role: 'target', version: '10.1.23-MariaDB', encrypted: true, serverId: 21, address: '127.0.0.1:43103'}""");
    }

    private static String withoutKeyword(String step) {
        return step.substring(step.indexOf(' ') + 1);
    }

    /** Every step of a phase passes; what happens meanwhile happens in the last one. */
    Told phase(String id, long millisPerStep, Runnable within) {
        return phase(id, millisPerStep, within, 0, "");
    }

    /** One step ends as different. */
    Told phase(String id, long millisPerStep, Runnable within, int wrongStep, String error) {
        Scenario scenario = scenarios.stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow();
        List<String> steps = scenario.steps();
        write("PHASE_STARTED", Map.of("id", id));
        Instant begun = now;
        boolean wrong = false;
        for (int i = 1; i <= steps.size(); i++) {
            String text = withoutKeyword(steps.get(i - 1));
            Map<String, Object> step = new LinkedHashMap<>(Map.of("phase", id, "index", i, "text", text));
            if (!wrong) {
                step.put("keyword", steps.get(i - 1).split(" ")[0] + " ");
                step.put("effect", scenario.effect());
                write("STEP_INTENDED", step);
                after(millisPerStep);
                if (i == steps.size() || i == wrongStep) {
                    within.run();
                }
            }
            step.put("outcome", wrong ? "skipped" : i == wrongStep ? "different" : "passed");
            step.put("millis", wrong ? 0 : millisPerStep + 3);
            step.put("error", i == wrongStep ? error : "");
            write("STEP_ENDED", step);
            wrong |= i == wrongStep;
        }
        long millis = Duration.between(begun, now).toMillis();
        return write("PHASE_ENDED", Map.of("id", id, "outcome", wrong ? "failed" : "passed", "millis", millis));
    }

    Told skip(String id, String reason) {
        return write("PHASE_ENDED", Map.of("id", id, "outcome", "skipped", "millis", 0, "reason", reason));
    }

    Told sent(String phase, String role, String sql) {
        return write("STATEMENT", Map.of("phase", phase, "step", 1, "role", role, "sql", sql));
    }

    public static Map<String, Object> table(String schema, String name, String verdict, long source, long target) {
        Map<String, Object> table = new LinkedHashMap<>(Map.of("schema", schema, "table", name, "verdict", verdict));
        table.putAll(Map.of("rowsSource", source, "rowsTarget", target, "chunks", 1 + source / 10_000));
        table.put("method", name.equals("audit_trail") ? "whole table, no key" : "chunks by primary key");
        table.put("differences", List.of());
        return table;
    }

    public Told comparison(
            String at, String left, String verdict, long position, long rows, List<Map<String, Object>> tables) {
        Map<String, Object> data = data("""
                {coordinates: {file: 'mysql-bin-changelog.000003', position: %d, gtid: '0-11-%d'}, millis: 1120}""".formatted(position, position / 900));
        data.putAll(Map.of("at", at, "left", left, "right", "target", "verdict", verdict));
        data.putAll(Map.of("rowsExamined", rows, "bytesExamined", rows * 148, "tables", tables));
        return write("PARITY_ROWS", data);
    }
}
