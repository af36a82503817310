package dev.evenkeel.catalog.trial;

import dev.evenkeel.catalog.Catalog;
import dev.evenkeel.catalog.InDatabases;
import dev.evenkeel.catalog.Table;
import dev.evenkeel.catalog.account.Need;
import dev.evenkeel.catalog.account.Sight;
import dev.evenkeel.catalog.account.UngivenGrants;
import dev.evenkeel.mariadb.Quoting;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.mariadb.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;

/** What a server holds or is set to that prevents moving databases to another one; each is one message. */
public final class MoveObstacles {
    private static final String SET_IT = "; set it by SET GLOBAL and in the option file, on RDS in the parameter group";

    /** Engines whose rows are copied, replicated and compared; without snapshots as wholes, in the freeze. */
    private static final Set<String> MOVED = Set.of("InnoDB", "MyISAM", "Aria", "MEMORY");

    private MoveObstacles() {}

    /**
     * Objects that this account would overlook.
     *
     * @param named the databases to move where the profile names them; empty for all there are
     */
    public static List<String> ofSight(Session session, List<String> named) {
        List<String> found = new ArrayList<>();
        for (String database : named.isEmpty() ? List.of("*") : named) {
            List<String> lacking = Sight.lacking(session, database, Need.OBJECTS.privileges());
            if (!lacking.isEmpty()) {
                found.add(session.server().name() + ": the account lacks " + String.join(", ", lacking) + " ON "
                        + (named.isEmpty() ? database : Quoting.identifier(database))
                        + ".*, and would overlook what it is not shown; grant them");
            }
        }
        return found;
    }

    /** Databases that the profile names and the source has not, not in these letters. */
    public static List<String> ofNames(Session source, List<String> named) {
        List<String> there = Catalog.databases(source);
        return named.stream()
                .filter(name -> !there.contains(name))
                .map(name -> source.server().name() + " has no database " + name
                        + there.stream()
                                .filter(name::equalsIgnoreCase)
                                .findFirst()
                                .map(other -> ", but " + other)
                                .orElse("")
                        + "; name it in the profile as the server does, or leave it out")
                .toList();
    }

    /**
     * Databases that are not moved: what is written to one of them reaches the target by the source's binlog, which stops
     * its replication.
     *
     * @param named the databases to move; empty for all there are, all of which are moved
     * @param quiet those that nobody writes to before the switch, as the profile says
     */
    public static List<String> ofLeftOut(Session source, List<String> named, Set<String> quiet) {
        List<String> behind = named.isEmpty()
                ? List.of()
                : Catalog.databases(source).stream()
                        .filter(database -> !named.contains(database))
                        .toList();
        List<String> found = new ArrayList<>(behind.stream()
                .filter(database -> !quiet.contains(database))
                .map(database -> source.server().name() + ": databases: of the profile leaves out " + database
                        + ", and what is written to it would stop the target's replication, which gets all that the"
                        + " source logs; name it too, or leave databases: out, or, where nothing writes to it before the"
                        + " switch, say why with accept.leftOut." + database)
                .toList());
        quiet.stream()
                .filter(database -> !behind.contains(database))
                .map(database -> "accept.leftOut names " + database + ", which "
                        + (named.contains(database) || named.isEmpty()
                                ? "is to be moved"
                                : source.server().name() + " has not")
                        + "; take it out")
                .forEach(found::add);
        return found;
    }

    /** Tables that cannot be moved as they are, because of where they lie or what they keep. */
    public static List<String> ofKeeping(Session source, List<String> databases) {
        List<String> found = new ArrayList<>(source.list(
                """
                SELECT table_schema, table_name FROM information_schema.tables
                WHERE table_schema IN ('sys', 'innodb') AND table_type = 'BASE TABLE' AND table_name <> 'sys_config'
                ORDER BY 1, 2
                """,
                row -> new TableName(row.text(1), row.text(2))
                        + " lies in a database whose name is the server's own, which is never moved;"
                        + " move the table to another one or drop it"));
        InDatabases.each(
                source,
                databases,
                """
                SELECT table_schema AS object_schema, table_name AS object_name
                FROM information_schema.tables
                WHERE table_type = 'SYSTEM VERSIONED' AND table_schema IN""",
                (name, row) -> found.add(name + " keeps the history of its rows (SYSTEM VERSIONING), and a dump holds"
                        + " the present rows alone; drop the versioning or leave its database out"));
        return found;
    }

    /** Views that a dump cannot read. */
    public static List<String> ofViews(Session source, List<String> databases) {
        return BrokenViews.of(source, databases);
    }

    /** Views that are moved though nobody can read them on the source, each a sentence. */
    public static List<String> viewsWithoutDefiner(Session source, List<String> databases) {
        return BrokenViews.withoutDefiner(source, databases);
    }

    /** Tables whose rows lie elsewhere, are kept nowhere, or cannot be changed as replication does. */
    public static List<String> ofTables(List<Table> tables) {
        if (tables.isEmpty()) {
            return List.of("there is no table to move; name the databases in the profile or fill the source");
        }
        return tables.stream()
                .filter(table -> !MOVED.contains(table.engine()))
                .map(table -> table.name() + " is of engine " + table.engine()
                        + ", must be InnoDB, MyISAM, Aria or MEMORY; convert it or leave its database out")
                .toList();
    }

    /**
     * Databases that the target has already.
     *
     * @param databases those to move
     * @param all they are not named in the profile but all that the source has: then the target may have no other
     */
    public static List<String> ofTarget(Session target, List<String> databases, boolean all) {
        return Catalog.databases(target).stream()
                .filter(database -> all || databases.contains(database))
                .map(database -> target.server().name() + " already has the database " + database
                        + (databases.contains(database)
                                ? "; it must be empty: nothing is dropped by this runbook, so drop it or choose another"
                                        + " target"
                                : ", which the source has not; name the databases to move in the profile if it is to"
                                        + " stay, else drop it"))
                .toList();
    }

    /** Settings of the target that a load would trip over. */
    public static List<String> ofTargetSettings(Session source, Session target) {
        List<String> found = new ArrayList<>();
        if (target.number("SELECT @@GLOBAL.log_bin_trust_function_creators") != 1) {
            found.add(
                    "target: log_bin_trust_function_creators is OFF, must be ON, or triggers and functions are refused"
                            + " (error 1419)" + SET_IT);
        }
        for (String name : List.of("max_allowed_packet", "slave_max_allowed_packet")) {
            long wanted = source.number("SELECT @@GLOBAL." + name);
            long given = target.number("SELECT @@GLOBAL." + name);
            if (given < wanted) {
                found.add("target: " + name + " is " + given + ", must be at least the source's " + wanted + SET_IT);
            }
        }
        return found;
    }

    /** What the target's account may not do and the copy does. */
    public static List<String> ofRights(Session target) {
        List<String> lacking = Sight.lacking(target, "*", Need.privileges(List.of(Need.COPY, Need.ACCOUNTS)));
        return lacking.isEmpty()
                ? List.of()
                : List.of("target: the account lacks " + String.join(", ", lacking)
                        + " ON *.*, which the copy needs; grant them");
    }

    /**
     * What accounts on the source hold and the target's account may not give them, an account each.
     *
     * @param leftOut names of accounts that are not moved
     * @param accepted whether an account, as SQL names it, may lack a grant, in normal form
     */
    public static List<String> ofGrants(
            Session source, Session target, Set<String> leftOut, BiPredicate<String, String> accepted) {
        return UngivenGrants.of(source, target, leftOut, accepted);
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
