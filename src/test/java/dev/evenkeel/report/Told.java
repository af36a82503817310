package dev.evenkeel.report;

import dev.evenkeel.journal.Journal;
import dev.evenkeel.journal.Kind;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.journal.Redactor;
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
import java.util.Random;

/** Writes journals as runs write them, with a clock that the story moves on. */
final class Told extends Clock implements AutoCloseable {
    static final Instant START = Instant.parse("2026-11-22T01:03:07.120Z");
    static final String RUNBOOK = """
            # Published procedure: encrypting an instance that is serving.
            @runbook:encrypt-at-rest @owner=dba-team
            Feature: Move the assessment databases to an encrypted instance with at most ten seconds without writes

              The application keeps writing. Undo is automatic until "Switch".

              Rule: Nothing starts on a bad foundation

                @phase:preflight @read-only
                Scenario: Preflight
                  Given the servers are the ones the environment names
                  And every table of the source can be copied, replicated and proved
                  Then the target is empty, encrypted and large enough

              Rule: The target becomes a faithful copy

                @phase:prepare @reversible
                Scenario: Prepare the source
                  When the source keeps its binlogs for 24 hours
                  And the user "repl" may replicate from the source

                @phase:pin @reversible
                Scenario: Pin
                  When replication on the replica is stopped
                  Then the executed coordinates of the replica do not move

                @phase:copy @reversible
                Scenario: Copy
                  When the databases are dumped from the replica with routines and triggers
                  And the dump is loaded into the target
                  Then replica and target hold the same rows at the pinned coordinates

                @phase:follow @reversible
                Scenario: Follow
                  When the target replicates from the source beginning at the pinned coordinates
                  Then the target has caught up with the source within 60 seconds

              Rule: No acknowledged write is lost

                @phase:freeze @reversible @gate:go-for-cutover @outage-starts
                Scenario: Freeze
                  When the source is closed to writes
                  Then the target has applied the last write of the source

                @phase:prove @read-only
                Scenario: Prove at the frozen coordinates
                  Then source and target hold the same rows in every table
                  And objects, accounts and settings of the target are those of the source

                @phase:switch @irreversible @outage-ends
                Scenario: Switch
                  When replication on the target is stopped and reset
                  And the application is switched to the target
                  Then a test write through the application arrives on the target

              Rule: Until the switch we can always go back

                @undo:freeze
                Scenario: Open the source again
                  When the source is open to writes
                  Then a test write on the source succeeds

                @undo:follow
                Scenario: Stop following
                  When replication to the target is removed
            """;

    private final Journal journal;
    private final List<Scenario> scenarios = scenarios(RUNBOOK);
    private Instant now = START;

    private Told(Path folder) {
        journal = Journal.create(folder, this, new Redactor(), Observer.NONE);
    }

    static Told in(Path folder) {
        return new Told(folder);
    }

    record Scenario(String id, String name, String rule, String effect, boolean undo, List<String> steps) {}

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

    Told write(Kind kind, Object... namesAndValues) {
        journal.append(kind, data(namesAndValues));
        return this;
    }

    static Map<String, Object> data(Object... namesAndValues) {
        Map<String, Object> data = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            data.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return data;
    }

    private static List<Scenario> scenarios(String runbook) {
        List<Scenario> scenarios = new ArrayList<>();
        String rule = "";
        String tags = "";
        for (String line : runbook.lines().map(String::strip).toList()) {
            if (line.startsWith("Rule: ")) {
                rule = line.substring(6);
            } else if (line.startsWith("@")) {
                tags = line;
            } else if (line.startsWith("Scenario: ")) {
                String id =
                        tags.split(" ")[0].substring(1).replace("phase:", "").replace("undo:", "undo-");
                String effect = tags.contains("@irreversible")
                        ? "IRREVERSIBLE"
                        : tags.contains("@read-only") ? "READ_ONLY" : "REVERSIBLE";
                scenarios.add(
                        new Scenario(id, line.substring(10), rule, effect, id.startsWith("undo-"), new ArrayList<>()));
            } else if (line.matches("(Given|When|Then|And) .*") && !scenarios.isEmpty()) {
                scenarios.get(scenarios.size() - 1).steps().add(line);
            }
        }
        return scenarios;
    }

    Told begin() {
        write(
                Kind.RUN_STARTED,
                "runId",
                "r-20261122-010307-k7",
                "command",
                "rehearse",
                "runbook",
                data(
                        "file",
                        "features/encrypt-at-rest.feature",
                        "title",
                        "Move the assessment databases to an encrypted instance with at most ten"
                                + " seconds without writes",
                        "sha256",
                        "9f2c0a1be4d95f0e7718c3b2a4c6d8e0f1a2b3c4d5e6f708192a3b4c5d6e7fe1",
                        "text",
                        RUNBOOK),
                "environment",
                data("name", "embedded", "kind", "embedded"),
                "tool",
                data("version", "0.1.0", "java", "17.0.15"),
                "seed",
                20261122L,
                "rows",
                100_000,
                "data",
                List.of(),
                "budgetMillis",
                10_000);
        int index = 0;
        for (Scenario scenario : scenarios) {
            write(
                    Kind.PHASE_PLANNED,
                    "index",
                    ++index,
                    "id",
                    scenario.id(),
                    "name",
                    scenario.name(),
                    "rule",
                    scenario.rule(),
                    "effect",
                    scenario.effect(),
                    "undo",
                    scenario.undo(),
                    "steps",
                    scenario.steps().stream().map(Told::withoutKeyword).toList());
        }
        write(
                Kind.SERVER,
                "role",
                "source",
                "version",
                "10.1.8-MariaDB",
                "encrypted",
                false,
                "serverId",
                11,
                "address",
                "127.0.0.1:43101");
        write(
                Kind.SERVER,
                "role",
                "replica",
                "version",
                "10.1.8-MariaDB",
                "encrypted",
                false,
                "serverId",
                12,
                "address",
                "127.0.0.1:43102");
        return write(
                Kind.SERVER,
                "role",
                "target",
                "version",
                "10.1.23-MariaDB",
                "encrypted",
                true,
                "serverId",
                21,
                "address",
                "127.0.0.1:43103");
    }

    private static String withoutKeyword(String step) {
        return step.substring(step.indexOf(' ') + 1);
    }

    /** Every step of a phase passes, unless one is said to end otherwise. */
    Told phase(String id, long millisPerStep, Runnable within) {
        return phase(id, millisPerStep, within, 0, "", "");
    }

    Told phase(String id, long millisPerStep, Runnable within, int wrongStep, String outcome, String error) {
        Scenario scenario = scenarios.stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow();
        write(Kind.PHASE_STARTED, "id", id);
        Instant begun = now;
        boolean wrong = false;
        for (int i = 1; i <= scenario.steps().size(); i++) {
            String step = scenario.steps().get(i - 1);
            if (!wrong) {
                write(
                        Kind.STEP_INTENDED,
                        "phase",
                        id,
                        "index",
                        i,
                        "keyword",
                        step.split(" ")[0] + " ",
                        "text",
                        withoutKeyword(step),
                        "effect",
                        step.startsWith("When") ? scenario.effect() : "READ_ONLY");
                after(millisPerStep);
                if (i == scenario.steps().size() || i == wrongStep) {
                    within.run();
                }
            }
            boolean here = i == wrongStep;
            write(
                    Kind.STEP_ENDED,
                    "phase",
                    id,
                    "index",
                    i,
                    "text",
                    withoutKeyword(step),
                    "outcome",
                    wrong ? "skipped" : here ? outcome : "passed",
                    "millis",
                    wrong ? 0 : millisPerStep + 3,
                    "error",
                    here ? error : "");
            wrong |= here;
        }
        return write(
                Kind.PHASE_ENDED,
                "id",
                id,
                "outcome",
                wrong ? "failed" : "passed",
                "millis",
                Duration.between(begun, now).toMillis());
    }

    Told skip(String id, String reason) {
        return write(Kind.PHASE_ENDED, "id", id, "outcome", "skipped", "millis", 0, "reason", reason);
    }

    Told sent(String phase, String role, String sql) {
        return write(Kind.STATEMENT, "phase", phase, "step", 1, "role", role, "sql", sql);
    }

    /** Up to the moment the target follows the source. */
    Told untilFollowing() {
        begin().phase("preflight", 310, () -> {});
        phase("prepare", 45, () -> {
            sent("prepare", "source", "CALL mysql.rds_set_configuration('binlog retention hours', 24)");
            sent("prepare", "source", "CREATE USER 'repl'@'%' IDENTIFIED BY '***'");
            sent("prepare", "source", "GRANT REPLICATION SLAVE ON *.* TO 'repl'@'%'");
        });
        phase("pin", 620, () -> {
            sent("pin", "replica", "CALL mysql.rds_stop_replication");
            write(
                    Kind.COORDINATES,
                    "which",
                    "pinned",
                    "role",
                    "replica",
                    "file",
                    "mysql-bin-changelog.000003",
                    "position",
                    48_211_907L,
                    "gtid",
                    "0-11-51877");
        });
        phase("copy", 2_900, () -> {
            write(
                    Kind.TRANSFER,
                    "what",
                    "dump",
                    "detail",
                    "mysqldump of assessment, reporting; gzip",
                    "bytes",
                    61_204_992L,
                    "rows",
                    412_118L,
                    "millis",
                    3_120,
                    "file",
                    "dump.sql.gz",
                    "sha256",
                    "4be1d0".repeat(10) + "4be1");
            write(
                    Kind.TRANSFER,
                    "what",
                    "load",
                    "detail",
                    "4 connections",
                    "bytes",
                    61_204_992L,
                    "rows",
                    412_118L,
                    "millis",
                    4_410);
            write(
                    Kind.TRANSFER,
                    "what",
                    "exact floats",
                    "detail",
                    "assessment.scores.score, .weight",
                    "rows",
                    88_410L,
                    "millis",
                    702);
            write(Kind.TRANSFER, "what", "accounts", "rows", 6, "millis", 31);
            comparison("pinned", "replica", "Same", 48_211_907L, 0);
            after(1_870);
        });
        return phase("follow", 1_100, () -> sent(
                        "follow",
                        "target",
                        "CALL mysql.rds_set_external_master('127.0.0.1', 43101, 'repl', '***',"
                                + " 'mysql-bin-changelog.000003', 48211907, 0)")
                .sent("follow", "target", "CALL mysql.rds_start_replication"));
    }

    static final List<String> TABLES = List.of(
            "answers",
            "audit_trail",
            "class_members",
            "classes",
            "item_versions",
            "items",
            "learners",
            "responses",
            "rubrics",
            "schools",
            "scores",
            "sessions",
            "settings",
            "uploads");

    Told comparison(String at, String left, String verdict, long position, long grown) {
        List<Object> tables = new ArrayList<>();
        Random sizes = new Random(7);
        long rows = 0;
        for (String table : TABLES) {
            long size = (long) Math.pow(10, 1 + sizes.nextDouble() * 4) + grown;
            rows += size;
            tables.add(table("assessment", table, "Same", size, size));
        }
        tables.add(table("reporting", "daily_totals", "Same", 366, 366));
        return comparison(at, left, verdict, position, rows, tables);
    }

    static Map<String, Object> table(String schema, String name, String verdict, long source, long target) {
        return data(
                "schema",
                schema,
                "table",
                name,
                "verdict",
                verdict,
                "rowsSource",
                source,
                "rowsTarget",
                target,
                "chunks",
                1 + source / 10_000,
                "method",
                name.equals("audit_trail") ? "whole table, no key" : "chunks by primary key",
                "differences",
                List.of());
    }

    Told comparison(String at, String left, String verdict, long position, long rows, List<Object> tables) {
        return write(
                Kind.PARITY_ROWS,
                "at",
                at,
                "left",
                left,
                "right",
                "target",
                "verdict",
                verdict,
                "coordinates",
                data("file", "mysql-bin-changelog.000003", "position", position, "gtid", "0-11-" + position / 900),
                "rowsExamined",
                rows,
                "bytesExamined",
                rows * 148,
                "millis",
                1_120,
                "tables",
                tables);
    }

    Told structure() {
        List<Object> objects = new ArrayList<>();
        for (String name : List.of("view", "procedure", "function", "trigger", "event")) {
            for (int i = 1; i <= 4; i++) {
                objects.add(
                        data("kind", name, "name", "assessment." + name + "_" + i, "verdict", "Same", "detail", ""));
            }
        }
        write(Kind.PARITY_OBJECTS, "verdict", "Same", "examined", 20, "items", objects);
        write(
                Kind.PARITY_ACCOUNTS,
                "verdict",
                "Same",
                "examined",
                6,
                "items",
                List.of(data("kind", "account", "name", "'app'@'%'", "verdict", "Same", "detail", "")));
        return write(
                Kind.PARITY_SETTINGS,
                "verdict",
                "Different",
                "examined",
                31,
                "items",
                List.of(
                        data(
                                "kind",
                                "setting",
                                "name",
                                "max_allowed_packet",
                                "verdict",
                                "Different",
                                "detail",
                                "source 1048576, target 16777216: larger on the target, nothing is cut"),
                        data("kind", "setting", "name", "sql_mode", "verdict", "Same", "detail", "")));
    }

    Told workload(Instant frozenAt, Instant servedAt, long lost) {
        List<Long> source = new ArrayList<>();
        List<Long> target = new ArrayList<>();
        Random noise = new Random(3);
        Instant started = START.plusMillis(900);
        for (Instant at = started; at.isBefore(now); at = at.plusMillis(100)) {
            long writes = Math.round(12 + noise.nextGaussian() * 2);
            source.add(at.isBefore(frozenAt) ? writes : 0L);
            target.add(at.isAfter(servedAt) ? writes : 0L);
        }
        long all = source.stream().mapToLong(Long::longValue).sum()
                + target.stream().mapToLong(Long::longValue).sum();
        return write(
                Kind.WORKLOAD,
                "connections",
                4,
                "writesPerSecond",
                120,
                "acknowledged",
                all,
                "onTarget",
                all - lost,
                "lost",
                lost,
                "duplicated",
                0,
                "errorsDuringOutage",
                38,
                "inDoubt",
                0,
                "series",
                data("startedAt", started.toString(), "bucketMillis", 100, "source", source, "target", target));
    }

    /** A rehearsal that went well. */
    static void complete(Path folder) {
        try (Told told = in(folder)) {
            told.untilFollowing();
            told.write(
                    Kind.GATE,
                    "id",
                    "go-for-cutover",
                    "decision",
                    "approved",
                    "by",
                    "environment embedded",
                    "reason",
                    "gates of a rehearsal are open");
            Instant frozenAt = told.now.plusMillis(80);
            told.phase(
                    "freeze",
                    190,
                    () -> told.write(
                            Kind.COORDINATES,
                            "which",
                            "frozen",
                            "role",
                            "source",
                            "file",
                            "mysql-bin-changelog.000003",
                            "position",
                            51_900_322L,
                            "gtid",
                            "0-11-54120"));
            told.phase("prove", 420, () -> told.comparison("frozen", "source", "Same", 51_900_322L, 31)
                    .structure());
            told.phase("switch", 95, () -> told.sent("switch", "target", "CALL mysql.rds_stop_replication")
                    .sent("switch", "target", "CALL mysql.rds_reset_external_master"));
            Instant servedAt = told.now.minusMillis(60);
            long frozen = Duration.between(frozenAt, servedAt).toMillis();
            told.after(6_000);
            told.write(
                    Kind.CUTOVER,
                    "frozenMillis",
                    frozen,
                    "unavailableMillis",
                    frozen + 14,
                    "budgetMillis",
                    10_000,
                    "switchMethod",
                    "application endpoint",
                    "frozenAt",
                    frozenAt.toString(),
                    "servedAt",
                    servedAt.toString());
            told.workload(frozenAt, servedAt, 0);
            told.write(
                    Kind.DRILL,
                    "name",
                    "A row deleted on the target behind the tool's back",
                    "expected",
                    "Different, with table and key",
                    "observed",
                    "Different: assessment.items, key 17 missing on the target",
                    "outcome",
                    "noticed");
            told.write(
                    Kind.DEVIATION,
                    "what",
                    "The dump was loaded over four connections instead of by one client",
                    "because",
                    "it is faster; every table was compared afterwards");
            told.write(
                    Kind.DEVIATION,
                    "what",
                    "Two FLOAT columns were carried again, bit for bit",
                    "because",
                    "a text dump keeps six of their digits");
            told.write(
                    Kind.NOTE,
                    "text",
                    "The events of the source were created disabled on the target and enabled" + " at the switch.");
            told.journal.evidence(
                    "SHOW SLAVE STATUS of the replica, pinned",
                    "txt",
                    "Slave_IO_Running: No\nExec_Master_Log_Pos: 48211907\n".getBytes(StandardCharsets.UTF_8));
            told.write(
                    Kind.RUN_ENDED,
                    "outcome",
                    "DONE",
                    "exitCode",
                    0,
                    "summary",
                    "Done and proved.",
                    "serving",
                    "target");
        }
    }

    /** Rows were altered on the target behind the tool's back. */
    static void differing(Path folder) {
        try (Told told = in(folder)) {
            told.untilFollowing();
            told.phase(
                    "freeze",
                    190,
                    () -> told.write(
                            Kind.COORDINATES,
                            "which",
                            "frozen",
                            "role",
                            "source",
                            "file",
                            "mysql-bin-changelog.000003",
                            "position",
                            51_900_322L,
                            "gtid",
                            "0-11-54120"));
            told.phase(
                    "prove",
                    420,
                    () -> told.comparison(
                            "frozen",
                            "source",
                            "Different",
                            51_900_322L,
                            88_000,
                            List.of(
                                    table("assessment", "items", "Same", 1_200, 1_200),
                                    with(
                                            table("assessment", "scores", "Different", 88_410, 88_410),
                                            "differences",
                                            List.of(
                                                    data(
                                                            "key",
                                                            "(17, 'math')",
                                                            "kind",
                                                            "changed",
                                                            "columns",
                                                            List.of("score", "weight")),
                                                    data(
                                                            "key",
                                                            "(90210, 'art')",
                                                            "kind",
                                                            "missing",
                                                            "columns",
                                                            List.of()),
                                                    data(
                                                            "key",
                                                            "(90211, 'art')",
                                                            "kind",
                                                            "extra",
                                                            "columns",
                                                            List.of()))),
                                    with(
                                            table("assessment", "uploads", "Inconclusive", 12, 12),
                                            "reason",
                                            "a row is larger than max_allowed_packet of the source (1048576)"))),
                    1,
                    "different",
                    "source and target do not hold the same rows: assessment.scores (3 rows)");
            told.skip("switch", "halted by “Prove at the frozen coordinates”");
            told.phase("undo-freeze", 70, () -> {});
            told.phase("undo-follow", 160, () -> {});
            told.workload(told.now.minusMillis(1_400), told.now.plusMillis(1), 0);
            told.write(
                    Kind.RUN_ENDED,
                    "outcome",
                    "DIFFERENT",
                    "exitCode",
                    3,
                    "summary",
                    "The switch was not made.",
                    "serving",
                    "source");
        }
    }

    private static Map<String, Object> with(Map<String, Object> data, String name, Object value) {
        data.put(name, value);
        return data;
    }

    /** Everything that comes from a database or a person tries to be markup. */
    static void hostile(Path folder) {
        String evil = "<script>alert(1)</script>";
        try (Told told = in(folder)) {
            told.begin();
            told.write(
                    Kind.SERVER,
                    "role",
                    "\"><img src=x onerror=alert(1)>",
                    "version",
                    evil,
                    "address",
                    "https://evil.example/");
            told.comparison(
                    "frozen",
                    evil,
                    "Different",
                    5,
                    10,
                    List.of(with(
                            table("a\"b", evil, "Different", 3, 2),
                            "differences",
                            List.of(data("key", "'\u202e" + evil, "kind", "missing", "columns", List.of("<b>"))))));
            told.write(
                    Kind.PARITY_OBJECTS,
                    "verdict",
                    "Different",
                    "examined",
                    1,
                    "items",
                    List.of(data("kind", "view", "name", evil, "verdict", "Different", "detail", evil)));
            told.sent("preflight", "source", "SELECT '" + evil + "'");
            told.write(Kind.NOTE, "text", evil + "\u0007");
            told.write(Kind.DEVIATION, "what", evil, "because", "see http://evil.example/");
            told.write(Kind.RUN_ENDED, "outcome", "DIFFERENT", "exitCode", 3, "summary", evil, "serving", "source");
        }
    }
}
