package dev.evenkeel.report;

import dev.evenkeel.report.folder.Manifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Journals of whole runs: one that went well, one whose rows differ, one that is full of traps. */
public final class Runs {
    private static final List<String> TABLES = List.of(
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

    private static final String DUMP = "stands for a dump\n";

    private Runs() {}

    /** What steps leave beside the journal. */
    private static void leave(Path folder) {
        try {
            Files.writeString(folder.resolve("dump.sql.gz"), DUMP);
            Files.createDirectories(folder.resolve("allure-results"));
            Files.writeString(folder.resolve("allure-results/1-result.json"), "{}\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A rehearsal that went well. */
    public static void complete(Path folder) {
        leave(folder);
        try (Told told = Told.in(folder)) {
            untilFollowing(told);
            told.write("GATE", """
                    {id: 'go-for-cutover', decision: 'approved', by: 'environment embedded',
                     reason: 'gates of a rehearsal are open'}""");
            Instant frozenAt = told.instant().plusMillis(80);
            told.phase("freeze", 190, () -> frozen(told));
            told.phase("prove", 420, () -> {
                comparison(told, "frozen", "source", 51_900_322L, tables(31));
                structure(told);
            });
            told.phase("switch", 95, () -> told.sent("switch", "target", "CALL mysql.rds_stop_replication")
                    .sent("switch", "target", "CALL mysql.rds_reset_external_master"));
            Instant servedAt = told.instant().minusMillis(60);
            long frozen = Duration.between(frozenAt, servedAt).toMillis();
            told.after(6_000);
            told.write("CUTOVER", """
                    {frozenMillis: %d, unavailableMillis: %d, budgetMillis: 10000, frozenAt: '%s', servedAt: '%s',
                     switchMethod: 'application endpoint'}""".formatted(frozen, frozen + 14, frozenAt, servedAt));
            workload(told, frozenAt, servedAt);
            told.write("DRILL", """
                    {name: 'A row deleted on the target behind the tool', expected: 'Different, with table and key',
                     observed: 'Different: assessment.items, key 17 missing on the target', outcome: 'noticed'}""");
            told.write("DEVIATION", """
                    {what: 'The dump was loaded over four connections instead of by one client',
                     because: 'it is faster; every table was compared afterwards'}""");
            told.write("DEVIATION", """
                    {what: 'Two FLOAT columns were carried again, bit for bit',
                     because: 'a text dump keeps six of their digits'}""");
            told.write("NOTE", """
                    {text: 'Events were created disabled on the target and enabled at the switch – see “Switch”.'}""");
            told.evidence("SHOW SLAVE STATUS of the replica, pinned", "Slave_IO_Running: No\n");
            told.write("RUN_ENDED", """
                    {outcome: 'DONE', exitCode: 0, summary: 'Done and proved.', serving: 'target'}""");
        }
    }

    /** Rows were altered on the target behind the tool's back. */
    public static void differing(Path folder) {
        leave(folder);
        List<Map<String, Object>> tables = tables(31);
        Map<String, Object> scores = tables.get(TABLES.indexOf("scores"));
        scores.put("verdict", "Different");
        scores.put(
                "differences",
                List.of(
                        Told.data("{key: \"(17, 'math')\", kind: 'changed', columns: ['score', 'weight'], values:"
                                + " [{column: 'score', left: 'sha256:17', right: 'sha256:18'},"
                                + " {column: 'weight', left: '1.5', right: 'NULL'}],"
                                + " find: 'SELECT * FROM `assessment`.`scores` WHERE `id` = 17'}"),
                        Told.data("{key: \"(90210, 'art')\", kind: 'missing', columns: []}"),
                        Told.data("{key: \"(90211, 'art')\", kind: 'extra', columns: []}")));
        Map<String, Object> uploads = tables.get(TABLES.indexOf("uploads"));
        uploads.put("verdict", "Inconclusive");
        uploads.put("reason", "a row is larger than max_allowed_packet of the source (1048576)");
        try (Told told = Told.in(folder)) {
            untilFollowing(told);
            told.phase("freeze", 190, () -> frozen(told));
            told.phase(
                    "prove",
                    420,
                    () -> told.comparison("frozen", "source", "Different", 51_900_322L, 162_391, tables),
                    1,
                    "source and target do not hold the same rows: assessment.scores (3 rows)");
            told.skip("switch", "halted by “Prove at the frozen coordinates”");
            told.phase("undo-freeze", 70, () -> {});
            told.phase("undo-follow", 160, () -> {});
            workload(told, told.instant().minusMillis(1_400), told.instant());
            told.write("RUN_ENDED", """
                    {outcome: 'DIFFERENT', exitCode: 3, summary: 'The switch was not made.', serving: 'source'}""");
        }
    }

    /** Everything that comes from a database or a person tries to be markup. */
    public static void hostile(Path folder) {
        String evil = "<script>alert(1)</script>";
        Map<String, Object> table = Told.table("a\"b", evil, "Different", 3, 2);
        table.put(
                "differences",
                List.of(
                        Map.of("key", "\u202e" + evil, "kind", "missing", "columns", List.of("<b>")),
                        Map.of(
                                "key",
                                evil,
                                "kind",
                                "changed",
                                "columns",
                                List.of(evil),
                                "values",
                                List.of(Map.of("column", evil, "left", evil, "right", "\u202e" + evil)))));
        try (Told told = Told.in(folder)) {
            told.begin();
            told.write("SERVER", Map.of("role", "\"><img src=x onerror=alert(1)>", "address", "https://evil.example"));
            told.comparison("frozen", evil, "Different", 5, 10, List.of(table));
            Map<String, Object> view = Map.of("kind", "view", "name", evil, "verdict", "Different", "detail", evil);
            told.write("PARITY_OBJECTS", Map.of("verdict", "Different", "examined", 1, "items", List.of(view)));
            told.sent("preflight", "source", "SELECT '" + evil + "'");
            told.write("NOTE", Map.of("text", evil + "\u0007"));
            told.write("DEVIATION", Map.of("what", evil, "because", "see http://evil.example/"));
            told.write("RUN_ENDED", Map.of("outcome", "X", "exitCode", 3, "summary", evil, "serving", "source"));
        }
    }

    private static void untilFollowing(Told told) {
        told.begin().phase("preflight", 310, () -> {});
        told.phase("prepare", 45, () -> told.sent(
                        "prepare", "source", "CALL mysql.rds_set_configuration('binlog retention hours', 24)")
                .sent("prepare", "source", "CREATE USER 'repl'@'%' IDENTIFIED BY PASSWORD '***'")
                .sent("prepare", "source", "GRANT REPLICATION SLAVE ON *.* TO 'repl'@'%'"));
        told.phase("pin", 620, () -> told.sent("pin", "replica", "CALL mysql.rds_stop_replication")
                .write("COORDINATES", """
                        {which: 'pinned', role: 'replica', file: 'mysql-bin-changelog.000003', position: 48211907,
                         gtid: '0-11-51877'}"""));
        told.phase("copy", 2_900, () -> {
            told.write("TRANSFER", """
                    {what: 'dump', detail: 'mysqldump of assessment, reporting; gzip', bytes: 61204992, rows: 412118,
                     millis: 3120, file: 'dump.sql.gz', sha256: '%s'}""".formatted(Manifest.digest(DUMP.getBytes(StandardCharsets.UTF_8))));
            told.write("TRANSFER", """
                    {what: 'load', detail: '4 connections', bytes: 61204992, rows: 412118, millis: 4410}""");
            told.write("TRANSFER", """
                    {what: 'exact floats', detail: 'assessment.scores.score, .weight', rows: 88410, millis: 702}""");
            told.write("TRANSFER", "{what: 'accounts', rows: 6, millis: 31}");
            comparison(told, "pinned", "replica", 48_211_907L, tables(0));
            told.after(1_870);
        });
        told.phase("follow", 1_100, () -> told.sent("follow", "target", """
                        CALL mysql.rds_set_external_master('127.0.0.1', 43101, 'repl', '***',
                          'mysql-bin-changelog.000003', 48211907, 0)""")
                .sent("follow", "target", "CALL mysql.rds_start_replication"));
    }

    private static void frozen(Told told) {
        told.write("COORDINATES", """
                {which: 'frozen', role: 'source', file: 'mysql-bin-changelog.000003', position: 51900322,
                 gtid: '0-11-54120'}""");
    }

    private static List<Map<String, Object>> tables(long grown) {
        List<Map<String, Object>> tables = new ArrayList<>();
        Random sizes = new Random(7);
        for (String table : TABLES) {
            long rows = (long) Math.pow(10, 1 + sizes.nextDouble() * 4) + grown;
            tables.add(Told.table("assessment", table, "Same", rows, rows));
        }
        tables.add(Told.table("reporting", "daily_totals", "Same", 366, 366));
        return tables;
    }

    public static void comparison(Told told, String at, String left, long position) {
        comparison(told, at, left, position, tables(0));
    }

    private static void comparison(Told told, String at, String left, long position, List<Map<String, Object>> tables) {
        long rows = tables.stream()
                .mapToLong(table -> (long) table.get("rowsSource"))
                .sum();
        told.comparison(at, left, "Same", position, rows, tables);
    }

    private static void structure(Told told) {
        List<Object> objects = new ArrayList<>();
        for (String kind : List.of("view", "procedure", "function", "trigger", "event")) {
            for (int i = 1; i <= 4; i++) {
                objects.add(Map.of("kind", kind, "name", "assessment." + kind + "_" + i, "verdict", "Same"));
            }
        }
        told.write("PARITY_OBJECTS", Map.of("verdict", "Same", "examined", 20, "items", objects));
        told.write("PARITY_ACCOUNTS", """
                {verdict: 'Same', examined: 1, items: [{kind: 'account', name: "'app'@'%'", verdict: 'Same'}]}""");
        told.write("PARITY_SETTINGS", """
                {verdict: 'Different', examined: 2, items: [
                 {kind: 'setting', name: 'max_allowed_packet', verdict: 'Different',
                  detail: 'source 1048576, target 16777216: larger on the target, nothing is cut'},
                 {kind: 'setting', name: 'sql_mode', verdict: 'Same'}]}""");
    }

    private static void workload(Told told, Instant frozenAt, Instant servedAt) {
        List<Long> source = new ArrayList<>();
        List<Long> target = new ArrayList<>();
        Random noise = new Random(3);
        Instant started = Told.START.plusMillis(900);
        for (Instant at = started; at.isBefore(told.instant()); at = at.plusMillis(100)) {
            long writes = Math.round(12 + noise.nextGaussian() * 2);
            source.add(at.isBefore(frozenAt) ? writes : 0L);
            target.add(at.isAfter(servedAt) ? writes : 0L);
        }
        long all = source.stream().mapToLong(Long::longValue).sum()
                + target.stream().mapToLong(Long::longValue).sum();
        told.write("WORKLOAD", """
                {connections: 4, writesPerSecond: 120, acknowledged: %d, onTarget: %d, lost: 0, duplicated: 0, inDoubt: 0,
                 errorsDuringOutage: 38, series: {startedAt: '%s', bucketMillis: 100, source: %s, target: %s}}""".formatted(all, all, started, source, target));
    }
}
