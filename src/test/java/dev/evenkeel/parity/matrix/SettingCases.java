package dev.evenkeel.parity.matrix;

import static dev.evenkeel.parity.matrix.Plant.setting;

import java.util.List;

/** Global variables. What only a start of the server can change is not planted. */
final class SettingCases {
    static final List<Case> ALL = List.of(
            equal(
                    "sql_mode",
                    "'STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION'",
                    "'NO_ENGINE_SUBSTITUTION'",
                    "the modes in another order and other letters",
                    "'no_engine_substitution,strict_trans_tables'",
                    "NO_ENGINE_SUBSTITUTION,STRICT_TRANS_TABLES",
                    "NO_ENGINE_SUBSTITUTION"),
            equal("time_zone", "'+00:00'", "'+01:00'", "the same, set again", "'+00:00'", "+00:00", "+01:00"),
            equal(
                    "character_set_server",
                    "'utf8'",
                    "'latin1'",
                    "the same in other letters",
                    "'UTF8'",
                    "utf8mb3",
                    "latin1"),
            equal(
                    "collation_server",
                    "'utf8_general_ci'",
                    "'utf8_bin'",
                    "the same in other letters",
                    "'UTF8_GENERAL_CI'",
                    "utf8mb3_general_ci",
                    "utf8mb3_bin"),
            equal("autocommit", "1", "0", "ON for 1", "ON", "ON", "OFF"),
            equal("foreign_key_checks", "1", "0", "ON for 1", "ON", "ON", "OFF"),
            equal("unique_checks", "1", "0", "ON for 1", "ON", "ON", "OFF"),
            equal("init_connect", "''", "'SET @x = 1'", "set and set back", "''", "empty", "SET @x = 1"),
            equal("auto_increment_increment", "1", "2", "the same, set again", "1", "1", "2"),
            equal("auto_increment_offset", "1", "2", "the same, set again", "1", "1", "2"),
            equal(
                    "tx_isolation",
                    "'REPEATABLE-READ'",
                    "'READ-COMMITTED'",
                    "the same in other letters",
                    "'repeatable-read'",
                    "REPEATABLE-READ",
                    "READ-COMMITTED"),
            equal("completion_type", "'NO_CHAIN'", "'CHAIN'", "0 for NO_CHAIN", "0", "NO_CHAIN", "CHAIN"),
            equal("default_week_format", "0", "3", "the same, set again", "0", "0", "3"),
            equal("div_precision_increment", "4", "8", "the same, set again", "4", "4", "8"),
            equal("group_concat_max_len", "1048576", "1024", "the same, set again", "1048576", "1048576", "1024"),
            equal("binlog_format", "'ROW'", "'MIXED'", "the same in other letters", "'row'", "ROW", "MIXED"),
            equal("binlog_row_image", "'FULL'", "'MINIMAL'", "the same in other letters", "'full'", "FULL", "MINIMAL"),
            equal(
                    "default_storage_engine",
                    "'InnoDB'",
                    "'MyISAM'",
                    "the same in other letters",
                    "'INNODB'",
                    "InnoDB",
                    "MyISAM"),
            equal("innodb_flush_log_at_trx_commit", "1", "2", "the same, set again", "1", "1", "2"),
            equal("sync_binlog", "1", "0", "the same, set again", "1", "1", "0"),
            equal("innodb_lock_wait_timeout", "50", "1", "the same, set again", "50", "50", "1"),
            setting("old_mode differs")
                    .since(Since.V10_7)
                    .trap("it says whether utf8 is utf8mb3")
                    .both("old_mode = 'UTF8_IS_UTF8MB3'")
                    .target("old_mode = ''")
                    .neighbour("the same in other letters", "old_mode = 'utf8_is_utf8mb3'")
                    .answer("Different: setting old_mode: UTF8_IS_UTF8MB3 on source, empty on target: must be equal"),
            setting("an accepted difference beside another")
                    .trap("what the profile accepts is accepted for that variable alone")
                    .allowing("interactive_timeout")
                    .both("interactive_timeout = 100")
                    .target("interactive_timeout = 10")
                    .neighbour("the same difference", "interactive_timeout = 10")
                    .quiet(
                            "Same: Allowed setting interactive_timeout: 100 on source, 10 on target: accepted in advance")
                    .answer(
                            "Different: setting interactive_timeout: 100 on source, 10 on target: must be at least as large there"),
            atLeast("max_allowed_packet", 16_777_216, 1_048_576, 33_554_432),
            atLeast("max_connections", 150, 100, 250),
            atLeast("wait_timeout", 600, 60, 28800),
            atLeast("net_read_timeout", 30, 3, 60),
            atLeast("net_write_timeout", 60, 6, 600),
            setting("named time zones that are not there")
                    .trap("CONVERT_TZ answers NULL without a word")
                    .source(Plant.LOAD_TIME_ZONES)
                    .neighbour("time zones that only the target has", Plant.LOAD_TIME_ZONES)
                    .quiet("Same: Allowed setting named time zones: 0 on source, 1 on target")
                    .answer(
                            "Different: setting named time zones: 1 on source, 0 on target: must be at least as large there"),
            setting("two servers with one server_id")
                    .trap("each would take the other's events for its own and skip them")
                    .source("server_id = 77")
                    .target("server_id = 77")
                    .neighbour("two ids", "server_id = 78")
                    .neighbourSource("server_id = 77")
                    .answer("Different: setting server_id: 77 on source, 77 on target: must not be equal"),
            setting("a target that forgives errors, as the source does")
                    .trap(
                            "rows that are missing or there already are passed over; equal on both sides is not an excuse")
                    .source("slave_exec_mode = 'IDEMPOTENT'")
                    .target("slave_exec_mode = 'IDEMPOTENT'")
                    .neighbour("a source that forgives and a target that does not", "slave_exec_mode = 'STRICT'")
                    .neighbourSource("slave_exec_mode = 'IDEMPOTENT'")
                    .quiet("Same: Allowed setting slave_exec_mode: IDEMPOTENT on source, STRICT on target")
                    .answer(
                            "Different: setting slave_exec_mode: IDEMPOTENT on source, IDEMPOTENT on target: must be STRICT there"),
            filter("replicate_do_db"),
            filter("replicate_ignore_db"),
            filter("replicate_do_table"),
            filter("replicate_ignore_table"),
            filter("replicate_wild_do_table"),
            filter("replicate_wild_ignore_table"),
            shown("event_scheduler", "ON", "OFF"),
            shown("read_only", "OFF", "ON"),
            shown("slave_run_triggers_for_rbr", "NO", "YES"));

    private SettingCases() {}

    private static Case equal(
            String variable, String here, String there, String neighbour, String alike, String mine, String theirs) {
        String shown = variable.equals("tx_isolation") ? "transaction_isolation" : variable;
        return setting(variable + " differs")
                .both()
                .source(variable + " = " + here)
                .target(variable + " = " + there)
                .neighbourSource(variable + " = " + here)
                .neighbour(neighbour, variable + " = " + alike)
                .answer("Different: setting " + shown + ": " + mine + " on source, " + theirs
                        + " on target: must be equal");
    }

    private static Case atLeast(String variable, long here, long less, long more) {
        return setting(variable + " is smaller")
                .source(variable + " = " + here)
                .target(variable + " = " + less)
                .neighbourSource(variable + " = " + here)
                .neighbour("a larger one", variable + " = " + more)
                .quiet("Same: Allowed setting " + variable + ": " + here + " on source, " + more + " on target")
                .answer("Different: setting " + variable + ": " + here + " on source, " + less
                        + " on target: must be at least as large there");
    }

    private static Case filter(String variable) {
        String table = variable.endsWith("db") ? "matrix" : "matrix.t";
        return setting(variable + " on the target")
                .trap("changes are left out without a word")
                .target(variable + " = '" + table + "'")
                .neighbour("a filter set and taken away", variable + " = ''")
                .answer("Different: setting " + variable + ": empty on source, " + table
                        + " on target: must be empty or OFF there");
    }

    private static Case shown(String variable, String here, String there) {
        return setting(variable + ", which may differ")
                .trap("a limit: shown and never decisive")
                .source(variable + " = '" + here + "'")
                .target(variable + " = '" + there + "'")
                .neighbourSource(variable + " = '" + here + "'")
                .neighbour("no difference", variable + " = '" + here + "'")
                .answer("Same: Allowed setting " + variable + ": " + here + " on source, " + there
                        + " on target: may differ");
    }
}
