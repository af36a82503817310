package dev.evenkeel.parity.inventory;

import dev.evenkeel.catalog.server.Settings;
import dev.evenkeel.event.Verdict;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Compares the variables that decide whether an application finds on the right server what it left on the left one. */
public final class SettingParity {
    private static final Map<String, SettingRule> RULES = new LinkedHashMap<>();
    /** What a server that does not know a variable behaves like. */
    private static final Map<String, String> BEFORE_IT_EXISTED = Map.of(
            "explicit_defaults_for_timestamp", "OFF",
            "require_secure_transport", "OFF",
            "old_mode", "",
            "character_set_collations", "",
            "binlog_row_image", "FULL",
            "slave_skip_errors", "OFF",
            "innodb_default_row_format", "compact");

    static {
        rule(
                SettingRule.EQUAL,
                "sql_mode time_zone character_set_server collation_server character_set_collations old_mode"
                        + " lower_case_table_names explicit_defaults_for_timestamp autocommit foreign_key_checks"
                        + " unique_checks init_connect auto_increment_increment auto_increment_offset"
                        + " transaction_isolation completion_type default_week_format div_precision_increment"
                        + " ft_min_word_len innodb_ft_min_token_size group_concat_max_len binlog_format"
                        + " binlog_row_image require_secure_transport default_storage_engine"
                        + " innodb_flush_log_at_trx_commit sync_binlog"
                        + " innodb_lock_wait_timeout innodb_rollback_on_timeout skip_name_resolve");
        rule(
                SettingRule.AT_LEAST,
                "max_allowed_packet slave_max_allowed_packet max_connections innodb_page_size"
                        + " wait_timeout interactive_timeout"
                        + " net_read_timeout net_write_timeout");
        RULES.put(Settings.NAMED_TIME_ZONES, SettingRule.AT_LEAST);
        rule(SettingRule.DISTINCT, "server_id");
        rule(SettingRule.STRICT_THERE, "slave_exec_mode");
        rule(
                SettingRule.OFF_THERE,
                "slave_skip_errors replicate_do_db replicate_ignore_db replicate_do_table replicate_ignore_table"
                        + " replicate_wild_do_table replicate_wild_ignore_table");
        rule(SettingRule.ON_THERE, "log_bin");
        rule(
                SettingRule.FOR_INFORMATION,
                "version read_only event_scheduler log_bin_trust_function_creators gtid_domain_id gtid_strict_mode"
                        + " slave_parallel_threads slave_parallel_mode binlog_checksum mysql56_temporal_format"
                        + " innodb_file_per_table innodb_strict_mode innodb_default_row_format innodb_large_prefix"
                        + " innodb_file_format tls_version system_time_zone slave_run_triggers_for_rbr");
    }

    private SettingParity() {}

    /** Nothing is accepted. */
    public static PartResult compare(Settings left, Settings right) {
        return compare(left, right, Map.of());
    }

    /** @param accepted variables whose difference was accepted in advance, with the reasons */
    public static PartResult compare(Settings left, Settings right, Map<String, String> accepted) {
        List<Looked> looked = new ArrayList<>();
        RULES.forEach((variable, rule) -> {
            if (left.value(variable).isPresent() || right.value(variable).isPresent()) {
                looked.add(item(variable, rule, left, right, Optional.ofNullable(accepted.get(variable))));
            }
        });
        Stream.of(left, right)
                .flatMap(settings -> settings.values().keySet().stream())
                .filter(name -> name.startsWith(Settings.PLUGIN))
                .distinct()
                .sorted()
                .forEach(plugin -> looked.add(plugin(plugin, left, right, Optional.ofNullable(accepted.get(plugin)))));
        Map<String, String> unused = new TreeMap<>(accepted);
        looked.stream()
                .filter(one -> one.acceptance().isPresent())
                .forEach(one -> unused.remove(one.item().name()));
        return PartResult.of(looked.stream().map(Looked::item).toList())
                .with(
                        looked.stream()
                                .flatMap(one -> one.acceptance().stream())
                                .toList(),
                        unused.entrySet().stream()
                                .map(one ->
                                        PartResult.notFound("a difference of setting " + one.getKey(), one.getValue()))
                                .toList());
    }

    /** A setting, and that its difference was accepted where it was. */
    private record Looked(Item item, Optional<Acceptance> acceptance) {
        static Looked of(String name, Verdict verdict, String detail) {
            return new Looked(new Item("setting", name, verdict, detail), Optional.empty());
        }

        /** @param words why it may not be so */
        static Looked unlike(String name, Verdict verdict, String detail, String words, Optional<String> accepted) {
            return accepted.map(reason -> new Looked(
                            new Item("setting", name, Verdict.ALLOWED, detail + ": accepted in advance"),
                            Optional.of(Acceptance.of("setting", name, detail, reason))))
                    .orElseGet(() -> of(name, verdict, detail + ": " + words));
        }
    }

    /** What nobody may accept: with another value than asked for nothing else that is shown would hold. */
    private static final Set<SettingRule> NEEDED =
            EnumSet.of(SettingRule.DISTINCT, SettingRule.STRICT_THERE, SettingRule.OFF_THERE, SettingRule.ON_THERE);

    /** Why differences of these may not be accepted, empty where they may. */
    public static List<String> unacceptable(Set<String> names) {
        List<String> problems = new ArrayList<>();
        for (String name : new TreeSet<>(names)) {
            SettingRule rule = RULES.get(name);
            if (rule == null && !name.startsWith(Settings.PLUGIN)) {
                problems.add("accept.settings names " + name + ", which is not compared; take it out, or see"
                        + " docs/verification.md for those that are");
            } else if (rule != null && NEEDED.contains(rule)) {
                problems.add("accept.settings names " + name + ", which " + rule.words()
                        + " for the proof to hold; take it out and set it right");
            }
        }
        return problems;
    }

    /** The right server may have more of them, for example what manages its keys. */
    private static Looked plugin(String name, Settings left, Settings right, Optional<String> accepted) {
        boolean here = left.value(name).isPresent();
        boolean there = right.value(name).isPresent();
        if (here && there) {
            return Looked.of(name, Verdict.SAME, "");
        }
        String detail = "loaded on " + (here ? left : right).server() + " only";
        return here
                ? Looked.unlike(name, Verdict.DIFFERENT, detail, "must be loaded there too", accepted)
                : Looked.of(name, Verdict.ALLOWED, detail);
    }

    private static Looked item(
            String variable, SettingRule rule, Settings left, Settings right, Optional<String> accepted) {
        Optional<String> mine = value(left, variable);
        Optional<String> theirs = value(right, variable);
        String detail = shown(mine) + " on " + left.server() + ", " + shown(theirs) + " on " + right.server();
        if (rule == SettingRule.FOR_INFORMATION) {
            boolean equal = mine.equals(theirs);
            return Looked.of(variable, equal ? Verdict.SAME : Verdict.ALLOWED, equal ? "" : detail + ": may differ");
        }
        if (mine.isEmpty() || theirs.isEmpty()) {
            return Looked.unlike(variable, Verdict.INCONCLUSIVE, detail, "cannot be compared", accepted);
        }
        if (rule.holds(mine.get(), theirs.get())) {
            boolean equal = mine.get().equalsIgnoreCase(theirs.get()) || rule == SettingRule.DISTINCT;
            return Looked.of(variable, equal ? Verdict.SAME : Verdict.ALLOWED, equal ? "" : detail);
        }
        return Looked.unlike(variable, Verdict.DIFFERENT, detail, rule.words(), accepted);
    }

    private static Optional<String> value(Settings settings, String variable) {
        return settings.value(variable).or(() -> Optional.ofNullable(BEFORE_IT_EXISTED.get(variable)));
    }

    private static String shown(Optional<String> value) {
        return value.map(text -> text.isEmpty() ? "empty" : text).orElse("unknown");
    }

    private static void rule(SettingRule rule, String variables) {
        for (String variable : variables.split(" ")) {
            RULES.put(variable, rule);
        }
    }
}
