package dev.evenkeel.catalog.object;

import dev.evenkeel.catalog.object.CatalogObject.Kind;
import dev.evenkeel.catalog.sql.NormalForm;
import dev.evenkeel.catalog.sql.SqlTokens;
import dev.evenkeel.catalog.sql.SqlTokens.Token;
import dev.evenkeel.mariadb.Row;
import dev.evenkeel.mariadb.TableName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Describes routines, triggers and events. The bodies come from where the server keeps them word for word: the information
 * schema of 10.1.8 shows {@code 'it''s'} as {@code 'it's'}.
 */
final class CodeObjects {
    private static final String[] COMMON = {
        "SQL_MODE", "sql_mode",
        "DEFINER", CatalogObject.DEFINER,
        "CHARACTER_SET_CLIENT", "client charset",
        "COLLATION_CONNECTION", "connection collation",
        "DATABASE_COLLATION", "database collation"
    };

    private CodeObjects() {}

    static void read(Harvest harvest) {
        harvest.kind(Kind.PROCEDURE, () -> routines(harvest, Kind.PROCEDURE, "PROCEDURE"));
        harvest.kind(Kind.FUNCTION, () -> routines(harvest, Kind.FUNCTION, "FUNCTION"));
        harvest.kind(Kind.PACKAGE, () -> packages(harvest));
        harvest.kind(Kind.TRIGGER, () -> triggers(harvest));
    }

    static void events(Harvest harvest) {
        harvest.kind(Kind.EVENT, () -> readEvents(harvest));
    }

    private static void routines(Harvest harvest, Kind kind, String type) {
        Map<TableName, String> bodies = bodies(harvest, "mysql.proc", type);
        Map<TableName, TreeMap<Long, String>> parameters = parameters(harvest, type);
        Map<TableName, String> defaults = defaults(harvest, type);
        harvest.each(
                """
                SELECT routine_schema AS object_schema, routine_name AS object_name, r.*
                FROM information_schema.routines r
                WHERE routine_type = '%s' AND routine_schema IN""".formatted(type),
                (name, row) -> wanted(harvest, kind, name, name.toString(), () -> {
                    Map<String, String> traits = new TreeMap<>(Harvest.traits(row, COMMON));
                    traits.putAll(Harvest.traits(
                            row,
                            "SECURITY_TYPE",
                            CatalogObject.SECURITY,
                            "IS_DETERMINISTIC",
                            "deterministic",
                            "SQL_DATA_ACCESS",
                            "data access",
                            "ROUTINE_COMMENT",
                            "comment"));
                    TreeMap<Long, String> own = parameters.getOrDefault(name, new TreeMap<>());
                    own.forEach((place, text) -> traits.put(place == 0 ? "returns" : "parameter " + place, text));
                    Optional.ofNullable(defaults.get(name)).ifPresent(list -> traits.put("parameter defaults", list));
                    traits.put(CatalogObject.BODY, body(bodies, name));
                    return traits;
                }));
    }

    private static void wanted(
            Harvest harvest, Kind kind, TableName object, String name, Supplier<Map<String, String>> traits) {
        if (harvest.wants(object)) {
            harvest.object(kind, name, traits);
        }
    }

    /** What a parameter is when it is left out, which servers from 11.8 on know, is in no information schema. */
    private static Map<TableName, String> defaults(Harvest harvest, String type) {
        Map<TableName, String> defaults = new HashMap<>();
        harvest.each(
                "SELECT db AS object_schema, name AS object_name, param_list AS list FROM mysql.proc WHERE type = '"
                        + type + "' AND db IN",
                (name, row) -> {
                    String list = new String(row.bytes(3), StandardCharsets.ISO_8859_1);
                    if (hasDefault(list)) {
                        defaults.put(name, list.strip());
                    }
                });
        return defaults;
    }

    /** A parameter that is called so is in quotes. */
    static boolean hasDefault(String parameters) {
        return SqlTokens.of(parameters).stream().anyMatch(token -> token.is("default"));
    }

    /** Packages of sql_mode ORACLE are in the table of routines only. */
    private static void packages(Harvest harvest) {
        harvest.each(
                """
                SELECT db AS object_schema, name AS object_name, type AS type, body AS body, definer AS DEFINER,
                       character_set_client AS CHARACTER_SET_CLIENT, collation_connection AS COLLATION_CONNECTION,
                       db_collation AS DATABASE_COLLATION, sql_mode AS SQL_MODE, security_type AS SECURITY_TYPE, comment AS ROUTINE_COMMENT
                FROM mysql.proc
                WHERE type LIKE 'PACKAGE%' AND db IN""",
                (name, row) -> wanted(harvest, Kind.PACKAGE, name, name + " " + row.text("type"), () -> {
                    Map<String, String> traits = new TreeMap<>(Harvest.traits(row, COMMON));
                    traits.putAll(
                            Harvest.traits(row, "SECURITY_TYPE", CatalogObject.SECURITY, "ROUTINE_COMMENT", "comment"));
                    traits.put(CatalogObject.BODY, new String(row.bytes(4), StandardCharsets.ISO_8859_1));
                    return traits;
                }));
    }

    private static Map<TableName, TreeMap<Long, String>> parameters(Harvest harvest, String type) {
        Map<TableName, TreeMap<Long, String>> parameters = new HashMap<>();
        harvest.each("""
                SELECT specific_schema AS object_schema, specific_name AS object_name, ordinal_position AS place,
                       parameter_mode AS mode, parameter_name AS name, dtd_identifier AS type,
                       character_set_name AS charset, collation_name AS collation
                FROM information_schema.parameters
                WHERE routine_type = '%s' AND specific_schema IN""".formatted(type), (routine, row) -> parameters
                .computeIfAbsent(routine, name -> new TreeMap<>())
                .put(row.number("place"), parameter(row)));
        return parameters;
    }

    private static String parameter(Row row) {
        StringBuilder text = new StringBuilder();
        row.optional("mode")
                .ifPresent(mode -> text.append(mode.toLowerCase(Locale.ROOT)).append(' '));
        row.optional("name").ifPresent(name -> text.append(name).append(' '));
        // Newer servers write the character set into the type as well.
        text.append(NormalForm.type(row.text("type")).replaceFirst(" (character set|charset) .*$", ""));
        row.optional("charset").ifPresent(charset -> text.append(" charset ").append(NormalForm.charset(charset)));
        row.optional("collation")
                .ifPresent(collation -> text.append(" collate ").append(NormalForm.collation(collation)));
        return text.toString();
    }

    private static void triggers(Harvest harvest) {
        Map<TableName, Map<String, String>> found = new TreeMap<>();
        Map<TableName, TableName> tables = new HashMap<>();
        Map<String, TreeMap<Long, List<String>>> order = new HashMap<>();
        harvest.each("""
                SELECT trigger_schema AS object_schema, trigger_name AS object_name, t.*
                FROM information_schema.triggers t
                WHERE trigger_schema IN""", (name, row) -> {
            Map<String, String> traits = new TreeMap<>(Harvest.traits(row, COMMON));
            String moment = row.text("ACTION_TIMING") + " " + row.text("EVENT_MANIPULATION") + " ON "
                    + row.text("EVENT_OBJECT_TABLE");
            traits.put("fires", moment);
            order.computeIfAbsent(name.schema() + "." + moment, key -> new TreeMap<>())
                    .computeIfAbsent(row.number("ACTION_ORDER"), place -> new ArrayList<>())
                    .add(name.table());
            found.put(name, traits);
            tables.put(name, new TableName(name.schema(), row.text("EVENT_OBJECT_TABLE")));
        });
        found.keySet().removeIf(name -> !harvest.wants(name) && !harvest.wants(tables.get(name)));
        found.forEach((name, traits) -> harvest.object(Kind.TRIGGER, name.toString(), () -> {
            // Servers before 10.2.3 know one trigger for each moment and number it 0, later ones count from 1.
            List<String> sameMoment = order.get(name.schema() + "." + traits.get("fires")).values().stream()
                    .flatMap(List::stream)
                    .toList();
            traits.put("order", Integer.toString(sameMoment.indexOf(name.table()) + 1));
            traits.put(CatalogObject.BODY, triggerBody(TableObjects.created(harvest, "TRIGGER", name, 3)));
            return traits;
        }));
    }

    /** What follows FOR EACH ROW; where the trigger is among others is shown by its order. */
    static String triggerBody(String statement) {
        List<Token> tokens = SqlTokens.of(statement);
        for (int at = 0; at + 2 < tokens.size(); at++) {
            if (tokens.get(at).is("for")
                    && tokens.get(at + 1).is("each")
                    && tokens.get(at + 2).is("row")) {
                boolean placed = at + 4 < tokens.size()
                        && (tokens.get(at + 3).is("follows")
                                || tokens.get(at + 3).is("precedes"));
                return statement
                        .substring(tokens.get(placed ? at + 4 : at + 2).end())
                        .strip();
            }
        }
        throw new IllegalArgumentException("its statement has no FOR EACH ROW");
    }

    private static void readEvents(Harvest harvest) {
        Map<TableName, String> bodies = bodies(harvest, "mysql.event", "");
        harvest.each(
                """
                SELECT event_schema AS object_schema, event_name AS object_name, e.*
                FROM information_schema.events e
                WHERE event_schema IN""",
                (name, row) -> harvest.object(Kind.EVENT, name.toString(), () -> {
                    Map<String, String> traits = new TreeMap<>(Harvest.traits(row, COMMON));
                    traits.putAll(Harvest.traits(
                            row,
                            "TIME_ZONE",
                            "time zone",
                            "EVENT_TYPE",
                            "type",
                            "EXECUTE_AT",
                            "at",
                            "INTERVAL_VALUE",
                            "every",
                            "INTERVAL_FIELD",
                            "every unit",
                            "STARTS",
                            "starts",
                            "ENDS",
                            "ends",
                            "STATUS",
                            CatalogObject.STATUS,
                            "ON_COMPLETION",
                            "on completion",
                            "EVENT_COMMENT",
                            "comment"));
                    traits.put(CatalogObject.BODY, body(bodies, name));
                    return traits;
                }));
    }

    /** Bodies byte for byte: each byte becomes a letter, so that none is lost whatever the character set. */
    private static Map<TableName, String> bodies(Harvest harvest, String table, String type) {
        Map<TableName, String> bodies = new HashMap<>();
        harvest.each(
                "SELECT db AS object_schema, name AS object_name, body AS body FROM " + table + " WHERE "
                        + (type.isEmpty() ? "" : "type = '" + type + "' AND ") + "db IN",
                (name, row) -> bodies.put(name, new String(row.bytes(3), StandardCharsets.ISO_8859_1)));
        return bodies;
    }

    private static String body(Map<TableName, String> bodies, TableName name) {
        String body = bodies.get(name);
        if (body == null) {
            throw new IllegalStateException("its body is not shown to this account");
        }
        return body;
    }
}
