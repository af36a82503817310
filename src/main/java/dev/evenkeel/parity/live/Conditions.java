package dev.evenkeel.parity.live;

import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Row;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.parity.strangers.UnwatchedWrites;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What must hold on one side so that binlogs show all that changes there: asked when the proof begins, now and then while it
 * runs, and again in the freeze. What it is matters less than that it stays: in between nobody knows what was written.
 *
 * @param start which server answers, and since when it runs
 * @param settings by name, replication links among them
 * @param sideBySide it applies GTID domains side by side, so that no one position shows how far it is
 * @param standing why its binlog does not tell everything as long as this holds
 */
record Conditions(ServerStart start, Map<String, String> settings, Optional<String> standing, boolean sideBySide) {
    private static final String VARIABLES = List.of(
                    "server_id",
                    "log_bin",
                    "binlog_format",
                    "binlog_row_image",
                    "log_slave_updates",
                    "slave_run_triggers_for_rbr",
                    "slave_exec_mode",
                    "slave_skip_errors",
                    "gtid_ignore_duplicates",
                    "slave_parallel_threads",
                    "replicate_do_db",
                    "replicate_ignore_db",
                    "replicate_do_table",
                    "replicate_ignore_table",
                    "replicate_wild_do_table",
                    "replicate_wild_ignore_table")
            .stream()
            .map(name -> "'" + name + "'")
            .collect(Collectors.joining(", "));
    /** Of a replication link: whom it follows, and what it leaves out. */
    private static final List<String> OF_A_LINK = List.of(
            "connection_name",
            "master_host",
            "master_port",
            "master_user",
            "using_gtid",
            "replicate_do_domain_ids",
            "replicate_ignore_domain_ids",
            "replicate_ignore_server_ids",
            "replicate_rewrite_db");

    static Conditions of(Session session, boolean target) {
        Map<String, String> settings = new TreeMap<>();
        session.list(
                "SHOW GLOBAL VARIABLES WHERE Variable_name IN (" + VARIABLES + ")",
                row -> settings.put(row.text(1), row.optional(2).orElse("")));
        if (target) {
            settings.put("replication", links(session));
        }
        Optional<String> filtered = UnwatchedWrites.filtered(session);
        settings.put("binlog filters", filtered.orElse("none"));
        return new Conditions(
                ServerStart.of(session),
                settings,
                target ? UnwatchedWrites.of(session, filtered) : filtered,
                target && DomainOrder.isSideBySide(session));
    }

    private static String links(Session session) {
        try {
            return session.list("SHOW ALL SLAVES STATUS", Conditions::link).stream()
                    .sorted()
                    .collect(Collectors.joining("; "));
        } catch (DatabaseException e) {
            if (e.lost()) {
                throw e;
            }
            // RDS shows it to nobody.
            return "not shown";
        }
    }

    private static String link(Row row) {
        return row.columns().stream()
                .filter(column -> OF_A_LINK.contains(column.toLowerCase(Locale.ROOT)))
                .map(column -> column + "=" + row.optional(column).orElse(""))
                .collect(Collectors.joining(" "));
    }

    /** What is no longer as it was, as a reason to doubt what was proved meanwhile. */
    Optional<String> changed(Conditions before, String side) {
        if (!start.same(before.start())) {
            return Optional.of("the " + side + " was restarted, or another server answers in its place");
        }
        List<String> changes = new ArrayList<>();
        settings.forEach((name, value) -> {
            String old = before.settings().getOrDefault(name, "");
            if (!value.equals(old)) {
                changes.add(name + " was " + shown(old) + " and is " + shown(value));
            }
        });
        return changes.isEmpty() ? Optional.empty() : Optional.of("on the " + side + " " + String.join(", ", changes));
    }

    private static String shown(String value) {
        return value.isEmpty() ? "empty" : value;
    }
}
