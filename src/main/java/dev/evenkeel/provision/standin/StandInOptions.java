package dev.evenkeel.provision.standin;

import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.yaml.YamlMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The options that servers standing in for RDS are started with. */
public final class StandInOptions {
    public static final String REDO_LOG_SIZE = "48M";

    private StandInOptions() {}

    /** What every stand-in is started with, as options of its command line; later ones of the same name win. */
    public static List<String> of(Role role) {
        return of(role.ordinal() + 1);
    }

    /** The same for a server that plays no role yet. */
    public static List<String> of(int serverId) {
        return List.of(
                "--server-id=" + serverId,
                "--log-bin=mysql-bin-changelog",
                "--relay-log=relaylog",
                "--binlog-format=ROW",
                "--log-slave-updates=1",
                "--event-scheduler=ON",
                "--log-bin-trust-function-creators=1",
                "--skip-name-resolve",
                "--innodb-log-file-size=" + REDO_LOG_SIZE,
                "--innodb-buffer-pool-size=256M",
                "--max-connections=200",
                "--lower-case-table-names=0");
    }

    /** The options of a profile, as options of a command line. */
    public static List<String> of(Map<String, String> given) {
        return given.entrySet().stream()
                .map(option -> "--" + option.getKey().replace('_', '-') + "=" + option.getValue())
                .toList();
    }

    /** Reads the options of a server in a profile: server variables by name, as they are in an option file. */
    public static Map<String, String> read(YamlMap server) {
        YamlMap options = server.map("options");
        Map<String, String> values = new TreeMap<>();
        if (server.has("options")) {
            options.keys().forEach(key -> options.text(key).ifPresent(value -> values.put(key, value)));
        }
        return values;
    }
}
