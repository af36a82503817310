package dev.evenkeel.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.evenkeel.catalog.server.ServerFacts;
import dev.evenkeel.environment.Misconfigured;
import dev.evenkeel.event.PlanEvent;
import dev.evenkeel.run.compare.Band;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a run is going to do, on what, and what that rests on. A run executes exactly its plan, and refuses to begin where something
 * that the plan rests on has changed.
 *
 * @param form of this file
 * @param made when, as ISO 8601
 * @param tool the version of evenkeel
 * @param environment the profile's file
 * @param profileSha256 of the profile's text
 * @param runbook the feature file
 * @param stepsSha256 of all steps that runbooks may use, and of the program that executes them
 * @param glue the jars of steps beside evenkeel's own
 * @param servers by role: their facts by name
 * @param phases what will happen, in order
 * @param forecast of the whole, from earlier runs of the same runbook
 * @param obstacles what would end the run before it changes anything
 * @param remarks what else was seen that whoever approves should know
 * @param notEvaluated what could not be looked at, and why
 */
public record Plan(
        int form,
        String made,
        String tool,
        String environment,
        String profileSha256,
        String runbook,
        String runbookSha256,
        String stepsSha256,
        List<PlanEvent.Jar> glue,
        Map<String, Map<String, String>> servers,
        List<PlannedPhase> phases,
        Forecast forecast,
        List<String> obstacles,
        List<String> remarks,
        List<String> notEvaluated) {
    static final int FORM = 1;

    /** How much a size may change before it moves a plan. */
    private static final double TOLERANCE = 0.2;

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    public Plan {
        servers = Map.copyOf(servers);
        glue = glue == null ? List.of() : List.copyOf(glue);
        phases = List.copyOf(phases);
        obstacles = obstacles == null ? List.of() : List.copyOf(obstacles);
        remarks = remarks == null ? List.of() : List.copyOf(remarks);
        notEvaluated = List.copyOf(notEvaluated);
    }

    /** @param gate empty where there is none */
    public record PlannedPhase(
            String id, String name, String effect, String gate, boolean undo, List<PlannedStep> steps) {
        public PlannedPhase {
            steps = List.copyOf(steps);
        }
    }

    /**
     * @param sends the statements and calls, secrets as stars
     * @param what the step in one line
     * @param millis of earlier runs, middle and 95th percentile; empty where there are none
     */
    public record PlannedStep(String text, String effect, String what, List<String> sends, List<Long> millis) {
        public PlannedStep {
            sends = List.copyOf(sends);
            millis = List.copyOf(millis);
        }
    }

    /**
     * In milliseconds, middle and 95th percentile of so many runs.
     *
     * @param budgetMillis how long writes may be unavailable
     */
    public record Forecast(int runs, List<Long> whole, List<Long> outage, long budgetMillis) {
        public Forecast {
            whole = List.copyOf(whole);
            outage = List.copyOf(outage);
        }
    }

    /** How long steps took in earlier runs, by {@code PHASE/STEP}, where there were some. */
    Map<String, Band> bands() {
        Map<String, Band> bands = new TreeMap<>();
        for (PlannedPhase phase : phases) {
            for (int index = 1; index <= phase.steps().size(); index++) {
                String step = phase.id() + "/" + index;
                Band.of(phase.steps().get(index - 1).millis()).ifPresent(band -> bands.put(step, band));
            }
        }
        return bands;
    }

    byte[] bytes() {
        return text().getBytes(StandardCharsets.UTF_8);
    }

    /** As it is kept: one text for one plan. */
    public String text() {
        try {
            return JSON.writeValueAsString(this) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a plan can always be written", e);
        }
    }

    /** As programs read it. */
    public Map<String, Object> fields() {
        return JSON.convertValue(this, new TypeReference<>() {});
    }

    /** What an approval names: the SHA-256 of the file. */
    public String digest() {
        return Sha256.of(bytes());
    }

    /** @throws Misconfigured when the file is not a plan of this version */
    public static Plan read(Path file) {
        try {
            return read(Files.readAllBytes(file), file.toString());
        } catch (IOException e) {
            throw new Misconfigured(
                    "the plan " + file + " cannot be read; make one with: evenkeel plan -e PROFILE -o " + file);
        }
    }

    static Plan read(byte[] content, String name) {
        try {
            Plan plan = JSON.readValue(content, Plan.class);
            if (plan.form() == FORM) {
                return plan;
            }
        } catch (IOException e) {
            // Told below.
        }
        throw new Misconfigured(
                name + " is not a plan of this version; make one with: evenkeel plan -e PROFILE -o FILE");
    }

    /** What has changed in what the plan rests on, one line each; sizes may change by a fifth. */
    public List<String> changesTo(Plan now) {
        List<String> changes = new ArrayList<>();
        changed(changes, "evenkeel", tool, now.tool);
        changed(changes, "the profile " + environment, profileSha256, now.profileSha256);
        changed(changes, "the runbook " + runbook, runbookSha256, now.runbookSha256);
        int told = changes.size();
        jars(changes, now.glue);
        if (changes.size() == told) {
            changed(changes, "the steps", stepsSha256, now.stepsSha256);
        }
        for (String role : new TreeSet<>(servers.keySet())) {
            Map<String, String> before = servers.get(role);
            Map<String, String> after = now.servers.getOrDefault(role, Map.of());
            Map<String, String> all = new TreeMap<>(before);
            all.putAll(after);
            for (String fact : all.keySet()) {
                String was = before.getOrDefault(fact, "unknown");
                String is = after.getOrDefault(fact, "unknown");
                if (!near(fact, was, is)) {
                    changed(changes, role + ": " + fact, was, is);
                }
            }
        }
        return changes;
    }

    /** By their order, which decides nothing else: a jar may be at another place now. */
    void jars(List<String> changes, List<PlanEvent.Jar> now) {
        for (int index = 0; index < Math.max(glue.size(), now.size()); index++) {
            String was = index < glue.size() ? glue.get(index).sha256() : "none";
            String is = index < now.size() ? now.get(index).sha256() : "none";
            String file = index < glue.size()
                    ? glue.get(index).file()
                    : now.get(index).file();
            changed(changes, "the jar of steps " + file, was, is);
        }
    }

    private static boolean near(String fact, String was, String is) {
        if (!fact.equals(ServerFacts.TABLES) && !fact.equals(ServerFacts.MEBIBYTES)) {
            return false;
        }
        try {
            double before = Double.parseDouble(was);
            double after = Double.parseDouble(is);
            // A few of them are not a sign that something else is to be moved.
            return Math.abs(after - before) <= Math.max(16, before * TOLERANCE);
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static void changed(List<String> changes, String what, String was, String is) {
        if (!was.equals(is)) {
            changes.add(what + ": planned with " + was + ", now " + is);
        }
    }
}
