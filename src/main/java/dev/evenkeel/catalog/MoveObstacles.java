package dev.evenkeel.catalog;

import dev.evenkeel.mariadb.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a server holds or is set to that stands against moving databases to another one; each is one message. */
public final class MoveObstacles {
    private static final Set<String> TRANSACTIONAL = Set.of("InnoDB");

    private MoveObstacles() {}

    /** Tables that are not frozen by a snapshot, or that a comparison cannot read. */
    public static List<String> ofTables(List<Table> tables) {
        if (tables.isEmpty()) {
            return List.of("there is no table to move; name the databases in the profile or fill the source");
        }
        return tables.stream()
                .filter(table -> !TRANSACTIONAL.contains(table.engine()))
                .map(table -> table.name() + " is of engine " + table.engine()
                        + ", must be InnoDB: RDS replicates no other; convert it or leave its database out")
                .toList();
    }

    /** Databases to move that the target has already. */
    public static List<String> ofTarget(Session target, List<String> databases) {
        List<String> present = Catalog.databases(target);
        return databases.stream()
                .filter(present::contains)
                .map(database -> target.server().name() + " already has the database " + database
                        + "; it must be empty: nothing is dropped by this runbook, so drop it or choose another target")
                .toList();
    }

    /** Settings of the target that a load would trip over. */
    public static List<String> ofTargetSettings(Session source, Session target) {
        List<String> found = new ArrayList<>();
        if (target.number("SELECT @@GLOBAL.log_bin_trust_function_creators") != 1) {
            found.add(
                    "target: log_bin_trust_function_creators is OFF, must be ON, or triggers and functions are refused"
                            + " (error 1419); set it in the parameter group");
        }
        for (String name : List.of("max_allowed_packet", "slave_max_allowed_packet")) {
            long wanted = source.number("SELECT @@GLOBAL." + name);
            long given = target.number("SELECT @@GLOBAL." + name);
            if (given < wanted) {
                found.add("target: " + name + " is " + given + ", must be at least the source's " + wanted
                        + "; set it in the parameter group");
            }
        }
        return found;
    }

    public static List<String> ofTableNames(Session source, Session target) {
        long here = source.number("SELECT @@GLOBAL.lower_case_table_names");
        long there = target.number("SELECT @@GLOBAL.lower_case_table_names");
        return here == there
                ? List.of()
                : List.of("lower_case_table_names is " + here + " on the source and " + there
                        + " on the target, must be equal; it is chosen when an instance is created");
    }
}
