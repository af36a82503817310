package dev.evenkeel.catalog;

import dev.evenkeel.catalog.sql.NormalForm;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Row;
import dev.evenkeel.mariadb.ServerError;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.mariadb.TableName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads what a server holds from its information schema: a handful of statements however many tables there are. */
public final class Catalog {
    /** The server's own databases, the one RDS reserves, and a file system's folder that shows as a database. */
    private static final Set<String> SYSTEM =
            Set.of("mysql", "information_schema", "performance_schema", "sys", "innodb", "#mysql50#lost+found");

    /** Those of them that a server is likely to have, for people. */
    public static final String OWN = "mysql, information_schema, performance_schema, sys";

    private Catalog() {}

    /** The databases that are not the server's own, by name. */
    public static List<String> databases(Session session) {
        return session
                .list("SELECT schema_name AS name FROM information_schema.schemata", row -> row.text("name"))
                .stream()
                .filter(name -> !SYSTEM.contains(name.toLowerCase(Locale.ROOT)))
                .sorted()
                .toList();
    }

    /** The base tables of the databases by name, with all columns. */
    public static List<Table> tables(Session session, List<String> databases) {
        return tables(session, databases, ObjectScope.EVERYTHING);
    }

    /** The same of some; others may be among them. */
    public static List<Table> tables(Session session, List<String> databases, ObjectScope scope) {
        Map<TableName, List<Column>> columns = columns(session, databases, scope);
        Map<TableName, UniqueIndexes> keys = UniqueIndexes.read(session, databases, scope);
        List<Table> tables = new ArrayList<>();
        InDatabases.each(
                session,
                databases,
                scope,
                """
                SELECT table_schema AS object_schema, table_name AS object_name, engine AS engine,
                       table_rows AS estimated_rows, data_length + index_length AS bytes, table_type AS table_type
                FROM information_schema.tables
                WHERE table_type IN ('BASE TABLE', 'SYSTEM VERSIONED') AND table_schema IN""",
                (name, row) -> tables.add(new Table(
                        name,
                        row.optional("engine").orElse(""),
                        columns.getOrDefault(name, List.of()),
                        keys.getOrDefault(name, UniqueIndexes.NONE).primaryKey(),
                        row.number("estimated_rows"),
                        row.number("bytes"),
                        row.text("table_type").equals("SYSTEM VERSIONED"),
                        keys.getOrDefault(name, UniqueIndexes.NONE).rowKeys(),
                        keys.getOrDefault(name, UniqueIndexes.NONE).hashes())));
        Map<TableName, String> ends =
                tables.stream().anyMatch(Table::versioned) ? rowEnds(session, databases) : Map.of();
        return tables.stream()
                .map(table -> ends.containsKey(table.name()) ? withRowEnd(table, ends.get(table.name())) : table)
                .sorted(Comparator.comparing(Table::name))
                .toList();
    }

    /** What is named like a table: tables, views and sequences. A server opens none of them for this. */
    public static List<TableName> names(Session session, List<String> databases) {
        List<TableName> names = new ArrayList<>();
        InDatabases.each(session, databases, """
                SELECT table_schema AS object_schema, table_name AS object_name
                FROM information_schema.tables
                WHERE table_schema IN""", (name, row) -> names.add(name));
        return names;
    }

    /** The columns that versioned tables name for it; servers without such tables could not be asked. */
    private static Map<TableName, String> rowEnds(Session session, List<String> databases) {
        Map<TableName, String> ends = new HashMap<>();
        InDatabases.each(session, databases, """
                SELECT table_schema AS object_schema, table_name AS object_name, column_name AS name
                FROM information_schema.columns
                WHERE generation_expression = 'ROW END' AND table_schema IN""", (name, row) -> ends.put(name, row.text("name")));
        return ends;
    }

    private static Table withRowEnd(Table table, String end) {
        List<Column> columns = table.columns().stream()
                .map(column -> column.name().equals(end) ? column.endingRow() : column)
                .toList();
        return new Table(
                table.name(),
                table.engine(),
                columns,
                table.primaryKey(),
                table.estimatedRows(),
                table.bytes(),
                table.versioned(),
                table.rowKeys(),
                table.hiddenColumns());
    }

    /** The next value of each table that counts up by itself. */
    public static Map<TableName, Long> autoIncrements(Session session, List<String> databases) {
        return autoIncrements(session, databases, ObjectScope.EVERYTHING);
    }

    /** The same of some; others may be among them. */
    public static Map<TableName, Long> autoIncrements(Session session, List<String> databases, ObjectScope scope) {
        Map<TableName, Long> next = new TreeMap<>();
        InDatabases.each(session, databases, scope, """
                SELECT table_schema AS object_schema, table_name AS object_name, auto_increment AS next_value
                FROM information_schema.tables
                WHERE auto_increment IS NOT NULL AND table_type IN ('BASE TABLE', 'SYSTEM VERSIONED')
                  AND table_schema IN""", (name, row) -> next.put(name, row.number("next_value")));
        return Collections.unmodifiableMap(next);
    }

    /** The scheduled events, with all that is needed to create them elsewhere. The session must be a pinned one. */
    public static List<Event> events(Session session, List<String> databases) {
        Map<TableName, String> statuses = new TreeMap<>();
        Map<TableName, String> definers = new HashMap<>();
        InDatabases.each(session, databases, """
                SELECT event_schema AS object_schema, event_name AS object_name, status AS status, definer AS definer
                FROM information_schema.events
                WHERE event_schema IN""", (name, row) -> {
            statuses.put(name, row.text("status"));
            definers.put(name, row.text("definer"));
        });
        List<Event> events = new ArrayList<>();
        // Unconverted: what is created from it elsewhere must be of the same bytes in the same character set.
        session.execute("SET SESSION character_set_results = binary");
        try {
            statuses.forEach((name, status) ->
                    event(session, name, status, definers.get(name)).ifPresent(events::add));
        } finally {
            session.execute("SET SESSION character_set_results = utf8mb4");
        }
        return List.copyOf(events);
    }

    /** Empty when it was dropped meanwhile, as a server does itself with events whose time is past. */
    private static Optional<Event> event(Session session, TableName name, String status, String definer) {
        try {
            return session.first(
                    "SHOW CREATE EVENT " + name.quoted(),
                    row -> new Event(
                            name.schema(),
                            name.table(),
                            definer,
                            status,
                            row.text("sql_mode"),
                            row.text("time_zone"),
                            row.text("character_set_client"),
                            row.text("collation_connection"),
                            row.text("Database Collation"),
                            row.bytes(4)));
        } catch (DatabaseException e) {
            if (e.is(ServerError.ER_EVENT_DOES_NOT_EXIST)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** What shares its names with tables but holds no rows to compare: views and sequences. */
    public static List<TableName> viewsAndSequences(Session session, List<String> databases) {
        return names(session, databases, """
                SELECT table_schema AS object_schema, table_name AS object_name
                FROM information_schema.tables
                WHERE table_type IN ('VIEW', 'SEQUENCE') AND table_schema IN""");
    }

    /** The views, by name. */
    public static List<TableName> views(Session session, List<String> databases) {
        return names(session, databases, """
                SELECT table_schema AS object_schema, table_name AS object_name
                FROM information_schema.tables
                WHERE table_type = 'VIEW' AND table_schema IN""");
    }

    /** The triggers, by name. */
    public static List<TableName> triggers(Session session, List<String> databases) {
        return names(session, databases, """
                SELECT trigger_schema AS object_schema, trigger_name AS object_name
                FROM information_schema.triggers
                WHERE trigger_schema IN""");
    }

    /** The procedures and functions, by name; one name may stand for one of each. */
    public static List<TableName> routines(Session session, List<String> databases) {
        return names(session, databases, """
                SELECT routine_schema AS object_schema, routine_name AS object_name
                FROM information_schema.routines
                WHERE routine_schema IN""");
    }

    private static List<TableName> names(Session session, List<String> databases, String sql) {
        List<TableName> names = new ArrayList<>();
        InDatabases.each(session, databases, sql, (name, row) -> names.add(name));
        return names.stream().sorted().toList();
    }

    private static Map<TableName, List<Column>> columns(Session session, List<String> databases, ObjectScope scope) {
        Map<TableName, TreeMap<Long, Column>> columns = new HashMap<>();
        InDatabases.each(
                session, databases, scope, """
                SELECT table_schema AS object_schema, table_name AS object_name, column_name AS name,
                       ordinal_position AS place, data_type AS data_type, column_type AS column_type,
                       is_nullable AS nullable, character_set_name AS charset, collation_name AS collation,
                       extra AS extra
                FROM information_schema.columns
                WHERE table_schema IN""", (name, row) -> columns.computeIfAbsent(name, table -> new TreeMap<>())
                        .put(row.number("place"), column(row)));
        Map<TableName, List<Column>> inOrder = new HashMap<>();
        columns.forEach((table, byPlace) -> inOrder.put(table, List.copyOf(byPlace.values())));
        return inOrder;
    }

    private static Column column(Row row) {
        String extra = row.optional("extra").orElse("");
        Optional<String> charset = row.optional("charset").map(NormalForm::charset);
        return new Column(
                row.text("name"),
                row.text("data_type").toLowerCase(Locale.ROOT),
                NormalForm.type(row.text("column_type")),
                row.text("nullable").equals("YES"),
                charset,
                row.optional("collation").map(NormalForm::collation),
                extra,
                NormalForm.generated(extra));
    }
}
