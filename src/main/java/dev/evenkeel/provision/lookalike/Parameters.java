package dev.evenkeel.provision.lookalike;

import dev.evenkeel.provision.lookalike.wire.Refusal;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.rds.model.Parameter;

/** The parameters that groups know, and how a change of each is applied. */
final class Parameters {
    /** @param normal the value of a group that does not set it; empty for the engine's own */
    record Known(boolean dynamic, String normal, String allowed) {}

    static final String READ_ONLY = "read_only";
    /** What {@code read_only} is unless somebody says otherwise: 1 on a read replica, else 0. */
    static final String TRUE_IF_REPLICA = "{TrueIfReplica}";

    private static final Map<String, Known> KNOWN = new TreeMap<>();

    static {
        dynamic(READ_ONLY, TRUE_IF_REPLICA, "0,1,{TrueIfReplica}");
        dynamic("binlog_format", "ROW", "ROW,STATEMENT,MIXED");
        dynamic("event_scheduler", "ON", "ON,OFF");
        dynamic("log_bin_trust_function_creators", "1", "0,1");
        dynamic("max_allowed_packet", "", "1024-1073741824");
        dynamic("mysql56_temporal_format", "", "0,1");
        dynamic("sql_mode", "", "");
        dynamic("time_zone", "", "");
        dynamic("wait_timeout", "", "1-31536000");
        dynamic("lock_wait_timeout", "", "1-31536000");
        dynamic("require_secure_transport", "", "0,1");
        dynamic("max_connections", "", "1-100000");
        dynamic("innodb_flush_log_at_trx_commit", "", "0-2");
        dynamic("sync_binlog", "", "0-4294967295");
        dynamic("slave_max_allowed_packet", "", "1024-1073741824");
        dynamic("slave_exec_mode", "", "STRICT,IDEMPOTENT");
        dynamic("character_set_server", "", "");
        dynamic("collation_server", "", "");
        dynamic("replicate-do-db", "", "");
        dynamic("replicate-ignore-db", "", "");
        fixed("innodb_buffer_pool_size", "", "");
        fixed("lower_case_table_names", "0", "0,1");
        fixed("performance_schema", "", "0,1");
        fixed("slave_skip_errors", "", "");
    }

    private Parameters() {}

    private static void dynamic(String name, String normal, String allowed) {
        KNOWN.put(name, new Known(true, normal, allowed));
    }

    private static void fixed(String name, String normal, String allowed) {
        KNOWN.put(name, new Known(false, normal, allowed));
    }

    static Known known(String name) {
        if (!KNOWN.containsKey(name)) {
            throw new Refusal("InvalidParameterValue", 400, "Could not find parameter with name: " + name);
        }
        return KNOWN.get(name);
    }

    /** All of them as a group shows them that sets some. */
    static java.util.stream.Stream<Parameter> shown(Map<String, String> set) {
        return KNOWN.entrySet().stream().map(each -> {
            String name = each.getKey();
            Known known = each.getValue();
            Parameter.Builder parameter = Parameter.builder()
                    .parameterName(name)
                    .applyType(known.dynamic() ? "dynamic" : "static")
                    .isModifiable(true)
                    .dataType("string")
                    .source(set.containsKey(name) ? "user" : known.normal().isEmpty() ? "engine-default" : "system");
            String value = set.getOrDefault(name, known.normal());
            if (!value.isEmpty() || set.containsKey(name)) {
                parameter.parameterValue(value);
            }
            if (!known.allowed().isEmpty()) {
                parameter.allowedValues(known.allowed());
            }
            return parameter.build();
        });
    }
}
